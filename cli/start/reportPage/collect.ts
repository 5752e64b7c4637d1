import type { DeclaredResource } from "../../../sandbox/declaredResource";
import { documentOf } from "../../../sandbox/inputs";
import { type DeclaredIntegration, lastPart } from "../../../sandbox/integration";
import type { DeclaredProgram } from "../../../sandbox/program";
import type { Sandbox } from "../../../sandbox/sandbox";
import type { StartResult } from "../report";
import { activityOf } from "./activity";
import type { ReportPageModel, Route } from "./model";
import { bucketsOf, countsIn } from "./timeBuckets";

/** Collects the content of the page from a run that has come to rest. */
export async function collectReportPage(
  { stack, integrations, queries, findings, faults }: StartResult,
  { resources }: DeclaredProgram,
  place: Pick<ReportPageModel, "stack" | "region">,
): Promise<ReportPageModel> {
  const { sandbox } = stack;
  const active = [];
  for (const integration of integrations) {
    active.push({ integration, ...(await activityOf(sandbox, integration, stack.integrations)) });
  }
  const buckets = bucketsOf(active.map(({ minutes }) => minutes));
  return {
    ...place,
    integrations: active.map(({ integration, kinds, minutes }) => ({
      key: integration.key,
      route: routeOf(integration, sandbox, resources),
      ledger: stack.ledger(integration.key),
      rejects: stack.rejects(integration.key),
      kinds,
      counts: countsIn(buckets, minutes),
    })),
    buckets,
    findings,
    faults: [...faults.strikes].sort(),
    answers: queries.map((answer) => ({ ...answer, store: physicalName(resources, answer.store) })),
  };
}

/** The names of what an integration's events pass; what the program did not declare is named by its id. */
function routeOf(
  { vendor, delivery, path, channelArn, auditLogGroupName }: DeclaredIntegration,
  sandbox: Sandbox,
  resources: readonly DeclaredResource[],
): Route {
  const stores = sandbox.channels.get(channelArn ?? "")?.destinations ?? [];
  return {
    vendor,
    delivery,
    ...(path && {
      "event bus": path.eventBusName,
      rule: lastPart(path.ruleArn),
      queue: path.queueName,
      function: path.functionName,
      "dead-letter queues": path.deadLetterQueueNames.join(", "),
    }),
    ...(channelArn !== undefined && { channel: physicalName(resources, channelArn) }),
    "event data stores": stores.map((arn) => physicalName(resources, arn)).join(", "),
    ...(auditLogGroupName !== undefined && { "log group": auditLogGroupName }),
  };
}

/** The name of a channel or a store, by its ARN or by the id that ends it. */
function physicalName(resources: readonly DeclaredResource[], arnOrId: string): string {
  const id = lastPart(arnOrId);
  const isMeant = (arn: unknown) => typeof arn === "string" && lastPart(arn) === id;
  const declared = resources.find((resource) => isMeant(resource.outputs.arn) || isMeant(resource.id));
  const name = declared?.outputs.name ?? documentOf(declared?.inputs.desiredState)?.Name;
  return typeof name === "string" ? name : id;
}
