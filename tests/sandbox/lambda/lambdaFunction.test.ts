import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CredentialIssuer } from "../../../sandbox/credentials";
import { createIdentifiers } from "../../../sandbox/identifiers";
import { unpack } from "../../../sandbox/lambda/archive";
import { functionSettings } from "../../../sandbox/lambda/functionSettings";
import { LambdaFunction } from "../../../sandbox/lambda/lambdaFunction";
import { LambdaRuntime } from "../../../sandbox/lambda/runtime";
import * as d from "../declared";

let runtime: LambdaRuntime;
const functions: LambdaFunction[] = [];
let made = 0;

beforeAll(async () => {
  runtime = await LambdaRuntime.prepare();
});
afterEach(() => {
  for (const target of functions.splice(0)) {
    target.close();
  }
});
afterAll(() => runtime.close());

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

async function answerOf(source: string, inputs: Readonly<Record<string, unknown>> = {}, event: unknown = {}) {
  const outcome = await (await make(source, inputs)).invoke(JSON.stringify(event));
  return outcome.status === "succeeded" ? JSON.parse(outcome.payload) : outcome;
}

async function errorOf(source: string, inputs: Readonly<Record<string, unknown>> = {}) {
  const outcome = await (await make(source, inputs)).invoke("{}");
  return outcome.status === "failed" ? outcome.error : outcome;
}

describe("a handler", () => {
  it("gets the event and answers", async () => {
    expect(await answerOf("exports.handler = async (event) => ({ got: event })", {}, { a: ["é", 1] })).toEqual({
      got: { a: ["é", 1] },
    });
  });

  it("gets a context as on Lambda", async () => {
    const target = await make(`exports.handler = async (event, context) => ({
      ...context, remaining: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID })`);
    const outcome = await target.invoke("{}");
    const answer = outcome.status === "succeeded" ? JSON.parse(outcome.payload) : outcome;
    const { name } = target.settings;
    expect(answer).toMatchObject({
      functionName: name,
      functionVersion: "$LATEST",
      invokedFunctionArn: d.functionArn(name),
      memoryLimitInMB: "256",
      logGroupName: `/aws/lambda/${name}`,
      awsRequestId: createIdentifiers(name)(),
      trace: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
    });
    expect(answer.remaining).toBeGreaterThan(0);
    expect(answer.remaining).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ["calls back", "(event, context, callback) => { setTimeout(() => callback(null, 7), 5); }", 7],
    [
      "calls back while something is still to do, unless it does not wait for that",
      "(e, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60000); callback(null, 8); }",
      8,
    ],
    ["leaves nothing to wait for", "() => 9", null],
    ["awaits what never comes", "() => new Promise(() => {})", null],
    ["answers nothing", "async () => {}", null],
  ])("ends as on Lambda when it %s", async (_, handler, answer) => {
    expect(await answerOf(`exports.handler = ${handler}`)).toBe(answer);
  });

  it("keeps its module's state from one invocation to the next", async () => {
    const target = await make("let count = 0; exports.handler = async () => ++count;");
    await target.invoke("{}");
    expect(await target.invoke("{}")).toEqual({ status: "succeeded", payload: "2" });
    expect(target.counts).toEqual({ invocations: 2, coldStarts: 1, errors: {} });
  });

  it("runs in as many processes as it has invocations at once", async () => {
    const target = await make(
      "exports.handler = () => new Promise((done) => setTimeout(() => done(process.pid), 100));",
    );
    const outcomes = await Promise.all([target.invoke("{}"), target.invoke("{}")]);
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(2);
    expect(target.counts.coldStarts).toBe(2);
  });

  it("may be an ES module", async () => {
    const code = new pulumi.asset.AssetArchive({
      "app/main.mjs": new pulumi.asset.StringAsset("export const nested = { handler: async () => import.meta.url };"),
    });
    expect(await answerOf("", { code, handler: "app/main.nested.handler" })).toMatch(/app\/main\.mjs$/);
  });
});

