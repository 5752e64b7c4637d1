import { functionsToTry, isRunning } from "./functionsToTry";

const { make, answerOf } = functionsToTry();

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

  it("keep what the function writes, line by line, and its metrics", async () => {
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
