import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { columnInfos } from "../../sandbox/athena/cells";
import { declaredAuthorization } from "../../sandbox/deployment/authorization";
import { catalogTable } from "../../sandbox/glue/table";
import { declaredIntegrations } from "../../sandbox/integration";
import { lakeRecord, managementRecord } from "../../sandbox/lake/record";
import { deploy, type Sandbox } from "../../sandbox/sandbox";
import { declareStack } from "../common/stack";
import { type Example, savedQueryExamples } from "./examples";
import { sendVendorEvents, writeObject } from "./fill";
import { givenBus, lakeStack } from "./lakeStack";
import { awsPlaceholder, type Question, questions } from "./questions";
import { ruleQuestions, triedRules } from "./ruleQuestions";

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/**
 * Deploys a stack with a lake into the sandbox, fills it with the tests' events, and writes to the folder:
 * - `objects/`: the objects under their keys,
 * - `trail/EXAMPLE/records.json`: AWS's own events of an example, one per line, and those of all examples in
 * `trail/all/`,
 * - `written.json`: the table as declared, the events in the objects, and questions with their rows.
 */
async function writeObjects(folder: string): Promise<void> {
  // The table has the days up to tomorrow on the reader's clock.
  const today = Math.floor(Date.now() / dayMilliseconds) * dayMilliseconds;
  const start = today - dayMilliseconds;
  const examples = savedQueryExamples(start);
  const tried = triedRules(start);
  const keys = [...examples, ...tried].map(({ key }) => key);
  const program = await declareStack(lakeStack(keys, dayText(start)));
  const events: (readonly [id: string, eventData: string])[] = [];
  const sandbox = await deploy(program.resources, {
    startTime: start,
    authorize: declaredAuthorization(program.resources, {}),
    existing: { eventBuses: [givenBus] },
    observers: { accepted: ({ id, eventData }) => events.push([id, eventData]) },
  });
  try {
    const integrations = declaredIntegrations(program);
    await sendVendorEvents(sandbox, integrations);
    const [bucket] = sandbox.buckets.values();
    const resource = program.resources.find(({ type }) => type === "aws:glue/catalogTable:CatalogTable");
    const [{ eventDataStoreId: partner = "" } = {}] = integrations;
    if (resource === undefined || bucket === undefined) {
      throw new Error("The stack does not declare both a table and a bucket.");
    }
    const stores = { partner, aws: "181660c8-d56d-4ec1-aa32-c1713fb3bca3" };
    await fillStores(sandbox, stores, examples);
    const stored = examples.flatMap(({ key, partner: ofExample }) => ofExample.map((event) => ({ ...event, key })));
    // Objects outside of the table's partitions: of another key, before its first day, and after tomorrow.
    const [event = { id: "", eventData: "{}" }] = stored;
    const hidden = [
      { ...event, key: "unlisted", storedAt: start },
      { ...event, key: "okta", storedAt: start - dayMilliseconds },
      { ...event, key: "okta", storedAt: today + 3 * dayMilliseconds },
    ];
    for (const { key, ...one } of [...stored, ...hidden]) {
      writeObject(bucket, key, [one], one.storedAt);
      events.push([one.id, one.eventData]);
    }
    for (const { key, events: ofRules } of tried) {
      writeObject(bucket, key, ofRules, start);
      events.push(...ofRules.map(({ id, eventData }) => [id, eventData] as const));
    }
    for (const { key, path } of bucket.list()) {
      copyTo(join(folder, "objects", key), path);
    }
    writeTrails(join(folder, "trail"), examples);
    const { database, name, bucketName } = catalogTable(resource);
    const part = { integrations: integrations.map(({ key }) => key), firstDay: dayText(start) };
    const window = { since: start - dayMilliseconds, until: today };
    const scope = { database, table: name };
    const ordinary = [...part.integrations, ...examples.map(({ key }) => key)].sort();
    const place = { scope, integrations: ordinary, part, window, stores };
    const asked = [...questions(place, examples), ...ruleQuestions(tried, scope)];
    const answers: object[] = [];
    for (const question of asked) {
      answers.push({ ...question, ...(await answerTo(sandbox, question)) });
    }
    const written = { bucketName, table: resource.inputs, awsPlaceholder, events, questions: answers };
    writeFileSync(join(folder, "written.json"), JSON.stringify(written));
  } finally {
    await sandbox.close();
  }
}

function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Puts the examples' events into CloudTrail Lake. */
async function fillStores(
  { lake, channels }: Sandbox,
  stores: { readonly partner: string; readonly aws: string },
  examples: readonly Example[],
): Promise<void> {
  const [channelArn = ""] = channels.keys();
  await lake.createStore({ id: stores.aws, name: "aws-events", kind: "management" });
  for (const { partner, aws } of examples) {
    for (const { id: eventID, eventData, storedAt: ingestionTime } of partner) {
      lake.ingest(stores.partner, lakeRecord({ eventData, eventID, ingestionTime, channelArn, region: "us-east-1" }));
    }
    for (const record of aws) {
      lake.ingest(stores.aws, managementRecord(record));
    }
  }
}

function writeTrails(folder: string, examples: readonly Example[]): void {
  const trails = [...examples, { key: "all", aws: examples.flatMap(({ aws }) => aws) }];
  for (const { key, aws } of trails.filter((trail) => trail.aws.length > 0)) {
    mkdirSync(join(folder, key), { recursive: true });
    writeFileSync(join(folder, key, "records.json"), aws.map((record) => `${JSON.stringify(record)}\n`).join(""));
  }
}

function copyTo(file: string, source: string): void {
  mkdirSync(dirname(file), { recursive: true });
  cpSync(source, file);
}

/**
 * Returns the columns and rows of a question that the project's tests expect, or else those that the sandbox returns.
 */
async function answerTo({ athena, lake }: Sandbox, { statement, expected, lake: ofLake }: Question) {
  if (expected !== undefined) {
    return expected;
  }
  if (ofLake !== undefined) {
    return lake.query(ofLake);
  }
  const { result, columns } = await athena.query({ statement });
  return { ...result, types: columnInfos(result.columns, columns).map(({ Type }) => Type) };
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  throw new Error("Name the folder to write to.");
}
void writeObjects(folder);
