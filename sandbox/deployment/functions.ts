import { PersonError } from "../../components/personError";
import type { Authorize } from "../authorization";
import type { Clock } from "../clock";
import { type CredentialIssuer, sessionPrincipal } from "../credentials";
import { EventSourceMapping, type ProcessSlots } from "../lambda/eventSourceMapping";
import { LambdaFunction } from "../lambda/lambdaFunction";
import { type LambdaRuntime, unpack } from "../lambda/runtime";
import { eventSourceMappingSettings, type FunctionSettings, functionSettings } from "../lambda/settings";
import type { DeclaredResource } from "../program/declaredResource";
import type { Queue } from "../sqs/queue";
import type { Deployment } from "./deployment";

/** The environment of functions. */
interface FunctionSurroundings {
  readonly runtime: LambdaRuntime;
  readonly credentials: CredentialIssuer;
  readonly gatewayUrl: string;
  readonly authorize: Authorize;
  readonly newIdentifier: () => string;
  readonly now: () => number;
  readonly killAfter: () => number | undefined;
}

export async function createFunctions(
  deployment: Deployment,
  surroundings: FunctionSurroundings,
): Promise<ReadonlyMap<string, LambdaFunction>> {
  const functions = new Map<string, LambdaFunction>();
  const unpacking: Promise<void>[] = [];
  deployment.forEach("aws:lambda/function:Function", (resource) => {
    const target = createFunction(resource, surroundings);
    functions.set(target.settings.arn, target);
    const { name } = target.settings;
    unpacking.push(
      unpack(resource.inputs.code, surroundings.runtime.taskRoot(name), name).catch((error: unknown) => {
        if (!(error instanceof PersonError)) {
          throw error;
        }
        deployment.refuse(resource, error.message);
      }),
    );
  });
  await Promise.all(unpacking);
  return functions;
}

/** Creates the declared event source mappings; rejects those that Lambda rejects. */
export function createMappings(
  deployment: Deployment,
  queues: ReadonlyMap<string, Queue>,
  functions: ReadonlyMap<string, LambdaFunction>,
  surroundings: { readonly clock: Clock; readonly slots: ProcessSlots; readonly authorize: Authorize },
): readonly EventSourceMapping[] {
  const mappings: EventSourceMapping[] = [];
  deployment.forEach("aws:lambda/eventSourceMapping:EventSourceMapping", (resource) => {
    const settings = eventSourceMappingSettings(resource);
    const queue = queues.get(settings.queueArn);
    const target = [...functions.values()].find(
      ({ settings: { arn, name } }) => settings.functionName === arn || settings.functionName === name,
    );
    if (queue === undefined) {
      deployment.refuse(resource, `the queue ${settings.queueArn}, its event source, does not exist.`);
    }
    if (target === undefined) {
      deployment.refuse(resource, `Function not found: ${settings.functionName}.`);
    }
    if (queue === undefined || target === undefined) {
      return;
    }
    const { name, timeoutSeconds, roleArn } = target.settings;
    const { visibilityTimeoutSeconds } = queue.settings;
    if (timeoutSeconds > visibilityTimeoutSeconds) {
      deployment.refuse(
        resource,
        `Queue visibility timeout: ${visibilityTimeoutSeconds} seconds is less than Function timeout: ${timeoutSeconds} seconds (queue ${queue.settings.name}, function ${name}).`,
      );
    }
    const principal = sessionPrincipal(roleArn ?? "", name);
    mappings.push(new EventSourceMapping({ settings, queue, target, principal, ...surroundings }));
  });
  return mappings;
}

function createFunction(resource: DeclaredResource, surroundings: FunctionSurroundings): LambdaFunction {
  const settings = functionSettings(resource);
  const { runtime, credentials, authorize, newIdentifier, now } = surroundings;
  return new LambdaFunction({
    settings,
    newRequestId: newIdentifier,
    now,
    logRefusal: logRefusal(settings, authorize),
    killAfter: surroundings.killAfter,
    start: (log) => {
      const { roleArn, name } = settings;
      if (roleArn === undefined || !mayAssume(authorize, roleArn)) {
        return { refusal: "The role defined for the function cannot be assumed by Lambda." };
      }
      return runtime.start(settings, credentials.issue(roleArn, name), surroundings.gatewayUrl, log);
    },
  });
}

/** The reason why the role may not write the log (AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs"). */
function logRefusal(
  { roleArn = "", name, arn, logGroupName }: FunctionSettings,
  authorize: Authorize,
): string | undefined {
  const [, partition, , region, accountId] = arn.split(":");
  const resource = `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}:log-stream:sandbox`;
  const principal = sessionPrincipal(roleArn, name);
  const refusals = ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) =>
    authorize({ principal, action, resource, context: {} }),
  );
  return refusals.find((refusal) => refusal !== undefined);
}

function mayAssume(authorize: Authorize, roleArn: string): boolean {
  const principal = { type: "Service", name: "lambda.amazonaws.com" } as const;
  return authorize({ principal, action: "sts:AssumeRole", resource: roleArn, context: {} }) === undefined;
}
