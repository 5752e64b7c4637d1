import { secretIn } from "../../../policy/secrets/secretIn";

/** Letters and digits as issuers generate them. No secret is in this file as a whole, so scanners do not report it. */
const made = (length: number) => "a1B2c3D4e5F6g7H8i9J0".repeat(20).slice(0, length);
const upper = (length: number) => made(length).toUpperCase();
const hex = (length: number) => "9f86d081884c7d65".repeat(10).slice(0, length);
const uuid = "550e8400-e29b-41d4-a716-446655440000";

describe("a variable with a neutral name", () => {
  // gitleaks, config/gitleaks.toml (v8): the rules of these issuers; only the beginnings if an issuer's documents have
  // no more.
  it.each([
    ["an age key", `AGE-SECRET-KEY-1${"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2).slice(0, 58)}`],
    ["a 1Password key", `ops_eyJ${made(260)}`],
    ["an Amazon Bedrock key", `ABSK${made(120)}`],
    ["an Alibaba Cloud access key id", `LTAI${made(20)}`],
    ["an Artifactory key", `AKCp${made(69)}`],
    ["an Airtable token", `pat${made(14)}.${hex(64)}`],
    ["a Clojars token", `CLOJARS_${made(60)}`],
    ["a Cloudflare key", `v1.0-${hex(24)}-${hex(146)}`],
    ["a Contentful token", `CFPAT-${made(43)}`],
    ["a Dynatrace token", `dt0c01.${upper(24)}.${upper(64)}`],
    ["a Duffel token", `duffel_live_${made(43)}`],
    ["an EasyPost key", `EZAK${made(54)}`],
    ["a Facebook token", `EAAM${made(120)}`],
    ["a Figma token", `figd_${made(40)}`],
    ["a Fly.io token", `FlyV1 fm2_${made(120)}`],
    ["a Flutterwave key", `FLWSECK_TEST-${hex(32)}-X`],
    ["a Frame.io token", `fio-u-${made(64)}`],
    ["a Grafana key", `eyJrIjoi${made(72)}`],
    ["a Harness token", `pat.${made(22)}.${hex(24)}.${made(20)}`],
    ["a Heroku key", `HRKU-AA${made(58)}`],
    ["a HubSpot token", `pat-na1-${uuid}`],
    ["an Infracost key", `ico-${made(32)}`],
    ["a LaunchDarkly key", `sdk-${uuid}`],
    ["a Mapbox token", `sk.eyJ${made(80)}.${made(22)}`],
    ["a MaxMind key", `${made(6)}_${made(29)}_mmk`],
    ["a Netlify token", `nfp_${made(36)}`],
    ["an Octopus Deploy key", `API-${upper(26)}`],
    ["an OpenShift token", `sha256~${made(43)}`],
    ["a PlanetScale token", `pscale_tkn_${made(43)}`],
    ["a PostHog key", `phx_${made(43)}`],
    ["a Prefect key", `pnu_${made(36)}`],
    ["a ReadMe key", `rdme_${made(70).toLowerCase()}`],
    ["a Resend key", `re_${made(8)}_${made(24)}`],
    ["a Sendinblue key", `xkeysib-${hex(64)}-${made(16)}`],
    ["a Shippo token", `shippo_live_${hex(40)}`],
    ["a SonarQube token", `squ_${hex(40)}`],
    ["a Sourcegraph token", `sgp_${hex(40)}`],
    ["a Square token", `sq0csp-${made(43)}`],
    ["a Supabase token", `sbp_${hex(40)}`],
    ["a Tailscale key", `tskey-auth-${made(12)}-${made(32)}`],
    ["a Typeform token", `tfp_${made(59)}`],
    ["a CircleCI token", `CCIPAT_${made(22)}_${hex(40)}`],
    ["a key of a model's API", `gsk_${made(52)}`],
    ["a key of a model's API", `pplx-${made(48)}`],
    [
      "a Google Chat webhook",
      `https://chat.googleapis.com/v1/spaces/AAAAabcd/messages?key=${made(39)}&token=${made(43)}`,
    ],
    ["a Zapier webhook", `https://hooks.zapier.com/hooks/catch/1234567/${"abc1def"}/`],
    ["a PagerDuty integration", `https://events.pagerduty.com/integration/${hex(32)}/enqueue`],
  ])("holds %s", (kind, value) => {
    expect(secretIn("SETTING", value)).toBe(kind);
    expect(secretIn("SETTING", `{"value": "${value}"}`)).toBe(kind);
  });

  it.each([
    `sha256:${hex(64)}`,
    `pk_live_${made(24)}`,
    `phc_${made(43)}`,
    `mob-${uuid}`,
    "https://hooks.zapier.com/hooks/catch/",
    `EAAA${made(300)}`,
    `https://${hex(32)}@o1.ingest.sentry.io/2`,
  ])("contains a public value: %s", (value) => {
    expect(secretIn("SETTING", value)).toBeUndefined();
  });

  // AWS Secrets Manager User Guide: the name of a resource in an ARN is `secret:NAME-SUFFIX`.
  it.each([
    `{"secret":"arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf"}`,
    `region=us-east-1,secretArn=arn:aws:secretsmanager:us-east-1:123456789012:secret:db-x1Y2z3`,
  ])("contains an ARN among others: %s", (value) => {
    expect(secretIn("SETTINGS", value)).toBeUndefined();
  });

  // Amazon ECS API Reference, KeyValuePair; Microsoft Learn, appSettings element.
  it.each([
    `[{"name": "DB_PASSWORD", "value": "hunter22"}]`,
    `{"Key":"DB_PASSWORD","Value":"hunter22"}`,
    `<add key="DB_PASSWORD" value="hunter22" />`,
  ])("contains a name and its value: %s", (value) => {
    expect(secretIn("SETTINGS", value)).toBe("a value for DB_PASSWORD");
  });

  it.each([
    `[{"name": "DB_PASSWORD", "valueFrom": "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-x1Y2z3"}]`,
    `[{"name": "DB_PASSWORD", "value": "/prod/db/password"}]`,
    `[{"name": "USER", "value": "hunter22"}]`,
  ])("contains a name and a value that is no secret: %s", (value) => {
    expect(secretIn("SETTINGS", value)).toBeUndefined();
  });

  it("contains a password after an ARN", () => {
    expect(secretIn("SETTINGS", "role=arn:aws:iam::123456789012:role/x;password=hunter22")).toBe(
      "a value for password",
    );
  });
});

