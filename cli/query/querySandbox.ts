import { PersonError } from "../../components/personError";
import { sandboxAccount } from "../../sandbox/account";
import { runInsightsQuery } from "../../sandbox/cloudWatchLogs/insights/run";
import { type DeclaredIntegration, isInLogsAlone, type LakeOutput, lakeOutput } from "../../sandbox/integration";
import { fillIn, type SavedQuery, type Window } from "../../sandbox/lake/savedQueries";
import { existingResources, identify } from "../../sandbox/program/existing";
import { declareProgram, type Program } from "../../sandbox/program/program";
import type { StackFile } from "../../sandbox/program/stackFile";
import { deployStack, type StackSandbox } from "../../sandbox/program/stackSandbox";
import { madeUpEvents } from "../start/events";
import { chooseIntegrations, sendEvents } from "../start/send";
import type { QueryAnswer } from "./finish";
import { insightsTextOf } from "./insightsText";
import { notInTable, tableQuery } from "./tableQuery";

/** The integration and the sink to query. */
export interface Asked {
  /** The integration. @default all */
  readonly vendor?: string | undefined;
  /** @default CloudTrail Lake, or S3 if no event goes there, or else CloudWatch Logs */
  readonly sink?: string | undefined;
}

/** Queries the stack in the sandbox with 200 made-up events per vendor. The store of AWS events is empty. */
export async function querySandbox(
  stackFile: StackFile,
  load: Program,
  query: SavedQuery,
  { vendor, sink }: Asked,
  window: Window,
): Promise<QueryAnswer> {
  const program = await declareProgram(stackFile, load);
  const stack = await deployStack(program, identify, { existing: existingResources(program) });
  try {
    const now = () => stack.sandbox.clock.now();
    const integrations = chooseIntegrations(stack, vendor);
    const source = madeUpEvents(integrations, 200, { region: sandboxAccount.region, seed: 0, now, samples: {} });
    await sendEvents(stack, source);
    const lake = lakeOutput(program.outputs);
    const inStore = integrations.some(({ channelArn }) => channelArn !== undefined);
    if (
      sink === "s3" ||
      (sink === undefined && !inStore && integrations.some(({ lakeBucketName }) => lakeBucketName))
    ) {
      return await queryTable(stack, integrations, query, { lake, window });
    }
    return sink === "cloudwatch-logs" || (sink === undefined && integrations.every(isInLogsAlone))
      ? await queryLogGroups(stack, integrations, query, window)
      : await queryStores(stack, integrations, query, window);
  } finally {
    await stack.sandbox.close();
  }
}

async function queryStores(
  { sandbox: { lake } }: StackSandbox,
  integrations: readonly DeclaredIntegration[],
  query: SavedQuery,
  window: Window,
): Promise<QueryAnswer> {
  await lake.createStore({ id: emptyStore, name: "aws-events", kind: "management" });
  const stores = new Set(integrations.flatMap(({ eventDataStoreId }) => eventDataStoreId ?? []));
  let answer: QueryAnswer = { columns: [], rows: [] };
  for (const partner of stores) {
    const { columns, rows } = await lake.query(fillIn(query.sql, { partner, aws: emptyStore }, window));
    answer = { columns, rows: [...answer.rows, ...rows] };
  }
  return answer;
}

async function queryTable(
  { sandbox: { athena } }: StackSandbox,
  integrations: readonly DeclaredIntegration[],
  query: SavedQuery,
  { lake, window }: { readonly lake: LakeOutput | undefined; readonly window: Window },
): Promise<QueryAnswer> {
  const statement = lake && tableQuery(query, lake, integrations, window);
  if (statement === undefined) {
    throw new PersonError(notInTable(query));
  }
  const { result, dataScannedInBytes } = await athena.query({ statement });
  return { ...result, bytesScanned: dataScannedInBytes };
}

async function queryLogGroups(
  { sandbox }: StackSandbox,
  integrations: readonly DeclaredIntegration[],
  { name }: SavedQuery,
  { since, until }: Window,
): Promise<QueryAnswer> {
  const text = insightsTextOf(name);
  const bounds = { ...(since !== undefined && { startTime: since }), ...(until !== undefined && { endTime: until }) };
  const names = new Set(integrations.flatMap(({ auditLogGroupName }) => auditLogGroupName ?? []));
  let answer: QueryAnswer = { columns: [], rows: [] };
  for (const group of [...sandbox.logGroups.values()].filter((one) => names.has(one.name))) {
    const { columns, rows } = await runInsightsQuery([group], { text, ...bounds });
    answer = { columns, rows: [...answer.rows, ...rows] };
  }
  return answer;
}

const emptyStore = "00000000-0000-4000-8000-000000000000";
