import { packageFolder } from "../../../components/files/packageFolder";
import { type JsonObject, textAt } from "../../../functions/mapping/values/json";
import { storeId } from "../../../sandbox/deployment/channels";
import { type DeclaredIntegration, type LakeOutput, lakeOutput, lastPart } from "../../../sandbox/integration";
import type { IdentifiedEvent } from "../../../sandbox/ledger/ledger";
import { type DeclaredResource, documentOf } from "../../../sandbox/program/declaredResource";
import { identify } from "../../../sandbox/program/existing";
import type { DeclaredProgram } from "../../../sandbox/program/program";
import type { StackSandbox } from "../../../sandbox/program/stackSandbox";
import type { Sandbox } from "../../../sandbox/sandbox";
import { functionFailures } from "../failures";
import { deliveryStages, sinkStages } from "../pathStages";
import { answerTable, type StartResult } from "../report";
import type { Path, ReportPageModel } from "./page";
import type { EventCount, Lane } from "./timeAxis";

/** The facts on the page besides the run's results. */
export interface RunFacts {
  readonly stack: string;
  readonly region: string;
  readonly seed: number;
  /** The end of the run, in milliseconds since 1970. */
  readonly ended: number;
  readonly seconds: number;
}

/** Collects the content of the page from a finished run. */
export async function collectReportPage(
  { stack, integrations, findings, faults, queries }: StartResult,
  { resources, outputs }: DeclaredProgram,
  run: RunFacts,
): Promise<ReportPageModel> {
  const lanes: Lane[] = [];
  for (const integration of integrations) {
    const stored = await storedEvents(stack.sandbox, integration, stack.integrations, lakeOutput(outputs));
    lanes.push({ key: integration.key, stored, failed: failedEvents(stack, integration) });
  }
  const versionOf = (folder: string) => (require(`${folder}/package.json`) as { readonly version: string }).version;
  return {
    stack: run.stack,
    facts: [
      ["Region", run.region],
      ["Run", `${new Date(run.ended).toISOString().slice(0, 19).replace("T", " ")} UTC`],
      ["Duration", `${run.seconds.toFixed(1)} s`],
      ["Seed", String(run.seed)],
      ["partner-audit", versionOf(packageFolder)],
      ["Pulumi", versionOf("@pulumi/pulumi")],
      ["@pulumi/aws", versionOf("@pulumi/aws")],
      ["Node.js", process.versions.node],
    ],
    integrations: integrations.map((integration) => {
      const { key, vendor, delivery } = integration;
      return { key, vendor, delivery, ledger: stack.ledger(key), paths: pathsOf(stack, integration, resources) };
    }),
    findings,
    failures: integrations.flatMap(({ key }) => stack.rejects(key).map(({ reason, count }) => [key, count, reason])),
    errors: functionFailures(stack, integrations),
    faults: [...faults.strikes].sort(),
    lanes,
    answers: queries.map((one) => ({ ...answerTable(one), note: physicalName(resources, one.store) })),
  };
}

/** Counts the stored events of an integration per minute, in its event data store or else in the table in S3 or its log group. */
async function storedEvents(
  { channels, lake, athena, logGroups }: Sandbox,
  integration: DeclaredIntegration,
  all: readonly DeclaredIntegration[],
  table: LakeOutput | undefined,
): Promise<readonly EventCount[]> {
  const counted = (from: string, condition: string) =>
    `SELECT date_trunc('minute', eventTime) AS time, count(*) AS events FROM ${from} WHERE ${condition} GROUP BY 1`;
  const ofRow = ([time, count]: readonly unknown[]) => {
    return { time: Date.parse(`${String(time).replace(" ", "T")}Z`), count: Number(count) };
  };
  const store = channels.get(integration.channelArn ?? "")?.destinations[0];
  if (store !== undefined) {
    return (await lake.query(counted(`"${storeId(store)}"`, conditionOf(integration, all)))).rows.map(ofRow);
  }
  if (table !== undefined && integration.lakeBucketName !== undefined) {
    const { databaseName, tableName } = table;
    const statement = counted(`"${databaseName}"."${tableName}"`, `integration = '${integration.key}'`);
    return (await athena.query({ statement })).result.rows.map(ofRow);
  }
  const group = [...logGroups.values()].find(({ name }) => name === integration.auditLogGroupName);
  return (group?.logEvents ?? []).map(({ message }) => ({ time: timeAt(message, "eventTime"), count: 1 }));
}

