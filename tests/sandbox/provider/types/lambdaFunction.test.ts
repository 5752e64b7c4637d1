import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { runtimes } from "../../../../sandbox/provider/types/lambdaFunction";
import { reservedVariables } from "../../../../sandbox/provider/types/lambdaFunctionRules";
import { characters, context, expectAllowed, expectViolations } from "../cases";
import { happyPaths } from "../happyPaths";

const type = "aws:lambda/function:Function";
const inputs = happyPaths[type];
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:okta-forwarder";
const invoke = "arn:aws:apigateway:eu-west-1:lambda:path";

/** Environment variables of as many bytes, names and values together. */
const ofBytes = (bytes: number) => ({ environment: { variables: { AB: characters(bytes - 2) } } });

describe("a function", () => {
  test("has its name for its id, and the ARNs that Lambda gives it", () => {
    expect(declareResource(type, "forwarder", inputs, context)).toEqual({
      id: "okta-forwarder",
      outputs: {
        ...inputs,
        arn,
        invokeArn: `${invoke}/2015-03-31/functions/${arn}/invocations`,
        lastModified: "2026-01-01T00:00:00.000+0000",
        packageType: "Zip",
        publish: false,
        qualifiedArn: `${arn}:$LATEST`,
        qualifiedInvokeArn: `${invoke}/2015-03-31/functions/${arn}:$LATEST/invocations`,
        region: "eu-west-1",
        reservedConcurrentExecutions: -1,
        responseStreamingInvokeArn: `${invoke}/2021-11-15/functions/${arn}/response-streaming-invocations`,
        signingJobArn: "",
        signingProfileVersionArn: "",
        skipDestroy: false,
        sourceCodeSize: 0,
        tagsAll: {},
        version: "$LATEST",
      },
    });
  });

  test("logs as text into its own log group by default", () => {
    const { outputs } = declareResource(type, "forwarder", { ...inputs, loggingConfig: undefined }, context);
    expect(outputs.loggingConfig).toEqual({ logFormat: "Text", logGroup: "/aws/lambda/okta-forwarder" });
  });

  test("that is published has its first version", () => {
    const { outputs } = declareResource(type, "forwarder", { ...inputs, publish: true }, context);
    expect([outputs.version, outputs.qualifiedArn]).toEqual(["1", `${arn}:1`]);
  });

  test("keeps the archive itself, whose contents the sandbox runs", () => {
    expect(declareResource(type, "forwarder", inputs, context).outputs.code).toBe(inputs.code);
  });

  test("is replaced for another name, but not for other code", () => {
    expect(resourceTypes[type]?.replaceOnChanges).toEqual(["packageType", "tenancyConfig", "name", "region"]);
  });

  expectAllowed(type, inputs, [
    ...runtimes.map((runtime) => [`the runtime ${runtime}`, { runtime }] as const),
    ["a name of 64 characters", { name: characters(64) }],
    ["the least memory and time", { memorySize: 128, timeout: 1 }],
    ["the most memory and time", { memorySize: 10_240, timeout: 900 }],
    ["an archive as the wire format writes it", { code: wireArchive() }],
    ["an object in a bucket", { code: undefined, s3Bucket: "bucket", s3Key: "key" }],
    ["an image", { code: undefined, handler: undefined, runtime: undefined, packageType: "Image", imageUri: "x" }],
    ["no concurrency at all", { reservedConcurrentExecutions: 0 }],
    ["4,096 bytes of environment", ofBytes(4096)],
  ]);
});