describe("a failing function", () => {
  it("answers with the error's type, message and trace", async () => {
    expect(await errorOf("exports.handler = async () => { throw new RangeError('too far'); }")).toEqual({
      errorType: "RangeError",
      errorMessage: "too far",
      trace: expect.arrayContaining(["RangeError: too far"]),
    });
  });

  it.each([
    ["throws at once", "exports.handler = () => { throw new TypeError('a'); }", "TypeError", "a"],
    ["calls back with an error", "exports.handler = (e, c, cb) => cb(new TypeError('b'))", "TypeError", "b"],
    ["throws no error", "exports.handler = async () => { throw 'c'; }", "string", "c"],
    ["rejects with nothing", "exports.handler = () => Promise.reject()", "Error", "undefined"],
    [
      "answers what is no JSON",
      "exports.handler = async () => { const a = {}; a.a = a; return a; }",
      "TypeError",
      expect.stringContaining("circular"),
    ],
    [
      "throws where nobody catches",
      "exports.handler = () => new Promise(() => setTimeout(() => { throw new EvalError('d'); }, 1))",
      "EvalError",
      "d",
    ],
    [
      "lets a promise reject",
      "exports.handler = () => new Promise((done) => { Promise.reject('e'); setTimeout(done, 1000); })",
      "Runtime.UnhandledPromiseRejection",
      "e",
    ],
    ["throws while it loads", "throw new SyntaxWarning()", "ReferenceError", "SyntaxWarning is not defined"],
    ["is no JavaScript", "exports.handler = (", "Runtime.UserCodeSyntaxError", expect.any(String)],
    [
      "requires what is not there",
      "require('left-pad'); exports.handler = async () => 1",
      "Runtime.ImportModuleError",
      expect.stringContaining("Cannot find module 'left-pad'"),
    ],
    [
      "answers more than 6 MB",
      "exports.handler = async () => 'x'.repeat(6 * 1024 * 1024)",
      "Function.ResponseSizeTooLarge",
      expect.any(String),
    ],
    [
      "ends its process",
      "exports.handler = async () => process.exit(3)",
      "Runtime.ExitError",
      expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
    ],
  ])("that %s fails the invocation", async (_, source, errorType, errorMessage) => {
    expect(await errorOf(source)).toMatchObject({ errorType, errorMessage });
  });

  it.each([
    ["a file that is not there", "index.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'index'"],
    [
      "an export that is not there",
      "__index.main",
      "Runtime.HandlerNotFound",
      "__index.main is undefined or not exported",
    ],
    ["an export that is no function", "__index.value", "Runtime.HandlerNotFound", "__index.value is not a function"],
    ["no export", "__index", "Runtime.MalformedHandlerName", "Bad handler"],
  ])("whose handler names %s fails every invocation", async (_, handler, errorType, errorMessage) => {
    const target = await make("exports.handler = async () => 1; exports.value = 1;", { handler });
    const outcome = { status: "failed", error: expect.objectContaining({ errorType, errorMessage }) };
    expect([await target.invoke("{}"), await target.invoke("{}")]).toEqual([outcome, outcome]);
    expect(target.counts).toEqual({ invocations: 2, coldStarts: 2, errors: { [errorType]: 2 } });
  });

  it("that takes a callback fails on nodejs24.x, which has none", async () => {
    const source = "exports.handler = (event, context, callback) => callback(null, 1)";
    expect(await errorOf(source, { runtime: "nodejs24.x" })).toMatchObject({
      errorType: "Runtime.CallbackHandlerDeprecated",
    });
    expect(await answerOf("exports.handler = async (event, context) => 2", { runtime: "nodejs24.x" })).toBe(2);
  });

  it("that hangs is killed at its timeout, and the next invocation starts anew", async () => {
    const target = await make("exports.handler = async (event) => { if (event.hang) for (;;); return process.pid; }", {
      timeout: 1,
    });
    const before = await target.invoke("{}");
    const outcome = await target.invoke('{"hang":true}');
    expect(outcome).toEqual({
      status: "failed",
      error: {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
      },
    });
    const pid = Number(before.status === "succeeded" ? before.payload : Number.NaN);
    expect(isRunning(pid)).toBe(false);
    expect((await target.invoke("{}")).status).toBe("succeeded");
    expect(target.counts).toEqual({ invocations: 3, coldStarts: 2, errors: { "Sandbox.Timedout": 1 } });
  });

  it.each([
    [
      "buffers",
      "const kept = []; exports.handler = async () => { for (;;) { kept.push(Buffer.alloc(4e6, 1)); await new Promise(setImmediate); } }",
    ],
    ["objects", "const kept = []; exports.handler = async () => { for (;;) kept.push({ a: [kept.length] }); }"],
  ])("that fills its memory with %s is killed for it", async (_, source) => {
    const target = await make(source, { memorySize: 128, timeout: 60 });
    expect(await target.invoke("{}")).toEqual({
      status: "failed",
      error: {
        errorType: "Runtime.OutOfMemory",
        errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/),
      },
    });
  });

  it("that has no reserved concurrency left is throttled", async () => {
    expect(await errorOf("exports.handler = async () => 1", { reservedConcurrentExecutions: 0 })).toEqual({
      errorType: "TooManyRequestsException",
      errorMessage: "Rate Exceeded.",
    });
  });

  it("gets no event over 6 MB", async () => {
    const target = await make("exports.handler = async (event) => event.length");
    const event = (length: number) => JSON.stringify("x".repeat(length - 2));
    expect(await target.invoke(event(6 * 1024 * 1024))).toEqual({ status: "succeeded", payload: "6291454" });
    expect(await target.invoke(event(6 * 1024 * 1024 + 1))).toMatchObject({
      error: { errorType: "RequestTooLargeException" },
    });
  });
});

