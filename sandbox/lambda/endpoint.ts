import { randomUUID } from "node:crypto";
import { type AwsError, awsError, isAwsError, restJsonError } from "../awsError";
import type { JsonCaller, ServiceAccess } from "../awsJson";
import type { HttpHandler, HttpRequest } from "../http";
import { verifySignature } from "../signature";
import type { EventSourceMapping } from "./eventSourceMapping";
import type { InvocationOutcome } from "./executionEnvironment";
import type { LambdaFunction } from "./lambdaFunction";

/** What the service serves, and to whom. */
export interface LambdaServiceOptions extends ServiceAccess {
  /** The functions, by ARN. They are asked for at each call: they are made after this. */
  readonly functions: () => ReadonlyMap<string, LambdaFunction>;
  readonly mappings: () => readonly EventSourceMapping[];
}

/**
 * AWS Lambda as an operator sees it: functions and event source mappings to look at, and functions to invoke.
 * Source: AWS Lambda API Reference, GetFunctionConfiguration, ListEventSourceMappings, Invoke.
 */
export function createLambdaHandler(options: LambdaServiceOptions): HttpHandler {
  return async (request) => {
    const signer = verifySignature(request, { ...options.signature, service: "lambda" });
    const answer = isAwsError(signer) ? signer : await answerTo(request, signer, options);
    const requestId = randomUUID();
    if (isAwsError(answer)) {
      return restJsonError(answer, requestId);
    }
    const { body, headers } = answer instanceof Invoked ? answer : { body: JSON.stringify(answer), headers: {} };
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-amzn-requestid": requestId, ...headers },
      body,
    };
  };
}

/** The answer of an invocation: the function's own payload, or its error, which a header marks. */
class Invoked {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(outcome: InvocationOutcome) {
    this.body = outcome.status === "succeeded" ? outcome.payload : JSON.stringify(outcome.error);
    this.headers = outcome.status === "succeeded" ? {} : { "x-amz-function-error": "Unhandled" };
  }
}

async function answerTo(
  { method, target, body }: HttpRequest,
  caller: JsonCaller,
  options: LambdaServiceOptions,
): Promise<object | AwsError> {
  const { pathname, searchParams } = new URL(target, "http://lambda");
  const [, name = "", part] = /^\/2015-03-31\/functions\/([^/]+)\/(configuration|invocations)$/.exec(pathname) ?? [];
  if (method === (part === "configuration" ? "GET" : "POST") && part !== undefined) {
    const found = findFunction(decodeURIComponent(name), options);
    const isRead = part === "configuration";
    return isAwsError(found)
      ? found
      : (options.refusal(
          caller,
          isRead ? "lambda:GetFunctionConfiguration" : "lambda:InvokeFunction",
          found.settings.arn,
        ) ?? (isRead ? functionConfiguration(found) : new Invoked(await found.invoke(body.toString()))));
  }
  if (method === "GET" && /^\/2015-03-31\/event-source-mappings\/?$/.test(pathname)) {
    return eventSourceMappings(searchParams.get("FunctionName") ?? "", caller, options);
  }
  return awsError("UnknownOperationException", `The sandbox does not emulate ${method} ${pathname}.`, 404);
}

function findFunction(name: string, { functions }: LambdaServiceOptions): LambdaFunction | AwsError {
  return (
    [...functions().values()].find(({ settings }) => settings.name === name) ??
    awsError("ResourceNotFoundException", `Function not found: ${name}`, 404)
  );
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

function eventSourceMappings(
  functionName: string,
  caller: JsonCaller,
  { mappings, refusal }: LambdaServiceOptions,
): object | AwsError {
  return (
    refusal(caller, "lambda:ListEventSourceMappings", "*") ?? {
      EventSourceMappings: mappings()
        .map(({ settings }) => settings)
        .filter((settings) => settings.functionName.split(":").at(-1) === functionName)
        .map(({ queueArn, enabled, batchSize }) => ({
          EventSourceArn: queueArn,
          State: enabled ? "Enabled" : "Disabled",
          BatchSize: batchSize,
        })),
    }
  );
}