describe("a function that Lambda or the provider refuses", () => {
  const place = "environment.variables";

  expectViolations(type, inputs, [
    [
      "a name of 65 characters",
      { name: characters(65) },
      `name: it has 65 characters, but found "${characters(65)}"; allowed: 1 to 64 characters`,
    ],
    [
      "a name with a dot",
      { name: "a.b" },
      'name: it has another form, but found "a.b"; allowed: letters, digits, _ and -',
    ],
    ...["nodejs20.x", "nodejs18.x", "python3.9", "node"].map(
      (runtime) =>
        [
          `the runtime ${runtime}`,
          { runtime },
          `runtime: it is not among the listed values, but found "${runtime}"; allowed: ${runtimes.join(", ")}`,
        ] as const,
    ),
    ...[127, 10_241].map(
      (memorySize) =>
        [
          `${memorySize} MB`,
          { memorySize },
          `memorySize: it is out of range, but found ${memorySize}; allowed: whole numbers 128 to 10240`,
        ] as const,
    ),
    ...[0, 901].map(
      (timeout) =>
        [
          `${timeout} seconds`,
          { timeout },
          `timeout: it is out of range, but found ${timeout}; allowed: whole numbers 1 to 900`,
        ] as const,
    ),
    ["no role", { role: undefined }, "role: it is required, but nothing is given"],
    [
      "a role by its name",
      { role: "forwarder" },
      'role: it has another form, but found "forwarder"; allowed: an ARN of iam (arn:partition:service:region:account:resource)',
    ],
    ["no code", { code: undefined }, "code: one of code, s3Bucket and imageUri is required, but nothing is given"],
    ["code as text", { code: "exports" }, 'code: an archive is needed, but found "exports"; allowed: a Pulumi archive'],
    [
      "two kinds of code",
      { s3Bucket: "bucket", s3Key: "key" },
      's3Bucket: it conflicts with code, but found "bucket"; allowed: one of code, s3Bucket and imageUri',
    ],
    [
      "a bucket without a key",
      { code: undefined, s3Bucket: "bucket" },
      "s3Key: it is required with s3Bucket, but nothing is given",
    ],
    [
      "neither handler nor runtime",
      { handler: undefined, runtime: undefined },
      "handler: it is required with packageType Zip, but nothing is given",
      "runtime: it is required with packageType Zip, but nothing is given",
    ],
    [
      "the architecture in the provider's documentation, which has lost its underscore",
      { architectures: ["x8664"] },
      'architectures[0]: it is not among the listed values, but found "x8664"; allowed: x86_64, arm64',
    ],
    [
      "two architectures",
      { architectures: ["x86_64", "arm64"] },
      'architectures: it has 2 entries, but found ["x86_64","arm64"]; allowed: 1 to 1 entries',
    ],
    [
      "4,097 bytes of environment",
      ofBytes(4097),
      `${place}: it has 4097 bytes, but found {"AB":"${characters(113)}...; allowed: up to 4096 bytes of names and values together`,
    ],
    [
      "a variable that is a number",
      { environment: { variables: { COUNT: 1 } } },
      `${place}.COUNT: a string is needed, but found 1; allowed: a string`,
    ],
    [
      "a variable with a dash",
      { environment: { variables: { "A-B": "" } } },
      `${place}: it has another form, but found "A-B"; allowed: a letter, then letters, digits and _`,
    ],
    ...reservedVariables.map(
      (name) =>
        [
          `the variable ${name}`,
          { environment: { variables: { [name]: "x" } } },
          `${place}: Lambda keeps this name for itself, but found "${name}"; allowed: other names`,
        ] as const,
    ),
    [
      "a log level for text",
      { loggingConfig: { logFormat: "Text", applicationLogLevel: "INFO" } },
      'loggingConfig.applicationLogLevel: it needs logFormat JSON, but found "INFO"; allowed: nothing',
    ],
    [
      "another log format",
      { loggingConfig: { logFormat: "json" } },
      'loggingConfig.logFormat: it is not among the listed values, but found "json"; allowed: Text, JSON',
    ],
    [
      "less concurrency than none",
      { reservedConcurrentExecutions: -2 },
      "reservedConcurrentExecutions: it is out of range, but found -2; allowed: whole numbers from -1",
    ],
    [
      "six layers",
      { layers: Array.from({ length: 6 }, () => "arn:aws:lambda:eu-west-1:123456789012:layer:x:1") },
      `layers: it has 6 entries, but found ["arn:aws:lambda:eu-west-1:123456789012:layer:x:1","arn:aws:lambda:eu-west-1:123456789012:layer:x:1","arn:aws:lambda:eu-...; allowed: up to 5 entries`,
    ],
  ]);
});

/** How Pulumi's protocol marks an archive among other objects. */
function wireArchive() {
  return { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", assets: {} };
}
