import { randomUUID } from "node:crypto";
import type { HttpHandler, HttpRequest } from "../http";
import { type AwsError, awsError, isAwsError, notSupported, restJsonError } from "../protocol/awsError";
import type { JsonCaller, ServiceAccess } from "../protocol/awsJson";
import { verifySignature } from "../protocol/signature";
import { jsonText } from "../provider/values";
import type { EventSourceMapping } from "./eventSourceMapping";
import type { LambdaFunction } from "./lambdaFunction";

interface LambdaServiceOptions extends ServiceAccess {
  /** The functions, by ARN. They are read at each call because they are created later. */
  readonly functions: () => ReadonlyMap<string, LambdaFunction>;
  readonly mappings: () => readonly EventSourceMapping[];
}

/** AWS Lambda for operators: functions, event source mappings and invocations (AWS Lambda API Reference). */
export function createLambdaHandler(options: LambdaServiceOptions): HttpHandler {
  return async (request) => {
    const signer = verifySignature(request, { ...options.signature, service: "lambda" });
    const answer = isAwsError(signer) ? signer : await answerTo(request, signer, options);
    const requestId = randomUUID();
    if (isAwsError(answer)) {
      return restJsonError(answer, requestId);
    }
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-amzn-requestid": requestId, ...answer.headers },
      body: answer.body,
    };
  };
}

interface Answer {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answerTo(
  { method, target, headers, body }: HttpRequest,
  caller: JsonCaller,
  { functions, mappings, refusal }: LambdaServiceOptions,
): Promise<Answer | AwsError> {
  const [pathname = "", query = ""] = target.split("?");
  if (method === "GET" && /^\/2015-03-31\/event-source-mappings\/?$/.test(pathname)) {
    const listed = eventSourceMappings(new URLSearchParams(query).get("FunctionName") ?? "", mappings());
    return refusal(caller, "lambda:ListEventSourceMappings", "*") ?? { body: JSON.stringify(listed) };
  }
  const [, name = "", part] = /^\/2015-03-31\/functions\/([^/]+)\/(configuration|invocations)$/.exec(pathname) ?? [];
  const operation = `${method} ${part}`;
  if (operation !== "GET configuration" && operation !== "POST invocations") {
    return notSupported(`The operation ${method} ${pathname}`);
  }
  const found = [...functions().values()].find(({ settings }) => settings.name === name);
  if (found === undefined) {
    return awsError("ResourceNotFoundException", `Function not found: ${name}`, 404);
  }
  if (operation === "GET configuration") {
    const denial = refusal(caller, "lambda:GetFunctionConfiguration", found.settings.arn);
    return denial ?? { body: JSON.stringify(functionConfiguration(found)) };
  }
  const denial = refusal(caller, "lambda:InvokeFunction", found.settings.arn);
  if (denial !== undefined) {
    return denial;
  }
  if (!["RequestResponse", undefined].includes(headers["x-amz-invocation-type"])) {
    return notSupported(`The invocation type ${headers["x-amz-invocation-type"]}`);
  }
  const [problem] = jsonText()(body.toString(), "Could not parse request body into json");
  if (problem !== undefined) {
    return awsError("InvalidRequestContentException", problem);
  }
  const outcome = await found.invoke(body.toString());
  return outcome.status === "succeeded"
    ? { body: outcome.payload }
    : { body: JSON.stringify(outcome.error), headers: { "x-amz-function-error": "Unhandled" } };
}

function functionConfiguration({ settings }: LambdaFunction): object {
  return {
    FunctionName: settings.name,
    FunctionArn: settings.arn,
    Runtime: settings.runtime,
    MemorySize: settings.memorySizeMegabytes,
    Timeout: settings.timeoutSeconds,
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}

function eventSourceMappings(functionName: string, mappings: readonly EventSourceMapping[]): object {
  return {
    EventSourceMappings: mappings
      .map(({ settings }) => settings)
      .filter((settings) => settings.functionName.split(":").at(-1) === functionName)
      .map(({ queueArn, enabled, batchSize }) => ({
        EventSourceArn: queueArn,
        State: enabled ? "Enabled" : "Disabled",
        BatchSize: batchSize,
      })),
  };
}
