import fc from "fast-check";
import { secretIn, secretInFile } from "../../../policy/secrets/secretIn";

/** Letters and digits as issuers generate them. No secret is in this file as a whole, so scanners do not report it. */
const made = (length: number) => "a1B2c3D4e5F6g7H8i9J0".repeat(10).slice(0, length);
const hex = (length: number) => "9f86d081884c7d65".repeat(10).slice(0, length);
const pem = (kind: string) => `-----BEGIN ${kind}-----`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("a variable with a neutral name", () => {
  it.each([
    // IAM User Guide, IAM identifiers.
    ["an AWS access key id", `AKIA${"IOSFODNN7EXAMPLE"}`],
    ["an AWS access key id", `key=ASIA${"IOSFODNN7EXAMPLE"};region=x`],
    // GitHub Docs, About authentication to GitHub: the prefixes.
    ...["ghp", "gho", "ghu", "ghs", "ghr"].map((prefix) => ["a GitHub token", `${prefix}_${made(36)}`]),
    ["a GitHub token", `github_pat_${made(22)}_${made(59)}`],
    // GitLab Docs, Token overview: the prefixes.
    ...["glpat", "gldt", "glrt", "glcbt", "glptt", "glft", "glimt", "glagent", "glsoat"].map((prefix) => [
      "a GitLab token",
      `${prefix}-${made(20)}`,
    ]),
    ["a Slack token", `xoxb-${"123456789012"}-${made(24)}`],
    ["a Slack token", `xapp-1-${"A0123456789"}-${made(24)}`],
    ["a Slack webhook", `https://hooks.slack.com/services/T0A1B2C3D/B0A1B2C3D/${made(24)}`],
    [
      "a Teams webhook",
      `https://acme.webhook.office.com/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${hex(32)}/${uuid()}`,
    ],
    ["a Discord webhook", `https://discord.com/api/webhooks/123456789012345678/${made(68)}`],
    ["a Stripe key", `sk_live_${made(24)}`],
    ["a Stripe key", `sk_test_${made(24)}`],
    ["a Stripe key", `rk_live_${made(24)}`],
    ["a Stripe key", `whsec_${made(32)}`],
    ["a SendGrid key", `SG.${made(22)}.${made(43)}`],
    ["a Google key or token", `AIza${made(35)}`],
    ["a Google key or token", `GOCSPX-${made(28)}`],
    ["a client secret of Microsoft Entra", `abc8Q~${made(34)}`],
    ["an Azure shared access signature", `https://x.blob.core.windows.net/c?sv=2024-11-04&sig=${made(43)}%3D`],
    ["an Azure key", `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${base64(made(64))}`],
    [
      "an Azure key",
      `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=${base64(made(32))}`,
    ],
    ["an npm token", `npm_${made(36)}`],
    ["a PyPI token", `pypi-${"AgEIcHlwaS5vcmc"}${made(80)}`],
    ["a Pulumi token", `pul-${hex(40)}`],
    ["an HCP Terraform token", `${made(14)}.atlasv1.${made(67)}`],
    ["a Vault token", `hvs.${made(24)}`],
    ["a Vault token", `hvb.${made(138)}`],
    ["an OpenAI key", `sk-${made(48)}`],
    ["an OpenAI key", `sk-proj-${made(48)}`],
    ["an Anthropic key", `sk-ant-api03-${made(90)}`],
    ["a Twilio API key", `SK${hex(32)}`],
    ["a Mailgun key", `key-${hex(32)}`],
    ["a Mailchimp key", `${hex(32)}-us12`],
    ["a New Relic key", `NRAK-${made(27).toUpperCase()}`],
    ["a New Relic key", `${hex(36)}NRAL`],
    ["an Okta API token", `SSWS 00${made(40)}`],
    ["a private key", `${pem("PRIVATE KEY")}\nMIIEvQ`],
    ["a private key", `${pem("RSA PRIVATE KEY")}\\nMIIEow`],
    ["a private key", `${pem("OPENSSH PRIVATE KEY")}\\r\\nb3BlbnNz`],
    ["a private key", `${pem("PGP PRIVATE KEY BLOCK")}\n\nlQOYBF`],
    ["a private key", JSON.stringify({ type: "service_account", private_key: `${pem("PRIVATE KEY")}\nMIIEvQ` })],
    ["a private key", base64(`${pem("EC PRIVATE KEY")}\nMHcCAQ`)],
    // RFC 7519, section 3.1; RFC 7617, section 2; RFC 6750, section 2.1.
    [
      "a JSON web token",
      `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODB9.${"dBjftJeZ4CVP-mB92K27"}`,
    ],
    ["credentials of the scheme Basic", `Basic ${"QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}`],
    ["credentials of the scheme Bearer", `Bearer ${"mF_9.B5f-4.1JqM"}`],
    // PostgreSQL, Connection URIs; Redis, Redis URI; RFC 3986, section 3.2.1.
    ["a password in a URL", `postgresql://other:${"hunter22"}@localhost/otherdb?connect_timeout=10`],
    ["a password in a URL", `rediss://:${"p%40ss"}@cache.internal:6379/0`],
    // go-sql-driver/mysql, README, DSN.
    ["a password in a URL", `app:${"hunter22"}@tcp(db.internal:3306)/audit`],
    // Microsoft Learn, SqlConnection.ConnectionString and ODBC's keywords.
    ["a password in a connection string", `Server=db;Database=a;User Id=sa;Password=${"hunter2hunter2"};`],
    ["a password in a connection string", `Driver={ODBC Driver 18 for SQL Server};Server=db;Uid=sa;Pwd=${"hunter2"}`],
    ["a value for password", `host=db port=5432 user=app password=${"hunter2"} sslmode=require`],
    ["a value for password", JSON.stringify({ host: "db", password: "hunter2" })],
    ["a value for password", JSON.stringify(JSON.stringify({ host: "db", password: "hunter2" }))],
    ["a value for client_secret", JSON.stringify({ client: { client_secret: made(32) } })],
    ["a value for password", "host: db\npassword: hunter2\n"],
    ["a value for api_key", `https://api.example.com/v1?format=json&api_key=${made(32)}`],
    ["a value for token", base64(JSON.stringify({ token: made(32) }))],
  ])("holds %s", (kind, value) => {
    expect(secretIn("SETTING", value)).toBe(kind);
  });

  it.each([
    "",
    "https://user@example.com/x:y",
    "https://hooks.slack.com/services/",
    `https://hooks.slack.com/services/T00000000/B00000000/${"X".repeat(24)}`,
    `pk_live_${made(24)}`,
    `${pem("PUBLIC KEY")}\nMIIBIjANBgkqhkiG9w0BAQEFAAOC`,
    "Server=db;Database=a;Integrated Security=true;",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text that a value has
    "Server=db;Password=${DB_PASSWORD};User Id=sa",
    "postgres://app:<password>@db/audit",
    "postgres://app:{password}@db/audit",
    JSON.stringify({ password: "/prod/db/password", token: "nextToken", apiKeyArn: "arn:aws:x:y:z:v" }),
    JSON.stringify({ properties: { password: { type: "string" } }, required: ["password"] }),
    "Password: must have 8 characters; token: see the manual",
    "Bearer <token>",
    "Basic authentication is required",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:password=hunter2-AbCdEf",
  ])("contains no secret in %s", (value) => {
    expect(secretIn("SETTING", value)).toBeUndefined();
  });
});

