import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CredentialIssuer } from "../../../sandbox/credentials";
import { createIdentifiers } from "../../../sandbox/identifiers";
import { LambdaFunction } from "../../../sandbox/lambda/lambdaFunction";
import { LambdaRuntime, unpack } from "../../../sandbox/lambda/runtime";
import { functionSettings } from "../../../sandbox/lambda/settings";
import * as d from "../declared";

let runtime: LambdaRuntime;
let made = 0;
const functions: LambdaFunction[] = [];
beforeAll(async () => {
  runtime = await LambdaRuntime.prepare();
});
afterEach(() => {
  for (const target of functions.splice(0)) {
    target.close();
  }
});
afterAll(() => runtime.close());

/** Deploys a function whose `__index.js` is `source`. */
async function make(source: string, inputs: Readonly<Record<string, unknown>> = {}): Promise<LambdaFunction> {
  made += 1;
  const resource = d.lambda(`function-${made}`, source, inputs);
  const settings = functionSettings(resource);
  await unpack(resource.inputs.code, runtime.taskRoot(settings.name), settings.name);
  const credentials = new CredentialIssuer().issue(settings.roleArn ?? "", settings.name);
  const target = new LambdaFunction({
    settings,
    newRequestId: createIdentifiers(settings.name),
    start: (log) => runtime.start(settings, credentials, "http://127.0.0.1:9", log),
  });
  functions.push(target);
  return target;
}

/** Returns the response of a function, or its error. */
async function answerOf(target: LambdaFunction, event = "{}") {
  const outcome = await target.invoke(event);
  return outcome.status === "succeeded" ? JSON.parse(outcome.payload) : outcome.error;
}

