/** A format of secrets. The comment on each entry names the issuer's document that describes it. */
interface Format {
  readonly kind: string;
  /** Repetitions are bounded, and none begins inside its own match, so the time is linear in the text's length. */
  readonly pattern: RegExp;
}

/** Finds the first format of a secret in a text; undefined for none. A run of eight `x` marks an example, as in Slack's and GitHub's documents. */
export function formatIn(text: string): string | undefined {
  return formats.find(({ pattern }) => matches(text, pattern).some(([match]) => !/x{8}/i.test(match)))?.kind;
}

function matches(text: string, pattern: RegExp): readonly RegExpMatchArray[] {
  return pattern.test(text) ? [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))] : [];
}

const formats: readonly Format[] = [
  // IAM User Guide, IAM identifiers: unique ID prefixes.
  { kind: "an AWS access key id", pattern: /\b(AKIA|ASIA)[A-Z0-9]{16}\b/ },
  // RFC 7468; RFC 9580, section 6.2. The pattern includes the body: a library that writes or reads keys contains only the first line.
  {
    kind: "a private key",
    pattern:
      /-----BEGIN ([A-Z0-9]{2,10} ){0,3}PRIVATE KEY( BLOCK)?-----([\s"'+,]|\\+[nr]){1,24}([A-Za-z0-9+/]{6}|[A-Z][A-Za-z-]{2,20}: )/,
  },
  // github.blog, Behind GitHub's new authentication token formats; GitHub Docs, About authentication to GitHub.
  { kind: "a GitHub token", pattern: /(?<!\w)(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,255})/ },
  // GitLab Docs, Token overview, token prefixes.
  {
    kind: "a GitLab token",
    pattern:
      /(?<![\w-])(glpat|gloas|gldt|glrtr?|glcbt|glptt|glft|glimt|glagent|glsoat|glffct|GR1348941)-?[A-Za-z0-9_.-]{20,300}/,
  },
  // Slack API, Token types; Sending messages using incoming webhooks.
  {
    kind: "a Slack token",
    pattern: /(?<![\w-])xox[abceoprs](\.xox[bp])?-[A-Za-z0-9-]{10,255}|(?<![\w-])xapp-\d-[A-Za-z0-9-]{20,255}/,
  },
  {
    kind: "a Slack webhook",
    pattern: /hooks\.slack(-gov)?\.com\/(services|workflows|triggers)\/[A-Z0-9]{8,14}\/[A-Za-z0-9/]{10,255}/i,
  },
  // Microsoft Learn, Create incoming webhooks with Teams; addresses of Workflows have their signature in `sig`.
  {
    kind: "a Teams webhook",
    pattern:
      /\.webhook\.office\.com\/webhookb2\/[0-9a-f]{8}-[0-9a-f-]{27}@[0-9a-f-]{36}\/IncomingWebhook\/[A-Za-z0-9]{16,64}/i,
  },
  // Discord Developer Documentation, Webhook resource.
  {
    kind: "a Discord webhook",
    pattern: /discord(app)?\.com\/api\/(v\d{1,2}\/)?webhooks\/\d{15,22}\/[A-Za-z0-9_-]{30,100}/,
  },
  // Stripe, API keys: secret and restricted keys, live and test, and the signing secrets of webhooks. pk_ keys are public.
  { kind: "a Stripe key", pattern: /(?<!\w)([rs]k_(live|test|org_live|org_test)|whsec)_[A-Za-z0-9+/]{16,255}/ },
  // Twilio SendGrid, API keys.
  { kind: "a SendGrid key", pattern: /(?<![\w.-])SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}/ },
  // Google Cloud, Manage API keys; Google Identity, client secrets and OAuth 2.0 tokens.
  {
    kind: "a Google key or token",
    pattern: /(?<![\w-])(AIza[A-Za-z0-9_-]{35}|GOCSPX-[A-Za-z0-9_-]{28}|ya29\.[A-Za-z0-9_-]{20,2048})/,
  },
  // Microsoft Learn, Configure Azure Storage connection strings (a key has 64 octets); Service Bus connection strings.
  {
    kind: "an Azure key",
    pattern: /(AccountKey|SharedAccessKey|AccessKey|PrimaryKey|SecondaryKey)=[A-Za-z0-9+/]{32,100}={0,2}/,
  },
  // Microsoft Learn, Create a service SAS: the signature is an HMAC-SHA256 in base64.
  {
    kind: "an Azure shared access signature",
    pattern: /[?&;]sig=[A-Za-z0-9+/_-]{8,60}(%[0-9A-Fa-f]{2}|[A-Za-z0-9+/_=-]){4,90}/,
  },
  // Microsoft Learn, Secret value of an app registration in Microsoft Entra: 3 characters, a digit, `Q~`.
  {
    kind: "a client secret of Microsoft Entra",
    pattern: /(?<![\w.~-])[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{31,34}(?![\w.~-])/,
  },
  // npm Docs, About access tokens; PyPI, Help, API tokens; RubyGems Guides, API key; Docker Docs, access tokens.
  { kind: "an npm token", pattern: /(?<!\w)npm_[A-Za-z0-9]{36}/ },
  { kind: "a PyPI token", pattern: /(?<![\w-])pypi-[A-Za-z0-9_-]{50,1000}/ },
  { kind: "a RubyGems key", pattern: /(?<!\w)rubygems_[0-9a-f]{48}/ },
  { kind: "a Docker token", pattern: /(?<!\w)dckr_(pat|oat)_[A-Za-z0-9_-]{20,64}/ },
  // Pulumi Docs, Access tokens; HCP Terraform, API tokens; Vault Docs, Tokens.
  { kind: "a Pulumi token", pattern: /(?<![\w-])pul-[0-9a-f]{40}/ },
  { kind: "an HCP Terraform token", pattern: /(?<!\w)[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{50,80}/ },
  { kind: "a Vault token", pattern: /(?<![\w.-])hv[sbr]\.[A-Za-z0-9_-]{20,400}/ },
  // OpenAI, API reference, Authentication; Anthropic, API overview; Hugging Face, User access tokens.
  { kind: "an Anthropic key", pattern: /(?<![\w-])sk-ant-[A-Za-z0-9_-]{10,255}/ },
  {
    kind: "an OpenAI key",
    pattern: /(?<![\w-])sk-((proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,255}|(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{32,64})/,
  },
  { kind: "a Hugging Face token", pattern: /(?<!\w)hf_(?=[A-Za-z]{0,40}\d|[a-z]{0,40}[A-Z])[A-Za-z0-9]{30,40}/ },
  // Twilio Docs, API keys; Mailgun, API keys; Mailchimp, About API keys (the data centre is the ending).
  { kind: "a Twilio API key", pattern: /(?<!\w)SK[0-9a-f]{32}(?!\w)/ },
  { kind: "a Mailgun key", pattern: /(?<![\w-])(key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})(?![\w-])/ },
  { kind: "a Mailchimp key", pattern: /(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)/ },
  // New Relic, API keys; Grafana, Service account tokens; Sentry, Auth tokens.
  { kind: "a New Relic key", pattern: /(?<![\w-])NR(AK|II|AA|RA)-[A-Za-z0-9_-]{24,40}|(?<!\w)[0-9a-f]{36}NRAL(?!\w)/ },
  { kind: "a Grafana token", pattern: /(?<!\w)(glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{32,400})/ },
  { kind: "a Sentry token", pattern: /(?<!\w)sntry[su]_[A-Za-z0-9+/=_-]{40,400}/ },
  // DigitalOcean, Personal access tokens; Shopify, Access tokens; Databricks; Postman; Doppler; Linear; Notion; Atlassian; Telegram, Bots.
  { kind: "a DigitalOcean token", pattern: /(?<!\w)do[opr]_v1_[0-9a-f]{64}/ },
  { kind: "a Shopify token", pattern: /(?<!\w)shp(at|ca|pa|ss|tka)_[0-9a-fA-F]{32}/ },
  { kind: "a Databricks token", pattern: /(?<!\w)dapi[0-9a-f]{32}/ },
  { kind: "a Postman key", pattern: /(?<![\w-])PMAK-[0-9a-f]{24}-[0-9a-f]{34}/ },
  { kind: "a Doppler token", pattern: /(?<![\w.])dp\.(pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,80}/ },
  { kind: "a Linear key", pattern: /(?<!\w)lin_(api|oauth)_[A-Za-z0-9]{32,64}/ },
  { kind: "a Notion token", pattern: /(?<!\w)(ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43}(?!\w))/ },
  { kind: "an Atlassian token", pattern: /(?<!\w)AT(ATT|CTT|BBT)3[A-Za-z0-9_=-]{24,400}/ },
  { kind: "a Telegram bot's token", pattern: /(?<![\w-])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![\w-])/ },
  // gitleaks, config/gitleaks.toml (v8), where the issuer's documents name only the prefix.
  { kind: "an age key", pattern: /AGE-SECRET-KEY-1[A-Z0-9]{58}/ },
  {
    kind: "a 1Password key",
    pattern:
      /(?<!\w)(ops_eyJ[A-Za-z0-9+/]{250,4000}|A3-[A-Z0-9]{6}-([A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(-[A-Z0-9]{5}){3}(?!\w))/,
  },
  {
    kind: "an Amazon Bedrock key",
    pattern: /(?<![\w+/])(ABSK[A-Za-z0-9+/]{109,269}(?![\w+/])|bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t)/,
  },
  { kind: "an Alibaba Cloud access key id", pattern: /(?<![\w+/])LTAI[A-Za-z0-9]{20}(?![\w+/])/ },
  { kind: "an Artifactory key", pattern: /(?<![\w+/])(AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})(?![\w+/])/ },
  { kind: "an Airtable token", pattern: /(?<!\w)pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/ },
  { kind: "a Clojars token", pattern: /(?<!\w)CLOJARS_[A-Za-z0-9]{60}/ },
  { kind: "a Cloudflare key", pattern: /(?<![\w.])v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/ },
  { kind: "a Contentful token", pattern: /(?<![\w-])CFPAT-[A-Za-z0-9_-]{43}/ },
  { kind: "a Dynatrace token", pattern: /(?<!\w)dt0[a-z]\d{2}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{64}/ },
  { kind: "a Duffel token", pattern: /(?<!\w)duffel_(test|live)_[A-Za-z0-9_=-]{43}/ },
  { kind: "an EasyPost key", pattern: /(?<![\w+/])EZ[AT]K[A-Za-z0-9]{54}(?![\w+/])/ },
  { kind: "a Facebook token", pattern: /(?<![\w+/])EAA[MC][A-Za-z0-9]{100,400}(?![\w+/])/ },
  { kind: "a Figma token", pattern: /(?<!\w)fig[dou]r?_[A-Za-z0-9_-]{40}/ },
  { kind: "a Fly.io token", pattern: /(?<!\w)(fo1_[\w-]{43}|fm(1[ar]|2)_[A-Za-z0-9+/]{100,2000})/ },
  { kind: "a Flutterwave key", pattern: /(?<!\w)FLWSECK(_TEST)?-[A-Za-z0-9]{12,40}/ },
  { kind: "a Frame.io token", pattern: /(?<![\w-])fio-u-[A-Za-z0-9_=-]{64}/ },
  { kind: "a Grafana key", pattern: /(?<![\w-])eyJrIjoi[A-Za-z0-9+/]{70,400}/ },
  { kind: "a Harness token", pattern: /(?<!\w)[ps]at\.[A-Za-z0-9_-]{22}\.[0-9a-zA-Z]{24}\.[A-Za-z0-9]{20}/ },
  { kind: "a Heroku key", pattern: /(?<![\w-])HRKU-AA[A-Za-z0-9_-]{58}/ },
  { kind: "a HubSpot token", pattern: /(?<![\w-])pat-(na|eu)\d-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i },
  { kind: "an Infracost key", pattern: /(?<![\w-])ico-[A-Za-z0-9]{32}(?![\w-])/ },
  { kind: "a LaunchDarkly key", pattern: /(?<![\w-])(sdk|api)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/ },
  { kind: "a Mapbox token", pattern: /(?<![\w.])sk\.eyJ[A-Za-z0-9_-]{40,200}\.[A-Za-z0-9_-]{20,40}/ },
  { kind: "a MaxMind key", pattern: /(?<!\w)[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?!\w)/ },
  { kind: "a Netlify token", pattern: /(?<!\w)nfp_[A-Za-z0-9]{36}/ },
  { kind: "an Octopus Deploy key", pattern: /(?<![\w-])API-[A-Z0-9]{26}(?![\w-])/ },
  { kind: "an OpenShift token", pattern: /(?<!\w)sha256~[A-Za-z0-9_-]{43}(?![\w-])/ },
  { kind: "a PlanetScale token", pattern: /(?<!\w)pscale_(pw|tkn|oauth)_[A-Za-z0-9_.=-]{32,64}/ },
  { kind: "a PostHog key", pattern: /(?<!\w)phx_[A-Za-z0-9]{40,64}/ },
  { kind: "a Prefect key", pattern: /(?<!\w)pn[ub]_[A-Za-z0-9]{36}(?!\w)/ },
  { kind: "a ReadMe key", pattern: /(?<!\w)rdme_[a-z0-9]{70}/ },
  { kind: "a Resend key", pattern: /(?<!\w)re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\w)/ },
  { kind: "a Sendinblue key", pattern: /(?<!\w)xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}/ },
  { kind: "a Shippo token", pattern: /(?<!\w)shippo_(live|test)_[0-9a-f]{40}/i },
  { kind: "a SonarQube token", pattern: /(?<!\w)sq[upa]_[0-9a-f]{40}(?!\w)/ },
  { kind: "a Sourcegraph token", pattern: /(?<!\w)sgp_([0-9a-f]{16}_|local_)?[0-9a-f]{40}(?!\w)/ },
  { kind: "a Square token", pattern: /(?<![\w+/])(sq0(atp|csp|idb)-[\w-]{22,43}|EAAA[\w-]{60}(?![\w+/-]))/ },
  { kind: "a Supabase token", pattern: /(?<!\w)sb(p|_secret)_[A-Za-z0-9_-]{22,64}/ },
  {
    kind: "a Tailscale key",
    pattern: /(?<![\w-])tskey-(auth|api|client|scim|webhook)-[A-Za-z0-9]{6,20}-[A-Za-z0-9]{20,40}/,
  },
  { kind: "a Typeform token", pattern: /(?<!\w)tfp_[A-Za-z0-9_.=-]{40,59}/ },
  { kind: "a CircleCI token", pattern: /(?<!\w)CCIP(AT|RJ)_[A-Za-z0-9]{22}_[0-9a-f]{40}/ },
  // GroqCloud, Replicate, Perplexity and xAI: API references, Authentication.
  {
    kind: "a key of a model's API",
    pattern: /(?<![\w-])(gsk_[A-Za-z0-9]{52}|r8_[A-Za-z0-9]{37}|pplx-[A-Za-z0-9]{48}|xai-[A-Za-z0-9]{80})(?!\w)/,
  },
  // Google Chat, Build a webhook; Zapier, Catch Hook; PagerDuty, Events API v1: the address alone allows sending.
  {
    kind: "a Google Chat webhook",
    pattern: /chat\.googleapis\.com\/v1\/spaces\/[\w-]{6,40}\/messages\?key=[\w-]{20,60}&token=[\w-]{20,80}/,
  },
  { kind: "a Zapier webhook", pattern: /hooks\.zapier\.com\/hooks\/catch\/\d{4,12}\/[a-z0-9]{6,12}/ },
  { kind: "a PagerDuty integration", pattern: /events\.(eu\.)?pagerduty\.com\/integration\/[0-9a-f]{32}\/enqueue/ },
  // Okta, API reference, Authentication: an API token in the scheme SSWS begins with 00.
  { kind: "an Okta API token", pattern: /\bSSWS\s{1,4}00[A-Za-z0-9_-]{20,80}/ },
  // RFC 7519: a header and claims that are JSON objects.
  {
    kind: "a JSON web token",
    pattern: /(?<![\w-])eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{10,1000}/,
  },
];
