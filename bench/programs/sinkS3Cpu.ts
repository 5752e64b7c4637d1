import type { SQSEvent } from "aws-lambda";
import type { AuditEvent } from "../../functions/mapping/auditEvent";
import { s3Sink } from "../../functions/sinks/s3Sink";
import { sandboxAccount } from "../../sandbox/account";
import { batchesOf } from "./forwarderFloor";
import { floorAndHandler, measuredHandler, secondsByTurns } from "./measuredHandler";

/*
 * Measures the speed of a forwarder that makes Parquet objects relative to the floor of forwarderCpu.ts, for made-up events of Okta. Both process the
 * same messages alternately in one process. The argument is the number of rounds. It prints the shares as JSON.
 */

const batchSize = 1_000;
const batchesARound = 6;
const warmUpRounds = 6;
const rounds = Number(process.argv[2]);
const settings = { integration: "okta", vendor: "okta" };
const { region } = sandboxAccount;

async function main(): Promise<void> {
  const batches = batchesOf(settings.vendor, batchesARound, batchSize);
  const results: (readonly AuditEvent[])[] = [];
  for (const batch of batches) {
    results.push(await auditEventsOf(batch));
  }
  let bytes = 0;
  const handle = measuredHandler(
    settings,
    s3Sink(
      async ({ body }) => {
        bytes += body.length;
      },
      { integration: settings.integration, region },
    ),
  );
  const seconds = await secondsByTurns({ rounds, warmUpRounds }, floorAndHandler(batches, results, handle));
  if (bytes === 0) {
    throw new Error("Nothing was written.");
  }
  const ofFloor = seconds.map(([floor = 0, forwarder = 0]) => floor / forwarder);
  process.stdout.write(JSON.stringify({ "sink.s3.cpu.ofFloor": ofFloor }));
}

async function auditEventsOf(batch: SQSEvent): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = [];
  await measuredHandler(settings, async (outgoing) => {
    events.push(...outgoing.map(({ entry }) => JSON.parse(entry.eventData) as AuditEvent));
    const accepted = outgoing.map(({ entry }) => [entry, { status: "accepted" }] as const);
    return { verdicts: new Map(accepted), requests: 1, throttled: 0, acceptedAt: undefined, errors: new Map() };
  })(batch);
  return events;
}

void main();
