import type { DeclaredProgram } from "../../../sandbox/program";
import type { StartResult } from "../report";
import { activityOf } from "./activity";
import type { ReportPageModel } from "./model";
import { physicalName, routeOf } from "./route";
import { bucketsOf, countsIn } from "./timeBuckets";

/** Asks a run that has come to rest for all that its page tells. */
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
    faults: [...faults.strikes].sort().map(([fault, struck]) => ({ fault, struck })),
    answers: queries.map((answer) => ({ ...answer, store: physicalName(resources, answer.store) })),
  };
}
