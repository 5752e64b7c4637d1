import { limits } from "../limits";
import type { Inputs } from "../resourceType";
import { containsUnknown } from "../resourceType";
import { type Check, failure, isInputs, text } from "../values";

/** Names that Lambda keeps: AWS Lambda Developer Guide, Working with Lambda environment variables, Reserved variables. */
export const reservedVariables = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
] as const;

/** What Pulumi's wire format puts in an archive's place: the key and the value that mark one. */
const archiveMark = { key: "4dabf18193072939515e22adb298388d", value: "0def7320c3a5731c473e5ecbe6d01bc7" } as const;

/** A Pulumi archive, as the object that a program made or as the wire format writes it. */
export const archive: Check = (value, place) => {
  const isArchive = isInputs(value) && (value.__pulumiArchive === true || value[archiveMark.key] === archiveMark.value);
  return isArchive ? [] : [failure(place, "an archive is needed", value, "a Pulumi archive")];
};

/** What must hold between a function's properties. */
export function functionRules(inputs: Inputs): readonly string[] {
  return [...codeRules(inputs), ...variableRules(inputs), ...loggingRules(inputs)];
}

function codeRules(inputs: Inputs): readonly string[] {
  const sources = ["code", "s3Bucket", "imageUri"].filter((name) => inputs[name] !== undefined);
  const failures = sources
    .slice(1)
    .map((name) =>
      failure(name, `it conflicts with ${sources[0]}`, inputs[name], "one of code, s3Bucket and imageUri"),
    );
  if (sources.length === 0) {
    failures.push("code: one of code, s3Bucket and imageUri is required, but nothing is given");
  }
  if (inputs.s3Bucket !== undefined && inputs.s3Key === undefined) {
    failures.push("s3Key: it is required with s3Bucket, but nothing is given");
  }
  if (inputs.packageType === "Image") {
    return failures;
  }
  const missing = ["handler", "runtime"].filter((name) => inputs[name] === undefined);
  return [...failures, ...missing.map((name) => `${name}: it is required with packageType Zip, but nothing is given`)];
}

function variableRules(inputs: Inputs): readonly string[] {
  const variables = isInputs(inputs.environment) ? inputs.environment.variables : undefined;
  if (!isInputs(variables)) {
    return [];
  }
  const place = "environment.variables";
  const failures = Object.keys(variables).flatMap((name) =>
    reservedVariables.some((reserved) => reserved === name)
      ? [failure(place, "Lambda keeps this name for itself", name, "other names")]
      : text(limits.lambdaFunction.environmentName)(name, place),
  );
  const { environmentBytes } = limits.lambdaFunction;
  const bytes = Buffer.byteLength(Object.entries(variables).flat().join(""));
  if (bytes > environmentBytes && !containsUnknown(variables)) {
    const allowed = `up to ${environmentBytes} bytes of names and values together`;
    failures.push(failure(place, `it has ${bytes} bytes`, variables, allowed));
  }
  return failures;
}

/** Levels filter logs in JSON only: AWS Lambda Developer Guide, Configuring advanced logging controls. */
function loggingRules({ loggingConfig }: Inputs): readonly string[] {
  if (!isInputs(loggingConfig) || loggingConfig.logFormat !== "Text") {
    return [];
  }
  return ["applicationLogLevel", "systemLogLevel"]
    .filter((name) => loggingConfig[name] !== undefined)
    .map((name) => failure(`loggingConfig.${name}`, "it needs logFormat JSON", loggingConfig[name], "nothing"));
}