const passwords = [
  "PGPASSWORD",
  "MYSQL_PWD",
  "DB_PASS",
  "dbPassword",
  "db-password",
  "KEY_PASSPHRASE",
  "SMTP_PASSWD",
  "REDIS_PASSWORD_1",
  "PASSWORD_PROD",
];
const keys = [
  ...[
    "API_TOKEN",
    "API_KEY",
    "apiKey",
    "x-api-key",
    "PRIVATE_KEY",
    "JWT_SIGNING_KEY",
    "ENCRYPTION_KEY",
    "DB_CREDENTIALS",
  ],
  ...[
    "AWS_SECRET_ACCESS_KEY",
    "SECRET_KEY_BASE",
    "OKTA_CLIENT_SECRET_VALUE",
    "clientSecret",
    "CLIENT_SECRET_1",
    "TOKEN_PROD",
    "APIKEY",
  ],
];

describe("a variable named for a secret", () => {
  it.each(passwords)("%s contains any literal", (name) => {
    for (const value of [
      "hunter2",
      "correct horse",
      "12345678",
      "P@ss/w0rd!",
      "hunter2-from-config",
      "my-password",
      made(40),
    ]) {
      expect([value, secretIn(name, value)]).toEqual([value, "a secret by its name"]);
    }
  });

  const references = [
    ...[
      "",
      " ",
      "true",
      "false",
      "on",
      "off",
      "yes",
      "no",
      "enabled",
      "none",
      "12",
      "/prod/db/password",
      "./secrets/db.txt",
      "prod/db",
    ],
    ...[
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf",
      "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/x",
    ],
    ...[
      "{{resolve:secretsmanager:prod/db:SecretString:password}}",
      "secretsmanager://prod/db",
      "ssm:prod-db",
      "vault:secret/data/db",
    ],
    ...[
      "https://vault.example.com/v1/secret/db",
      "my-app-db-secret",
      "prod/app1/db-7f3a9c",
      "rds!db-4f9c2e7a",
      "prod_db_password",
      "<password>",
      "********",
      "$DB_PASSWORD",
    ],
  ];
  it.each([...passwords, ...keys])("%s may contain a reference", (name) => {
    for (const value of references) {
      expect([value, secretIn(name, value)]).toEqual([value, undefined]);
    }
  });

  it.each(keys)("%s may contain a name, a flag or a number, and no other literal", (name) => {
    for (const value of [
      "nextToken",
      "x-api-key",
      "Idempotency-Key",
      "okta-api-key",
      "4096",
      "1700000000000",
      "oauth2",
      "my-api-key",
    ]) {
      expect([value, secretIn(name, value)]).toEqual([value, undefined]);
    }
    for (const value of [
      made(20),
      hex(32),
      uuid(),
      "tr0ub4dor&3",
      "1234567890123456",
      JSON.stringify({ okta: hex(32) }),
    ]) {
      expect([value, secretIn(name, value)]).toEqual([value, "a secret by its name"]);
    }
  });

  it.each([
    ["REQUIRE_PASSWORD", "always-required"],
    ["MAX_TOKENS", "4096"],
    ["TOKEN_TABLE", made(32)],
    ["SECRETARY", made(32)],
    ["OVERPASS", "north"],
    ["BYPASS", "north"],
    ["PWD", "/var/task"],
    ["STRIPE_PUBLIC_API_KEY", made(32)],
    ["TOKEN_ENDPOINT", made(32)],
    ["PASSWORD_MIN_LENGTH", "12"],
    ["PARTITION_KEY", made(32)],
    ["TOKEN_GITHUB", "nextToken"],
    ["SSH_KEY", `ssh-ed25519 ${made(68)}`],
  ])("%s=%s is no secret", (name, value) => {
    expect(secretIn(name, value)).toBeUndefined();
  });

  it("contains a user and a password", () => {
    expect(secretIn("DB_CREDENTIALS", "app:hunter2")).toBe("a secret by its name");
    expect(secretIn("DB_CREDENTIALS", "ssm:app-db")).toBeUndefined();
  });

  // IAM User Guide, Manage access keys: the example of a secret access key.
  it("contains AWS's example of a secret access key", () => {
    expect(secretIn("AWS_SECRET_ACCESS_KEY", `wJalrXUtnFEMI/${"K7MDENG/bPxRfiCYEXAMPLEKEY"}`)).toBe(
      "a secret by its name",
    );
  });

  it("contains key material that the name only mentions", () => {
    expect(secretIn("TOKEN_GITHUB", hex(40))).toBe("a secret by its name");
  });
});

