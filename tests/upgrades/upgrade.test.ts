import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfiguration } from "../../components/configuration/readConfiguration";
import { createStack } from "../../components/stack";
import type { DeclaredResource } from "../../sandbox/declaredResource";
import { declareProgram } from "../../sandbox/program";
import type { StackFile } from "../../sandbox/stackFile";
import { lossesOf, type UpgradeRecord } from "./record";

const store = "aws:cloudtrail/eventDataStore:EventDataStore";
const records = readdirSync(__dirname).filter((file) => file.endsWith(".json"));

function recordOf(file: string): UpgradeRecord {
  return JSON.parse(readFileSync(join(__dirname, file), "utf8"));
}

async function declared(stack: StackFile): Promise<readonly DeclaredResource[]> {
  return (await declareProgram(stack, () => ({ ...createStack(readConfiguration()) }))).resources;
}

describe.each(records)("an upgrade from the version recorded in %s", (file) => {
  const record = recordOf(file);

  it("keeps every store, channel and queue", async () => {
    expect(lossesOf(record, await declared(record.stack))).toEqual([]);
  });

  it("finds stores, channels and queues in the record", () => {
    const types = record.resources.flatMap(({ type, identity }) => (identity === undefined ? [] : [type]));
    expect([...new Set(types)].sort()).toEqual(["aws:cloudcontrol/resource:Resource", store, "aws:sqs/queue:Queue"]);
  });
});

describe("the record of version 0.1", () => {
  const record = recordOf("0.1.json");

  it("is of a stack with everything that the version has, and of nothing that a machine makes up", () => {
    const types = new Set(record.resources.map(({ type }) => type));
    expect([...types]).toEqual(
      expect.arrayContaining(["aws:dynamodb/table:Table", "aws:cloudwatch/metricAlarm:MetricAlarm", store]),
    );
    expect(JSON.stringify(record.resources)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|\d{13}/);
  });

  it("is followed by a vendor's store that moves to stand by itself, by its alias", async () => {
    const { project, stack, configuration } = record.stack;
    const eventStores = JSON.stringify({ okta: { retentionDays: 2555 } });
    const moved = await declared({
      project,
      stack,
      configuration: { ...configuration, "partner-audit:eventStores": eventStores },
    });
    expect(moved.find(({ name }) => name === "okta-event-data-store")?.urn).toBe(
      `urn:pulumi:dev::partner-audit::${store}::okta-event-data-store`,
    );
    expect(lossesOf(record, moved)).toEqual([]);
  });
});

describe("a mistake that would replace evidence", () => {
  const record = recordOf("0.1.json");
  let today: readonly DeclaredResource[];
  beforeAll(async () => {
    today = await declared(record.stack);
  });

  const changed = (name: string, change: (resource: DeclaredResource) => DeclaredResource) =>
    lossesOf(
      record,
      today.map((resource) => (resource.name === name ? change(resource) : resource)),
    );
  const inputs = (news: Readonly<Record<string, unknown>>) => (resource: DeclaredResource) => ({
    ...resource,
    inputs: { ...resource.inputs, ...news },
  });

  it("is found where a resource has another logical name", () => {
    const renamed = ({ aliases: _, ...resource }: DeclaredResource) => ({
      ...resource,
      name: "okta-store",
      urn: resource.urn.replace("okta-event-data-store", "okta-store"),
    });
    expect(changed("okta-event-data-store", renamed)).toEqual([
      `okta-event-data-store (${store}) would be deleted: no resource has its URN or an alias of it.`,
    ]);
  });

  it("is none where the new name has the old one as its alias", () => {
    const renamed = (resource: DeclaredResource) => ({
      ...resource,
      urn: resource.urn.replace("okta-event-data-store", "okta-store"),
      aliases: [resource.urn],
    });
    expect(changed("okta-event-data-store", renamed)).toEqual([]);
  });

  it("is found where a queue gets another name", () => {
    expect(changed("okta-queue", inputs({ name: "partner-audit-dev-okta" }))).toEqual([
      'okta-queue would be replaced: its name changes from "partner-audit-dev-okta-events" to "partner-audit-dev-okta".',
    ]);
  });

  it("is found where a store gets another key", () => {
    const kmsKeyId = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    expect(changed("okta-event-data-store", inputs({ kmsKeyId }))).toEqual([
      `okta-event-data-store would be replaced: its kmsKeyId changes from null to "${kmsKeyId}".`,
    ]);
  });

  it("is found where a channel gets another Source", () => {
    const source = ({ inputs: { desiredState, ...others }, ...resource }: DeclaredResource) => ({
      ...resource,
      inputs: { ...others, desiredState: JSON.stringify({ ...JSON.parse(String(desiredState)), Source: "Custom" }) },
    });
    expect(changed("okta-channel", source)).toEqual([
      'okta-channel would be replaced: its desiredState.Source changes from "OktaSystemLogEvents" to "Custom".',
    ]);
  });

  it("is found where a store is gone", () => {
    const left = today.filter(({ name }) => name !== "custom-event-data-store");
    expect(lossesOf(record, left)).toEqual([
      `custom-event-data-store (${store}) would be deleted: no resource has its URN or an alias of it.`,
    ]);
  });
});
