import { randomUUID } from "node:crypto";
import { type AwsError, isAwsError, restJsonError } from "../awsError";
import type { JsonCaller } from "../awsJson";
import type { HttpHandler, HttpRequest } from "../http";
import { type SignatureExpectations, verifySignature } from "../signature";
import type { EventSourceMapping } from "./eventSourceMapping";
import type { InvocationOutcome } from "./executionEnvironment";
import type { LambdaFunction } from "./lambdaFunction";

/** What the service serves, and to whom. */
export interface LambdaServiceOptions {
  /** The functions, by ARN. They are asked for at each call: they are made after this. */
  readonly functions: () => ReadonlyMap<string, LambdaFunction>;
  readonly mappings: () => readonly EventSourceMapping[];
  /** Why the caller may not do `action` to the resource. */
  readonly refusal: (caller: JsonCaller, action: string, resource: string) => AwsError | undefined;
  readonly signature: Omit<SignatureExpectations, "service">;
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
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/.exec(pathname) ?? [];
  if (method === "GET" && name !== undefined) {
    return functionConfiguration(decodeURIComponent(name), caller, options);
  }
  const [, invoked] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(pathname) ?? [];
  if (method === "POST" && invoked !== undefined) {
    return invocation(decodeURIComponent(invoked), body.toString(), caller, options);
  }
  if (method === "GET" && /^\/2015-03-31\/event-source-mappings\/?$/.test(pathname)) {
    return eventSourceMappings(searchParams.get("FunctionName") ?? "", caller, options);
  }
  return {
    code: "UnknownOperationException",
    status: 404,
    message: `The sandbox does not play ${method} ${pathname}.`,
  };
}

async function invocation(
  name: string,
  payload: string,
  caller: JsonCaller,
  options: LambdaServiceOptions,
): Promise<object | AwsError> {
  const target = findFunction(name, options);
  if (isAwsError(target)) {
    return target;
  }
  return (
    options.refusal(caller, "lambda:InvokeFunction", target.settings.arn) ?? new Invoked(await target.invoke(payload))
  );
}

function findFunction(name: string, { functions }: LambdaServiceOptions): LambdaFunction | AwsError {
  return (
    [...functions().values()].find(({ settings }) => settings.name === name) ?? {
      code: "ResourceNotFoundException",
      status: 404,
      message: `Function not found: ${name}`,
    }
  );
}

function functionConfiguration(name: string, caller: JsonCaller, options: LambdaServiceOptions): object | AwsError {
  const target = findFunction(name, options);
  if (isAwsError(target)) {
    return target;
  }
  const { arn, runtime, memorySizeMegabytes, timeoutSeconds } = target.settings;
  return (
    options.refusal(caller, "lambda:GetFunctionConfiguration", arn) ?? {
      FunctionName: name,
      FunctionArn: arn,
      Runtime: runtime,
      MemorySize: memorySizeMegabytes,
      Timeout: timeoutSeconds,
      State: "Active",
      LastUpdateStatus: "Successful",
    }
  );
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
