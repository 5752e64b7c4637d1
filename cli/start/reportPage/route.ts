import type { DeclaredResource } from "../../../sandbox/declaredResource";
import { documentOf } from "../../../sandbox/inputs";
import { type DeclaredIntegration, type EventBridgePath, lastPart } from "../../../sandbox/integration";
import type { Sandbox } from "../../../sandbox/sandbox";
import type { EventBridgeRoute, Route } from "./model";

/** The way of an integration's events, with the names that the program declared; what it did not declare is named by its id. */
export function routeOf(
  { vendor, delivery, path, channelArn, auditLogGroupName }: DeclaredIntegration,
  sandbox: Sandbox,
  resources: readonly DeclaredResource[],
): Route {
  const stores = sandbox.channels.get(channelArn ?? "")?.destinations ?? [];
  return {
    vendor,
    delivery,
    eventBridge: path && eventBridgeRoute(path),
    channel: channelArn && physicalName(resources, channelArn),
    stores: stores.map((arn) => physicalName(resources, arn)),
    logGroup: auditLogGroupName,
  };
}

/** The name of a channel or a store, by its ARN or by the id that ends it. */
export function physicalName(resources: readonly DeclaredResource[], arnOrId: string): string {
  const id = lastPart(arnOrId);
  const isMeant = (arn: unknown) => typeof arn === "string" && lastPart(arn) === id;
  const declared = resources.find((resource) => isMeant(resource.outputs.arn) || isMeant(resource.id));
  const name = declared?.outputs.name ?? documentOf(declared?.inputs.desiredState)?.Name;
  return typeof name === "string" ? name : id;
}

function eventBridgeRoute(path: EventBridgePath): EventBridgeRoute {
  const [deadLetterQueue, targetDeadLetterQueue] = path.deadLetterQueueNames;
  return {
    bus: path.eventBusName,
    rule: lastPart(path.ruleArn),
    targetDeadLetterQueue,
    queue: path.queueName,
    deadLetterQueue,
    functionName: path.functionName,
  };
}