/** Selects an integration's events in a shared store, in SQL: by its name if they arrived over EventBridge, else by the channel alone. */
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

/** Counts the failed events by their own times, or by the message's time if they cannot be mapped; at NaN if they could not be sent. */
function failedEvents({ deadLetters, ledger }: StackSandbox, integration: DeclaredIntegration): readonly EventCount[] {
  const { key, path } = integration;
  const failed = [...deadLetters(key)].flatMap(([body, count]) => {
    const events = path === undefined ? [JSON.parse(body) as IdentifiedEvent] : identify(integration, body);
    const times = events.map(({ eventData }) => timeAt(eventData, "eventTime"));
    return (times.length === 0 ? [timeAt(body, "time")] : times).map((time) => ({ time, count }));
  });
  const unsent = ledger(key).rejected - failed.reduce((total, { count }) => total + count, 0);
  return [...failed, ...(unsent > 0 ? [{ time: Number.NaN, count: unsent }] : [])];
}

/** Reads the time under a name of a JSON object, in milliseconds since 1970; NaN if there is none. */
function timeAt(json: string, name: string): number {
  return Date.parse(textAt(JSON.parse(json) as JsonObject, [name]) ?? "");
}

/** The resources that an integration's events pass through to each sink. */
function pathsOf(
  { sandbox: { channels, queues }, sinkLedgers }: StackSandbox,
  { key, path, channelArn = "", lakeBucketName = "", auditLogGroupName = "" }: DeclaredIntegration,
  resources: readonly DeclaredResource[],
): readonly Path[] {
  const stores = channels.get(channelArn)?.destinations ?? [];
  const [channel, store] = sinkStages["cloudtrail-lake"];
  const sinks: Readonly<Record<string, Path["steps"]>> = {
    "cloudtrail-lake": [
      [channel, physicalName(resources, channelArn)],
      ...stores.map((arn) => [store, physicalName(resources, arn)] as const),
    ],
    "cloudwatch-logs": sinkStages["cloudwatch-logs"].map((kind) => [kind, auditLogGroupName]),
    s3: sinkStages.s3.map((kind) => [kind, lakeBucketName]),
  };
  return Object.entries(sinkLedgers(key)).map(([sink, ledger]) => {
    const own = path?.deliveries[sink];
    if (path === undefined || own === undefined) {
      return { sink, ledger, steps: sinks[sink] ?? [], deadLetterQueues: [] };
    }
    const names = [path.eventBusName, lastPart(path.ruleArn), own.queueName, own.functionName];
    const deadLetterQueues = [own.deadLetterQueueName, path.targetDeadLetterQueueName];
    return {
      sink,
      ledger,
      steps: [...deliveryStages.map((kind, index) => [kind, names[index] ?? ""] as const), ...(sinks[sink] ?? [])],
      deadLetterQueues: deadLetterQueues.map((name) => [name, queues.get(name)?.peek().length ?? 0]),
    };
  });
}

/** The name of a channel or a store, from its ARN or from the id at its end; the id itself if the program did not declare it. */
function physicalName(resources: readonly DeclaredResource[], arnOrId: string): string {
  const id = lastPart(arnOrId);
  const isMeant = (arn: unknown) => typeof arn === "string" && lastPart(arn) === id;
  const declared = resources.find((resource) => isMeant(resource.outputs.arn) || isMeant(resource.id));
  const name = declared?.outputs.name ?? documentOf(declared?.inputs.desiredState)?.Name;
  return typeof name === "string" ? name : id;
}