describe("a variable with the name of a secret", () => {
  it.each([
    // gitleaks, rule generic-api-key: `auth` and `key` beside a long value.
    ["REDIS_AUTH", made(20)],
    ["SIGNATURE_KEY", hex(64)],
    ["CLIENT_KEY", hex(32)],
  ])("%s contains a secret", (name, value) => {
    expect(secretIn(name, value)).toBe("a secret by its name");
  });

  it.each([
    ["REDIS_AUTH", "iam-token"],
    ["AUTH_TYPE", made(20)],
    // AWS Secrets Manager User Guide, "What's in a secret?": the suffix of a name.
    ["DB_CREDS_SECRET", "prod-db-creds-x1Y2z3"],
    ["DB_PASSWORD", "prod/db-password-x1Y2z3"],
    // AWS Lambda Developer Guide, "Securing environment variables"; SOPS, "Encryption".
    ["DD_KMS_API_KEY", `AQICAHh${made(180)}==`],
    ["DB_PASSWORD", "ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=]"],
  ])("%s may contain a reference or a ciphertext: %s", (name, value) => {
    expect(secretIn(name, value)).toBeUndefined();
  });

  it("contains a password that ends like a suffix of Secrets Manager", () => {
    expect(secretIn("DB_PASSWORD", "Zk29dkq-x1Y2z3")).toBe("a secret by its name");
  });
});