describe("random values", () => {
  const octets = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((array) => Buffer.from(array));
  const alphanumeric = fc.array(fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"), {
    minLength: 32,
    maxLength: 80,
  });
  // Uniform, like the output of a key generator: without fast-check's bias to small values.
  const material = fc.noBias(
    fc.oneof(
      octets.map((array) => array.toString("hex")),
      octets.map((array) => array.toString("base64")),
      octets.map((array) => array.toString("base64url")),
      alphanumeric.map((array) => array.join("")),
      fc.uuid({ version: 4 }),
    ),
  );

  it("key material after the name of a secret is always found, and the kind does not contain its value", () => {
    fc.assert(
      fc.property(fc.constantFrom(...passwords, ...keys), material, (name, value) => {
        const kind = secretIn(name, value);
        expect(kind).toBeDefined();
        expect(kind).not.toContain(value);
      }),
      { numRuns: 2000 },
    );
  });

  it("one word of letters and digits after the name of a password is always found", () => {
    const word = fc.stringMatching(/^[A-Za-z][a-z0-9!]{3,30}[0-9]{1,4}$/);
    fc.assert(
      fc.property(fc.constantFrom(...passwords), word, (name, value) => expect(secretIn(name, value)).toBeDefined()),
    );
  });

  it("an ARN is never found", () => {
    const part = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
    const resource = fc.stringMatching(/^[A-Za-z0-9/:_+=.@-]{1,60}$/);
    fc.assert(
      fc.property(fc.constantFrom(...passwords, ...keys), part, part, resource, (name, service, region, rest) => {
        expect(secretIn(name, `arn:aws:${service}:${region}:123456789012:${rest}`)).toBeUndefined();
      }),
    );
  });

  it("no text stops the search", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (name, text) => {
        secretIn(name, text);
        secretInFile(name, text);
      }),
    );
  });
});