describe("a function's surroundings", () => {
  it("hold the declared environment and Lambda's own variables, and nothing of the sandbox's", async () => {
    process.env.SECRET_OF_THE_PARENT = "secret";
    process.env.AWS_PROFILE = "production";
    process.env.NODE_OPTIONS_OF_NOBODY = "x";
    try {
      const target = await make("exports.handler = async () => process.env", {
        environment: { variables: { CHANNEL_ARN: "arn", PATH: "/declared", AWS_REGION: "us-gone-1" } },
        loggingConfig: { logFormat: "Text", logGroup: "own-group" },
      });
      const outcome = await target.invoke("{}");
      const variables = outcome.status === "succeeded" ? JSON.parse(outcome.payload) : {};
      expect(Object.keys(variables).sort()).toEqual(
        [
          "AWS_ACCESS_KEY_ID",
          "AWS_CONFIG_FILE",
          "AWS_DEFAULT_REGION",
          "AWS_EC2_METADATA_DISABLED",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_SHARED_CREDENTIALS_FILE",
          "CHANNEL_ARN",
          "HOME",
          "LAMBDA_RUNTIME_DIR",
          "LAMBDA_TASK_ROOT",
          "LANG",
          "NODE_PATH",
          "PATH",
          "TZ",
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
        ].sort(),
      );
      expect(variables).toMatchObject({
        CHANNEL_ARN: "arn",
        PATH: "/declared",
        // Reserved: what is declared under this name does not stand.
        AWS_REGION: "us-east-1",
        AWS_LAMBDA_LOG_GROUP_NAME: "own-group",
        AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
        TZ: ":UTC",
        _HANDLER: "__index.handler",
      });
    } finally {
      delete process.env.SECRET_OF_THE_PARENT;
      delete process.env.AWS_PROFILE;
      delete process.env.NODE_OPTIONS_OF_NOBODY;
    }
  });

  it("hold the AWS SDK, the CloudTrail Data client, and nothing else of the project", async () => {
    const source = `exports.handler = async () => Object.fromEntries(
      ["@aws-sdk/client-sqs", "@aws-sdk/client-cloudtrail-data", "@pulumi/pulumi", "esbuild"].map((name) => {
        try { return [name, Object.keys(require(name)).filter((key) => /^(SQS|CloudTrailData)Client$/.test(key))]; }
        catch (error) { return [name, error.code]; } }))`;
    expect(await answerOf(source)).toEqual({
      "@aws-sdk/client-sqs": ["SQSClient"],
      "@aws-sdk/client-cloudtrail-data": ["CloudTrailDataClient"],
      "@pulumi/pulumi": "MODULE_NOT_FOUND",
      esbuild: "MODULE_NOT_FOUND",
    });
  });

  it.each([
    ["https", "require('node:https').get('https://example.com').on('error', (error) => done(error.code))"],
    ["http", "require('node:http').get('http://192.0.2.1/').on('error', (error) => done(error.code))"],
    ["a socket", "require('node:net').connect(443, '192.0.2.1').on('error', (error) => done(error.code))"],
    ["TLS", "require('node:tls').connect(443, 'example.com').on('error', (error) => done(error.code))"],
    ["fetch", "fetch('https://example.com').catch((error) => done(error.cause.code))"],
  ])("have no way out by %s", async (_, call) => {
    expect(await answerOf(`exports.handler = () => new Promise((done) => { ${call}; })`)).toBe("ENOTFOUND");
  });

  it("keep what the function writes, line by line, and sum its metrics", async () => {
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
    expect(target.log.metrics.map(({ D, Received }) => [D, Received])).toEqual([
      ["okta", 3],
      ["okta", 4],
    ]);
    expect(target.log.metricSums).toEqual({ Received: 7, Sizes: 6 });
  });

  it("are measured: the most memory it has held", async () => {
    const target = await make(
      "let kept; exports.handler = async (megabytes) => { kept = Buffer.alloc(megabytes * 1e6, 1); }",
    );
    await target.invoke("1");
    const little = target.peakMemoryBytes;
    await target.invoke("64");
    expect(target.peakMemoryBytes - little).toBeGreaterThan(50e6);
    expect(target.peakMemoryBytes).toBeLessThan(256 * 1024 * 1024);
  });

  it("end with the sandbox, even while the function runs", async () => {
    const target = await make("exports.handler = async () => { console.log(process.pid); for (;;); }", { timeout: 60 });
    const running = target.invoke("{}");
    while (target.log.lines.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const pid = Number(target.log.lines[0]);
    expect(isRunning(pid)).toBe(true);
    target.close();
    expect(await running).toMatchObject({ status: "failed", error: { errorType: "Runtime.ExitError" } });
    expect(isRunning(pid)).toBe(false);
  });
});

describe("a function's archive", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "archive-test-"));
  mkdirSync(path.join(folder, "lib"));
  writeFileSync(path.join(folder, "lib", "value.js"), "module.exports = 'from a file';");
  writeFileSync(path.join(folder, "__index.js"), "exports.handler = async () => require('./lib/value');");
  afterAll(() => rmSync(folder, { recursive: true }));
  const asset = pulumi.asset;

  it.each([
    ["a folder", new asset.FileArchive(folder)],
    [
      "files and text",
      new asset.AssetArchive({
        "__index.js": new asset.StringAsset("exports.handler = async () => require('./lib/value');"),
        "lib/value.js": new asset.FileAsset(path.join(folder, "lib", "value.js")),
      }),
    ],
    [
      "a folder within an archive",
      new asset.AssetArchive({
        "__index.js": new asset.FileAsset(path.join(folder, "__index.js")),
        lib: new asset.FileArchive(path.join(folder, "lib")),
      }),
    ],
    [
      "what a stack's state records",
      {
        assets: {
          "__index.js": { path: path.join(folder, "__index.js") },
          "lib/value.js": { text: "module.exports = 'from a file';" },
        },
      },
    ],
  ])("may be %s", async (_, code) => {
    expect(await answerOf("", { code })).toBe("from a file");
  });

  it.each([
    ["a path with nothing there", new asset.FileArchive("/nowhere/at/all"), "/nowhere/at/all"],
    ["a name outside of it", new asset.AssetArchive({ "../out.js": new asset.StringAsset("") }), '"../out.js"'],
    ["no archive", 5, "neither an archive of assets nor a folder"],
  ])("is refused when it has %s", async (_, code, message) => {
    await expect(make("", { code })).rejects.toThrow(message);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
