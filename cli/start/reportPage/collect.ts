import { levels } from "../../../functions/detector/compiledRule";
import { type JsonObject, textAt } from "../../../functions/mapping/values/json";
import type { DeclaredResource } from "../../../sandbox/declaredResource";
import { documentOf } from "../../../sandbox/declaredResource";
import {
  type DeclaredIntegration,
  type EventBridgePath,
  type LakeOutput,
  lakeOutput,
  lastPart,
  type SinkPath,
} from "../../../sandbox/integration";
import { isBalanced } from "../../../sandbox/ledger";
import type { DeclaredProgram } from "../../../sandbox/program";
import type { Sandbox } from "../../../sandbox/sandbox";
import { storeId } from "../../../sandbox/wiring/channels";
import { answerTable, ledgerColumns, type ReportTable, reportTables, type StartResult } from "../report";
import type { ReportPageModel } from "./page";
import type { Lane, StoredEvents } from "./timeAxis";

/** Collects the content of the page from a run that has come to rest. */
export async function collectReportPage(
  result: StartResult,
  { resources, outputs }: DeclaredProgram,
  place: Pick<ReportPageModel, "stack" | "region">,
): Promise<ReportPageModel> {
  const { stack, integrations, findings } = result;
  const ledgers = integrations.map(({ key }) => ({ key, ledger: stack.ledger(key) }));
  const unbalanced = ledgers.filter(({ ledger }) => !isBalanced(ledger)).map(({ key }) => key);
  const lanes: Lane[] = [];
  const lake = lakeOutput(outputs);
  for (const integration of integrations) {
    const events = await storedEvents(stack.sandbox, integration, stack.integrations, lake);
    lanes.push({ key: integration.key, events });
  }
  return {
    ...place,
    verdict:
      unbalanced.length === 0
        ? { isGood: true, text: "Every event that was received is accounted for." }
        : { isGood: false, text: `Events of ${unbalanced.join(", ")} are unaccounted for.` },
    figures: [
      ...ledgerColumns.map((column) => [column, ledgers.reduce((sum, { ledger }) => sum + ledger[column], 0)] as const),
      ...[...levels].reverse().map((level) => {
        return [`${level} findings`, (findings ?? []).filter((one) => one.level === level).length] as const;
      }),
    ],
    lanes,
    tables: [
      ...reportTables(result),
      topology(integrations, stack.sandbox, resources),
      {
        title: "Kinds of events",
        columns: ["vendor", "kind", "events"],
        rows: lanes.flatMap(({ key, events }) => kindsOf(events).map(([kind, count]) => [key, kind, count])),
      },
      ...result.queries.map((answer) => {
        return { ...answerTable(answer), note: `Of ${physicalName(resources, answer.store)}.` };
      }),
    ],
  };
}

/** The kinds of events, the most frequent first. */
function kindsOf(events: readonly StoredEvents[]): readonly (readonly [kind: string, count: number])[] {
  const kinds = new Map<string, number>();
  for (const { kind, count } of events) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + count);
  }
  return [...kinds].sort(([kind, count], [other, otherCount]) => otherCount - count || (kind < other ? -1 : 1));
}

/** Counts the stored events of an integration in its event data store or, without one, in the table in S3 or in its log group. */
async function storedEvents(
  { channels, lake, athena, logGroups }: Sandbox,
  integration: DeclaredIntegration,
  all: readonly DeclaredIntegration[],
  table: LakeOutput | undefined,
): Promise<readonly StoredEvents[]> {
  const [minute, kind] = ["date_trunc('minute', eventTime)", "eventData.eventName"];
  const counted = (from: string, condition: string) =>
    `SELECT ${minute} AS time, ${kind} AS kind, count(*) AS events FROM ${from} WHERE ${condition} GROUP BY ${minute}, ${kind}`;
  const ofRow = ([time, name, count]: readonly unknown[]) => {
    return { time: Date.parse(`${String(time).replace(" ", "T")}Z`), kind: String(name), count: Number(count) };
  };
  const store = channels.get(integration.channelArn ?? "")?.destinations[0];
  if (store !== undefined) {
    const { rows } = await lake.query(counted(`"${storeId(store)}"`, conditionOf(integration, all)));
    return rows.map(ofRow);
  }
  if (table !== undefined && integration.lakeBucketName !== undefined) {
    const { databaseName, tableName } = table;
    const statement = counted(`"${databaseName}"."${tableName}"`, `integration = '${integration.key}'`);
    return (await athena.query({ statement })).result.rows.map(ofRow);
  }
  const group = [...logGroups.values()].find(({ name }) => name === integration.auditLogGroupName);
  return (group?.logEvents ?? []).map(({ message }) => {
    const event = JSON.parse(message) as JsonObject;
    const time = Date.parse(textAt(event, ["eventTime"]) ?? "");
    return { time, kind: textAt(event, ["eventName"]) ?? "", count: 1 };
  });
}

/** Selects an integration's events in a shared store, in SQL: by its name where they came over EventBridge, else by the channel alone. */
function conditionOf({ key, path, channelArn }: DeclaredIntegration, all: readonly DeclaredIntegration[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const ofChannel = `metadata.channelARN = ${quoted(channelArn ?? "")}`;
  const name = "element_at(eventData.additionalEventData, 'integrationName')";
  if (path !== undefined) {
    return `${ofChannel} AND ${name} = ${quoted(key)}`;
  }
  const named = all.filter((other) => other.channelArn === channelArn && other.path !== undefined);
  return named.length === 0
    ? ofChannel
    : `${ofChannel} AND coalesce(${name}, '') NOT IN (${named.map((other) => quoted(other.key)).join(", ")})`;
}

/** The names of the resources that each integration's events pass; one that the program did not declare is named by its id. */
function topology(
  integrations: readonly DeclaredIntegration[],
  { channels }: Sandbox,
  resources: readonly DeclaredResource[],
): ReportTable {
  return {
    title: "Topology",
    columns: [
      ...["integration", "vendor", "delivery", "event bus", "rule", "queue", "function", "channel"],
      ...["event data stores", "bucket", "log group", "dead-letter queues"],
    ],
    rows: integrations.map(({ key, vendor, delivery, path, channelArn, lakeBucketName, auditLogGroupName }) => [
      ...[key, vendor, delivery, path?.eventBusName, path && lastPart(path.ruleArn)],
      ofSinks(path, ({ queueName }) => queueName),
      ofSinks(path, ({ functionName }) => functionName),
      channelArn && physicalName(resources, channelArn),
      (channels.get(channelArn ?? "")?.destinations ?? []).map((arn) => physicalName(resources, arn)).join(", "),
      lakeBucketName,
      auditLogGroupName,
      path && `${ofSinks(path, ({ deadLetterQueueName }) => deadLetterQueueName)}, ${path.targetDeadLetterQueueName}`,
    ]),
  };
}

/** A name of each sink's own. */
function ofSinks(path: EventBridgePath | undefined, nameOf: (sink: SinkPath) => string): string | undefined {
  return path && Object.values(path.deliveries).map(nameOf).join(", ");
}

/** The name of a channel or a store, by its ARN or by the id that ends it. */
function physicalName(resources: readonly DeclaredResource[], arnOrId: string): string {
  const id = lastPart(arnOrId);
  const isMeant = (arn: unknown) => typeof arn === "string" && lastPart(arn) === id;
  const declared = resources.find((resource) => isMeant(resource.outputs.arn) || isMeant(resource.id));
  const name = declared?.outputs.name ?? documentOf(declared?.inputs.desiredState)?.Name;
  return typeof name === "string" ? name : id;
}