describe("code", () => {
  it.each([
    ["a value for password", "index.js", `const password = "hunter22";`],
    ["a value for password", "index.ts", `const password: string = 'hunter22';`],
    ["a value for password", "index.js", `connect({ host, password: "hunter22" })`],
    ["a value for client_secret", "client.json", `{"client_secret": "${made(32)}"}`],
    ["a value for apiToken", "index.js", `send({ apiToken: "${hex(32)}" })`],
    ["a value for DB_PASSWORD", "index.py", `os.environ["DB_PASSWORD"] = "hunter22"`],
    ["a value for password", "app.rb", `:password => "hunter22"`],
    ["a value for password", "application.properties", "spring.datasource.password=hunter2"],
    ["a value for API_KEY", ".env.production", `export A=1\nAPI_KEY=${made(32)}\n`],
    ["a value for password", "config/settings.yml", "db:\n  user: app\n  password: hunter2 # to change\n"],
    ["a value for DB_PASSWORD", "start.sh", "export DB_PASSWORD=hunter2x\n"],
    ["a value for _authToken", ".npmrc", `//packages.example.com/:_authToken=${uuid()}\n`],
    ["a value for aws_secret_access_key", ".aws/credentials", `aws_secret_access_key = ${made(40)}\n`],
    ["a password in a connection string", "index.cs", `var c = "Server=db;User Id=sa;Password=hunter2hunter2;";`],
    ["an AWS access key id", "index.js", `const k = "AKIA${"IOSFODNN7EXAMPLE"}";`],
  ])("contains %s in %s: %s", (kind, path, text) => {
    expect(secretInFile(path, text)).toBe(kind);
  });

  it.each([
    "const password = process.env.DB_PASSWORD;",
    "connect({ password: options.password, token: await token() })",
    `const password = "<password>", token = "***", apiKey = "changeme", secret = "your-secret-here-1234567";`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of the code
    "const password = `${prefix}-${suffix}1`;",
    `const fields = { password: "Enter your password", token: "access_token", apiKey: "X-Api-Key" };`,
    `const schema = { password: { type: "string" }, token: "string" };`,
    `const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf";`,
    `const key = "${pem("PRIVATE KEY")}\\n" + body;`,
    `if (password === "hunter22") {}`,
    "// https://user:password@example.com",
    `const nextToken = "eyJ"; const passwordLength = "minimum8characters";`,
  ])("contains no secret: %s", (text) => {
    expect(secretInFile("index.js", text)).toBeUndefined();
  });

  it.each(["a", "-eyJ", "x://:", 'password="', "Uid=a;"])(
    "of one line of 5 MB is searched in linear time: %s",
    (unit) => {
      const seconds = (octets: number) => {
        const text = unit.repeat(octets / unit.length);
        const start = performance.now();
        secretInFile("index.js", text);
        return (performance.now() - start) / 1000;
      };
      expect(seconds(5e6)).toBeLessThan(20);
    },
    60_000,
  );
});

function uuid(): string {
  return "550e8400-e29b-41d4-a716-446655440000";
}
