import { entryOf } from "../../functions/mapping/auditEvent";
import { lakeObjects } from "../../functions/sinks/lakeObject";
import { envelopeOnBus } from "../../sandbox/envelope";
import { createIdentifiers } from "../../sandbox/identifiers";
import type { DeclaredIntegration } from "../../sandbox/integration";
import { isAwsError } from "../../sandbox/protocol/awsError";
import type { Bucket } from "../../sandbox/s3/bucket";
import type { Sandbox } from "../../sandbox/sandbox";
import { trafficOf } from "../../sandbox/traffic";
import { type StoredExample, vendorCases } from "./examples";

/** Made-up events of each vendor, besides the tests' own. */
const madeUpEvents = 100;

/** Sends events of every vendor, each once, and waits until they have arrived. */
export async function sendVendorEvents(sandbox: Sandbox, integrations: readonly DeclaredIntegration[]): Promise<void> {
  for (const { key, vendor, path } of integrations) {
    const traffic = trafficOf(vendor);
    if (traffic === undefined || path === undefined) {
      throw new Error(`${key}: no made-up events exist for ${vendor}, or it has no event bus`);
    }
    const { detailType, source } = traffic;
    const time = sandbox.clock.now();
    const newIdentifier = createIdentifiers(`conformance ${key}`);
    for (const event of distinct([
      ...traffic.events({ count: madeUpEvents, seed: 1, end: time }),
      ...vendorCases(vendor),
    ])) {
      const defaults = {
        id: newIdentifier(),
        time,
        detailType,
        region: "us-east-1",
        ...(source !== undefined && { source }),
      };
      sandbox.putEvent(path.eventBusName, envelopeOnBus(event, path.eventBusName, defaults));
    }
  }
  await sandbox.settle();
}

function distinct(events: readonly Readonly<Record<string, unknown>>[]): readonly Readonly<Record<string, unknown>>[] {
  return [...new Map(events.map((event) => [JSON.stringify(event), event])).values()];
}

/** Writes audit events to a bucket as the forwarder does, in one object. */
export function writeObject(
  bucket: Bucket,
  integration: string,
  events: readonly Pick<StoredExample, "id" | "eventData">[],
  storedAt: number,
): void {
  const entries = events.map(({ id, eventData }) => entryOf(id, eventData));
  const { object } = lakeObjects({ integration, region: bucket.settings.region })(entries, storedAt);
  if (object === undefined) {
    throw new Error(`The events of ${integration} cannot be written.`);
  }
  const stored = bucket.put({
    key: object.key,
    body: Buffer.from(object.body),
    contentType: "application/vnd.apache.parquet",
    onlyIfAbsent: true,
  });
  if (isAwsError(stored)) {
    throw new Error(stored.message);
  }
}
