import { type SpawnSyncOptions, type StdioOptions, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { environmentProblem, failsEveryCall } from "../../cli/command/environmentProblem";
import { ended, runCommand, temporaryFolder } from "../support/command";
import { startInSandbox } from "../support/sandboxCommand";
import { withStack } from "../support/stack";

const { engines } = require("../../package.json");
const project = join(__dirname, "..", "..");
const { folder, write } = temporaryFolder();

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
const redrive = ["--from", url("a"), "--to", url("b")];
/** An environment without this machine's AWS settings. */
const nothing = {
  HOME: "/nowhere",
  AWS_PROFILE: undefined,
  AWS_REGION: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined,
};
const signedIn = { ...nothing, AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
const signIn =
  "Sign in, for example with aws sso login, or name another profile in AWS_PROFILE; aws sts get-caller-identity shows the caller.";
/**
 * A home folder whose SSO session has expired. A session's token is in a file named by its SHA-1 (AWS SDKs and Tools
 * Reference Guide, IAM Identity Center).
 */
mkdirSync(join(folder, ".aws", "sso", "cache"), { recursive: true });
write(
  ".aws/config",
  "[default]\nsso_session = work\nsso_account_id = 123456789012\nsso_role_name = audit\n" +
    "[sso-session work]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n",
);
write(
  `.aws/sso/cache/${createHash("sha1").update("work").digest("hex")}.json`,
  JSON.stringify({ accessToken: "token", expiresAt: "2026-01-01T00:00:00Z" }),
);

it.each<[string, string, readonly string[], NodeJS.ProcessEnv, string]>([
  ["missing credentials", "redrive", redrive, nothing, `No AWS credentials were found. ${signIn}\n`],
  [
    "missing credentials, of all checks once",
    "doctor",
    ["--before-up", "--region", "us-east-1", "--json"],
    nothing,
    `No AWS credentials were found. ${signIn}\n`,
  ],
  [
    "expired credentials",
    "redrive",
    redrive,
    { ...nothing, HOME: folder },
    `The AWS credentials have expired. ${signIn}\n`,
  ],
  [
    "no Region",
    "query",
    ["okta-browsers", "--log-group", "/audit/okta"],
    signedIn,
    "No AWS Region is set. Set AWS_REGION, for example AWS_REGION=us-east-1, or give --region if the command has that option.\n",
  ],
  [
    "no network",
    "query",
    ["okta-browsers", "--log-group", "/audit/okta", "--region", "us-east-1"],
    { ...signedIn, AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    "127.0.0.1:1 cannot be reached (ECONNREFUSED). Check the network, the Region, and AWS_ENDPOINT_URL if it is set.\n",
  ],
  [
    "no pulumi",
    "redrive",
    ["--vendor", "okta"],
    { ...signedIn, PATH: "/nowhere" },
    "The command pulumi, which reads the stack's outputs, was not found. Install Pulumi (https://www.pulumi.com/docs/install) and have it on PATH. Give --from and --to instead.\n",
  ],
])(
  "a command reports in a sentence what is wrong and what to do: %s",
  async (_, name, commandLine, environment, stderr) => {
    expect(await runCommand(name, commandLine, { environment })).toEqual({ exitCode: 1, stdout: "", stderr });
  },
);

it("a command names the permission that AWS denies", async () => {
  await withStack(async (stack) => {
    const queues = ["--from", url("partner-audit-dev_okta_dead-letters"), "--to", url("partner-audit-dev_okta_events")];
    const { exitCode, stderr } = await ended(startInSandbox("redrive", stack, queues));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^AWS denies access: .*sqs:GetQueueAttributes.* Obtain this permission, [^\n]*\n$/);
  });
});

// Names and codes: AWS STS API Reference and Amazon SQS API Reference, common errors; Node.js documentation, common system errors.
it.each([
  ["ExpiredToken", "The AWS credentials have expired.", true],
  ["InvalidClientTokenId", "AWS does not accept the credentials (InvalidClientTokenId).", true],
  ["ENOTFOUND", "AWS cannot be reached (ENOTFOUND).", true],
  ["AccessDeniedException", "AWS denies access: told.", false],
  ["EROFS", "A file cannot be used: its file system is read-only (EROFS).", false],
])("the error %s is reported as a sentence", (name, sentence, isOfEveryCall) => {
  const error = Object.assign(new Error("told"), { name });
  expect(environmentProblem(error)?.slice(0, sentence.length)).toBe(sentence);
  expect(failsEveryCall(new AggregateError([error]))).toBe(isOfEveryCall);
  expect(environmentProblem(new TypeError("x is undefined"))).toBeUndefined();
});

/** Runs Node in a folder. */
function node(words: readonly string[], cwd: string, options: Omit<SpawnSyncOptions, "stdio"> = {}, stdout?: number) {
  const stdio: StdioOptions = ["ignore", stdout ?? "ignore", "pipe"];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd, ...options, stdio, encoding: "utf8" });
  return { status, stderr };
}

const start = ["cli/partner-audit.js", "start", "--vendor", "okta"];

it("an unsupported version of Node is reported before anything else is loaded", () => {
  const old = write(
    "old.js",
    `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } });
     Object.defineProperty(process, "version", { value: "v18.20.8" });
     const Module = require("node:module");
     const load = Module._load;
     Module._load = (name, ...rest) => {
       if (!/partner-audit|register|nodeVersion|package\\.json/.test(name)) throw new Error(name + " is loaded");
       return load(name, ...rest);
     };`,
  );
  expect(node(["--require", old, ...start], project)).toEqual({
    status: 1,
    stderr: `This project needs Node ${engines.node}; this is v18.20.8. Install a newer one, for example: nvm install 22.\n`,
  });
});

it("a project without its packages reports that npm ci is needed", () => {
  const fresh = join(folder, "fresh");
  mkdirSync(join(fresh, "cli"), { recursive: true });
  for (const name of [
    "package.json",
    ...["partner-audit", "register", "nodeVersion", "typescript", "warnings"].map((one) => `cli/${one}.js`),
  ]) {
    copyFileSync(join(project, name), join(fresh, name));
  }
  expect(node(start, fresh)).toEqual({
    status: 1,
    stderr: "The packages that this project needs are not installed. Run npm ci first, in the project's folder.\n",
  });
});

it("a full disk and a read-only folder are reported", () => {
  const capacity = ["cli/partner-audit.js", "capacity", "--events-per-second", "1"];
  expect(node(capacity, project, {}, openSync("/dev/full", "w"))).toEqual({
    status: 1,
    stderr:
      "The disk is full: standard output cannot be written. Free some space; TMPDIR names the folder of temporary files.\n",
  });
  const readOnly = join(folder, "read only");
  mkdirSync(readOnly, { mode: 0o555 });
  const { status, stderr } = node(start, project, {
    env: { ...process.env, TMPDIR: readOnly },
    // The superuser can write everywhere.
    ...(process.getuid?.() === 0 && { uid: 65_534 }),
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^\/.+ cannot be used: you lack the permission \(EACCES\)\. Change that, or use a folder [^\n]*\n$/,
  );
});
