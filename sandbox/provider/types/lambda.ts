import { functionLimits, logGroupNameLimit, nameLimits } from "../../../components/aws/limits";
import { defineType } from "../defineType";
import { arn } from "../formats";
import { containsUnknown, type Inputs } from "../resourceType";
import {
  type Check,
  failure,
  flag,
  isInputs,
  listOf,
  mapOf,
  object,
  oneOf,
  required,
  text,
  wholeNumber,
} from "../values";

/** Runtimes that new functions may have: AWS Lambda Developer Guide, Lambda runtimes, Supported runtimes. */
export const runtimes: readonly string[] = `nodejs24.x nodejs22.x python3.14 python3.13 python3.12 python3.11 python3.10
  java25 java21 java17.al2023 java11.al2023 java8.al2023 java17 java11 java8.al2 dotnet10 dotnet8 ruby4.0 ruby3.4 ruby3.3
  provided.al2023`.split(/\s+/);

/** Names that Lambda reserves: AWS Lambda Developer Guide, Working with Lambda environment variables, Reserved variables. */
const reservedVariables: ReadonlySet<string> = new Set(
  `_HANDLER _X_AMZN_TRACE_ID AWS_DEFAULT_REGION AWS_REGION AWS_EXECUTION_ENV AWS_LAMBDA_FUNCTION_NAME
   AWS_LAMBDA_FUNCTION_MEMORY_SIZE AWS_LAMBDA_FUNCTION_VERSION AWS_LAMBDA_INITIALIZATION_TYPE AWS_LAMBDA_LOG_GROUP_NAME
   AWS_LAMBDA_LOG_STREAM_NAME AWS_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
   AWS_LAMBDA_RUNTIME_API LAMBDA_TASK_ROOT LAMBDA_RUNTIME_DIR`.split(/\s+/),
);

/** The key and the value that mark an archive in Pulumi's wire format. */
const archiveMark = { key: "4dabf18193072939515e22adb298388d", value: "0def7320c3a5731c473e5ecbe6d01bc7" } as const;

/** A Pulumi archive, as the object of a program or in the wire format. */
const archive: Check = (value, place) => {
  const isArchive = isInputs(value) && (value.__pulumiArchive === true || value[archiveMark.key] === archiveMark.value);
  return isArchive ? [] : [failure(place, "an archive is needed", value, "a Pulumi archive")];
};

/** A function (AWS Lambda API Reference, CreateFunction; AWS Lambda Developer Guide, Lambda quotas). */
export const lambdaFunction = defineType("aws:lambda/function:Function", {
  properties: {
    name: required(text(1, nameLimits.function, /^[a-zA-Z0-9_-]+$/, "letters, digits, _ and -")),
    role: required(arn("iam", "role/.+")),
    code: archive,
    s3Bucket: text(3, 63),
    s3Key: text(1, 1024),
    handler: text(1, 128, /^\S+$/, "text without spaces"),
    runtime: oneOf(...runtimes),
    description: text(0, 256),
    /** Megabytes. */
    memorySize: { check: wholeNumber(functionLimits.memoryMegabytes), default: 128 },
    /** Seconds. */
    timeout: { check: wholeNumber(functionLimits.timeoutSeconds), default: 3 },
    architectures: { check: listOf(oneOf("x86_64", "arm64"), { minimum: 1, maximum: 1 }), default: ["x86_64"] },
    environment: object({ variables: mapOf(text()) }),
    loggingConfig: object({ logFormat: required(oneOf("Text", "JSON")), logGroup: text(1, logGroupNameLimit) }),
  },
  tagged: true,
  autoName: "name",
  rules: (inputs) => [...codeRules(inputs), ...variableRules(inputs)],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("lambda", `function:${String(name)}`) }),
});

function codeRules(inputs: Inputs): readonly string[] {
  const sources = ["code", "s3Bucket"].filter((name) => inputs[name] !== undefined);
  const missing = ["handler", "runtime"].filter((name) => inputs[name] === undefined);
  return [
    ...(sources.length === 1
      ? []
      : [failure("code", "a function has one source", sources, "one of code and s3Bucket")]),
    ...missing.map((name) => `${name}: it is required with packageType Zip, but nothing is given`),
  ];
}

/** Bytes of the names and values of all variables together. */
const environmentBytes = 4096;

function variableRules(inputs: Inputs): readonly string[] {
  const variables = isInputs(inputs.environment) ? inputs.environment.variables : undefined;
  if (!isInputs(variables)) {
    return [];
  }
  const place = "environment.variables";
  const name = text(2, undefined, /^[a-zA-Z][a-zA-Z0-9_]+$/, "a letter, then letters, digits and _");
  const failures = Object.keys(variables).flatMap((variable) =>
    reservedVariables.has(variable)
      ? [failure(place, "Lambda reserves this name", variable, "other names")]
      : name(variable, place),
  );
  const bytes = Buffer.byteLength(Object.entries(variables).flat().join(""));
  const allowed = `up to ${environmentBytes} bytes of names and values together`;
  return bytes > environmentBytes && !containsUnknown(variables)
    ? [...failures, failure(place, `it has ${bytes} bytes`, variables, allowed)]
    : failures;
}

/** An event source mapping of a queue (AWS Lambda API Reference, CreateEventSourceMapping; Developer Guide, Using Lambda with Amazon SQS). */
export const eventSourceMapping = defineType("aws:lambda/eventSourceMapping:EventSourceMapping", {
  properties: {
    functionName: required(text(1, 140)),
    eventSourceArn: required(arn()),
    batchSize: { check: wholeNumber(functionLimits.batchSize), default: 10 },
    /** Seconds. */
    maximumBatchingWindowInSeconds: wholeNumber(functionLimits.batchWindowSeconds),
    functionResponseTypes: listOf(oneOf("ReportBatchItemFailures"), { maximum: 1 }),
    provisionedPollerConfig: object({ minimumPollers: wholeNumber({ minimum: 1, maximum: 200 }) }),
    scalingConfig: object({ maximumConcurrency: wholeNumber(functionLimits.maximumConcurrency) }),
    enabled: { check: flag, default: true },
    // For streams, which the sandbox does not read.
    startingPosition: oneOf("AT_TIMESTAMP", "LATEST", "TRIM_HORIZON"),
    maximumRetryAttempts: wholeNumber({ minimum: -1, maximum: 10_000 }),
    destinationConfig: object({ onFailure: object({ destinationArn: arn() }) }),
  },
  tagged: true,
  rules: ({ eventSourceArn, batchSize = 0, maximumBatchingWindowInSeconds: window = 0 }) =>
    /^arn:[^:]*:sqs:/.test(String(eventSourceArn)) &&
    typeof batchSize === "number" &&
    batchSize > functionLimits.batchSizeWithoutWindow &&
    window === 0
      ? [
          failure(
            "maximumBatchingWindowInSeconds",
            `a batch of more than ${functionLimits.batchSizeWithoutWindow} needs a window`,
            window,
            "whole numbers 1 to 300",
          ),
        ]
      : [],
  replaceOnChanges: ["eventSourceArn"],
  answer: ({ functionName }, identity) => {
    const uuid = identity.uuid();
    const name = String(functionName);
    return {
      id: uuid,
      uuid,
      arn: identity.arn("lambda", `event-source-mapping:${uuid}`),
      functionArn: name.startsWith("arn:") ? name : identity.arn("lambda", `function:${name}`),
    };
  },
});