/** Reports whether there is a process of that id. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("a function's archive", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "archive-test-"));
  const source = "exports.handler = async () => require('./lib/value');";
  mkdirSync(path.join(folder, "lib"));
  writeFileSync(path.join(folder, "lib", "value.js"), "module.exports = 'from a file';");
  writeFileSync(path.join(folder, "__index.js"), source);
  afterAll(() => rmSync(folder, { recursive: true }));
  const { AssetArchive, FileArchive, FileAsset, StringAsset } = pulumi.asset;
  const lib = new FileArchive(path.join(folder, "lib"));
  const recorded = { "__index.js": { path: path.join(folder, "__index.js") }, "lib/value.js": { text: "" } };

  it.each([
    ["a folder", new FileArchive(folder), "from a file"],
    ["a folder within an archive", new AssetArchive({ "__index.js": new StringAsset(source), lib }), "from a file"],
    ["the record in a stack's state", { assets: recorded }, {}],
  ])("may be %s", async (_, code, answer) => {
    expect(await answerOf(await make("", { code }))).toEqual(answer);
  });

  it.each([
    ["a missing path", new FileArchive("/nowhere/at/all"), "/nowhere/at/all"],
    ["a name outside of it", new AssetArchive({ "../out.js": new FileAsset("x") }), '"../out.js"'],
    ["no archive", 5, "neither an archive of assets nor a folder"],
  ])("is refused if it has %s", async (_, code, message) => {
    await expect(make("", { code })).rejects.toThrow(message);
  });
});

describe("a function's environment", () => {
  it("has the declared variables, Lambda's own variables and context, and nothing of the sandbox's", async () => {
    const ofTheSandbox = { SECRET_OF_THE_PARENT: "secret", AWS_PROFILE: "production", NODE_OPTIONS_OF_NOBODY: "x" };
    Object.assign(process.env, ofTheSandbox);
    try {
      const handler = "async (event, { callbackWaitsForEmptyEventLoop, ...context }) => ({ context, ...process.env })";
      const target = await make(`exports.handler = ${handler}`, {
        environment: { variables: { CHANNEL_ARN: "arn", PATH: "/declared", AWS_REGION: "us-gone-1" } },
        loggingConfig: { logFormat: "Text", logGroup: "own-group" },
      });
      const answer = await answerOf(target);
      expect(answer).toMatchObject({
        CHANNEL_ARN: "arn",
        PATH: "/declared",
        // Reserved: a declared value of this name has no effect.
        AWS_REGION: "us-east-1",
        AWS_LAMBDA_LOG_GROUP_NAME: "own-group",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
        TZ: ":UTC",
        _HANDLER: "__index.handler",
        _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
        context: {
          functionName: target.settings.name,
          functionVersion: "$LATEST",
          invokedFunctionArn: d.functionArn(target.settings.name),
          memoryLimitInMB: "256",
          logGroupName: "own-group",
          awsRequestId: createIdentifiers(target.settings.name)(),
        },
      });
      expect(Object.keys(answer).filter((name) => Object.hasOwn(ofTheSandbox, name))).toEqual([]);
    } finally {
      for (const name of Object.keys(ofTheSandbox)) {
        delete process.env[name];
      }
    }
  });

  it("has the AWS SDK, the CloudTrail Data client, and nothing else of the project", async () => {
    const source = `exports.handler = async () =>
      ["@aws-sdk/client-sqs", "@aws-sdk/client-cloudtrail-data", "@pulumi/pulumi", "esbuild"].map((name) => {
        try { return Object.keys(require(name)).filter((key) => /^(SQS|CloudTrailData)Client$/.test(key)); }
        catch (error) { return error.code; } })`;
    const expected = [["SQSClient"], ["CloudTrailDataClient"], "MODULE_NOT_FOUND", "MODULE_NOT_FOUND"];
    expect(await answerOf(await make(source))).toEqual(expected);
  });

  it.each([
    ["https", "require('node:https').get('https://example.com').on('error', (error) => done(error.code))"],
    ["http", "require('node:http').get('http://192.0.2.1/').on('error', (error) => done(error.code))"],
    ["a socket", "require('node:net').connect(443, '192.0.2.1').on('error', (error) => done(error.code))"],
    ["TLS", "require('node:tls').connect(443, 'example.com').on('error', (error) => done(error.code))"],
    ["fetch", "fetch('https://example.com').catch((error) => done(error.cause.code))"],
  ])("allows no escape with %s", async (_, call) => {
    const target = await make(`exports.handler = () => new Promise((done) => { ${call}; })`);
    expect(await answerOf(target)).toBe("ENOTFOUND");
  });

  it("records the function's output, line by line, and its metrics", async () => {
    const target = await make(`exports.handler = async (count) => {
      process.stdout.write("be"); console.log("gin"); console.error("warning");
      console.log(JSON.stringify({ _aws: { Timestamp: 0, CloudWatchMetrics: [
        { Namespace: "N", Dimensions: [["D"]], Metrics: [{ Name: "Received", Unit: "Count" }, { Name: "Sizes" }] }] },
        D: "okta", Received: count, Sizes: [1, 2], Other: 5 }));
      console.log('{"_aws": broken'); }`);
    await target.invoke("3");
    await target.invoke("4");
    expect(target.log.lines.slice(0, 2)).toEqual(["begin", "warning"]);
    expect(target.log.lines).toHaveLength(8);
    expect(target.log.metrics).toMatchObject([
      { D: "okta", Received: 3 },
      { D: "okta", Received: 4 },
    ]);
  });

  it("ends with the sandbox, even while the function runs", async () => {
    const target = await make("exports.handler = async () => { console.log(process.pid); for (;;); }", { timeout: 60 });
    const running = answerOf(target);
    while (target.log.lines.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const pid = Number(target.log.lines[0]);
    expect(isRunning(pid)).toBe(true);
    target.close();
    expect(await running).toMatchObject({ errorType: "Runtime.ExitError" });
    expect(isRunning(pid)).toBe(false);
  });
});

test("a function keeps its module's state, and has as many processes as concurrent invocations", async () => {
  const source = `let count = 0;
    exports.handler = () => new Promise((done) => setTimeout(() => done([++count, process.pid]), 100));`;
  const target = await make(source);
  const [first, second] = await Promise.all([answerOf(target), answerOf(target)]);
  expect(first).not.toEqual(second);
  expect(await answerOf(target)).toEqual([2, expect.any(Number)]);
  expect(target.counts).toEqual({ invocations: 3, coldStarts: 2, errors: {} });
});

describe("a failing function", () => {
  const fills = (body: string) => `const kept = []; exports.handler = async () => { for (;;) { ${body} } }`;
  const killed = /Runtime exited with error: signal: killed$/;
  it.each<[string, string, string, RegExp]>([
    ["throws", "exports.handler = () => { throw new TypeError('a'); }", "TypeError", /^a$/],
    [
      "returns a value that is no JSON",
      "exports.handler = async () => { const a = {}; a.a = a; return a; }",
      "TypeError",
      /circ/,
    ],
    [
      "throws an uncaught error",
      "exports.handler = () => new Promise(() => setTimeout(() => { throw new EvalError('d'); }, 1))",
      "EvalError",
      /^d$/,
    ],
    [
      "has an unhandled rejection",
      "exports.handler = () => new Promise((done) => { Promise.reject('e'); setTimeout(done, 1000); })",
      "Runtime.UnhandledPromiseRejection",
      /^e$/,
    ],
    ["requires a missing module", "require('left-pad')", "Runtime.ImportModuleError", /Cannot find module 'left-pad'/],
    [
      "has no handler",
      "exports.main = 1",
      "Runtime.HandlerNotFound",
      /^__index\.handler is undefined or not exported$/,
    ],
    ["returns over 6 MB", "exports.handler = async () => 'x'.repeat(6 << 20)", "Function.ResponseSizeTooLarge", /./],
    [
      "exits",
      "exports.handler = async () => process.exit(3)",
      "Runtime.ExitError",
      /^RequestId: \S+ .* exit status 3$/,
    ],
    [
      "fills its memory with buffers",
      fills("kept.push(Buffer.alloc(4e6, 1)); await new Promise(setImmediate);"),
      "Runtime.OutOfMemory",
      killed,
    ],
    ["fills its memory with objects", fills("kept.push({ a: [kept.length] });"), "Runtime.OutOfMemory", killed],
  ])("that %s fails every invocation", async (_, source, errorType, message) => {
    const target = await make(source, { memorySize: 128, timeout: 60 });
    expect(await answerOf(target)).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) });
    expect(target.counts).toMatchObject({ invocations: 1, errors: { [errorType]: 1 } });
  });

  it("that hangs is killed at its timeout, and the next invocation starts a new process", async () => {
    const source = "exports.handler = async (event) => { if (event.hang) for (;;); return process.pid; }";
    const target = await make(source, { timeout: 1 });
    const pid = Number(await answerOf(target));
    expect(await answerOf(target, '{"hang":true}')).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
    });
    expect(isRunning(pid)).toBe(false);
    expect(await answerOf(target)).not.toBe(pid);
    expect(target.counts).toEqual({ invocations: 3, coldStarts: 2, errors: { "Sandbox.Timedout": 1 } });
  });

  it("receives no event over 6 MB", async () => {
    const target = await make("exports.handler = async (event) => event.length");
    const event = (length: number) => JSON.stringify("x".repeat(length - 2));
    expect(await answerOf(target, event(6 * 1024 * 1024))).toBe(6_291_454);
    expect(await answerOf(target, event(6 * 1024 * 1024 + 1))).toMatchObject({ errorType: "RequestTooLargeException" });
  });
});
