import { defineType } from "../defineType";
import { arn } from "../formats";
import { limits } from "../limits";
import {
  anyNumber,
  anything,
  flag,
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  required,
  text,
  wholeNumber,
} from "../values";
import { archive, functionRules } from "./lambdaFunctionRules";

/** Runtimes that new functions may have: AWS Lambda Developer Guide, Lambda runtimes, Supported runtimes. */
export const runtimes = [
  "nodejs24.x",
  "nodejs22.x",
  "python3.14",
  "python3.13",
  "python3.12",
  "python3.11",
  "python3.10",
  "java25",
  "java21",
  "java17.al2023",
  "java11.al2023",
  "java8.al2023",
  "java17",
  "java11",
  "java8.al2",
  "dotnet10",
  "dotnet8",
  "ruby4.0",
  "ruby3.4",
  "ruby3.3",
  "provided.al2023",
] as const;

/** Lambda's own date for a function that never changed. */
const lastModified = "2026-01-01T00:00:00.000+0000";

/** A function (AWS Lambda API Reference, CreateFunction). */
export const lambdaFunction = defineType("aws:lambda/function:Function", {
  properties: {
    name: required(text(limits.lambdaFunction.name)),
    role: required(arn("iam", "role/.+")),
    code: optional(archive),
    handler: optional(text(limits.lambdaFunction.handler)),
    runtime: optional(oneOf(runtimes)),
    description: optional(text(limits.lambdaFunction.description)),
    /** Megabytes. */
    memorySize: optional(wholeNumber(limits.lambdaFunction.memorySize), 128),
    /** Seconds. */
    timeout: optional(wholeNumber(limits.lambdaFunction.timeout), 3),
    architectures: optional(listOf(oneOf(["x86_64", "arm64"]), limits.lambdaFunction.architectures), ["x86_64"]),
    environment: optional(object({ variables: optional(mapOf(text())) })),
    ephemeralStorage: optional(object({ size: optional(wholeNumber(limits.lambdaFunction.ephemeralStorage)) })),
    loggingConfig: optional(
      object({
        logFormat: required(oneOf(["Text", "JSON"])),
        logGroup: optional(text(limits.logs.groupName)),
        applicationLogLevel: optional(oneOf(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"])),
        systemLogLevel: optional(oneOf(["DEBUG", "INFO", "WARN"])),
      }),
    ),
    tracingConfig: optional(object({ mode: required(oneOf(["Active", "PassThrough"])) })),
    deadLetterConfig: optional(object({ targetArn: required(arn("(sns|sqs)")) })),
    layers: optional(listOf(arn("lambda", "layer:.+:\\d+"), limits.lambdaFunction.layers)),
    reservedConcurrentExecutions: optional(wholeNumber(limits.lambdaFunction.reservedConcurrentExecutions), -1),
    packageType: optional(oneOf(["Zip", "Image"]), "Zip"),
    publish: optional(flag, false),
    skipDestroy: optional(flag, false),
    kmsKeyArn: optional(arn("kms")),
    sourceKmsKeyArn: optional(arn("kms")),
    codeSigningConfigArn: optional(arn("lambda")),
    codeSha256: optional(text()),
    sourceCodeHash: optional(text()),
    imageUri: optional(text({ minimum: 1 })),
    s3Bucket: optional(text({ minimum: 3, maximum: 63 })),
    s3Key: optional(text({ minimum: 1, maximum: 1024 })),
    s3ObjectVersion: optional(text({ minimum: 1, maximum: 1024 })),
    publishTo: optional(oneOf(["LATEST_PUBLISHED"])),
    snapStart: optional(
      object({
        applyOn: required(oneOf(["PublishedVersions"])),
        optimizationStatus: optional(oneOf(["On", "Off"])),
      }),
    ),
    tenancyConfig: optional(object({ tenantIsolationMode: required(oneOf(["PER_TENANT"])) })),
    durableConfig: optional(
      object({
        executionTimeout: required(anyNumber),
        retentionPeriod: optional(wholeNumber({ minimum: 1, maximum: 90 })),
      }),
    ),
    replaceSecurityGroupsOnDestroy: optional(flag),
    replacementSecurityGroupIds: optional(listOf(text())),
    useResourceTimeoutForPropagation: optional(flag),
    capacityProviderConfig: optional(anything),
    fileSystemConfig: optional(anything),
    imageConfig: optional(anything),
    vpcConfig: optional(anything),
  },
  tagged: true,
  autoName: "name",
  rules: functionRules,
  replaceOnChanges: ["packageType", "tenancyConfig"],
  computedAtCreate: [
    "arn",
    "invokeArn",
    "lastModified",
    "qualifiedArn",
    "qualifiedInvokeArn",
    "responseStreamingInvokeArn",
    "signingJobArn",
    "signingProfileVersionArn",
    "sourceCodeSize",
    "version",
  ],
  answer: ({ name, publish, loggingConfig }, identity) => {
    const arn = identity.arn("lambda", `function:${String(name)}`);
    const version = publish === true ? "1" : "$LATEST";
    const invoke = (functionArn: string, date: string, call: string) =>
      `arn:${identity.partition}:apigateway:${identity.region}:lambda:path/${date}/functions/${functionArn}/${call}`;
    return {
      id: String(name),
      arn,
      invokeArn: invoke(arn, "2015-03-31", "invocations"),
      lastModified,
      qualifiedArn: `${arn}:${version}`,
      qualifiedInvokeArn: invoke(`${arn}:${version}`, "2015-03-31", "invocations"),
      responseStreamingInvokeArn: invoke(arn, "2021-11-15", "response-streaming-invocations"),
      signingJobArn: "",
      signingProfileVersionArn: "",
      sourceCodeSize: 0,
      version,
      loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/${String(name)}`, ...(loggingConfig as object) },
    };
  },
});
