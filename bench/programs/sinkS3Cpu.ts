import type { SQSEvent } from "aws-lambda";
import { systemClock } from "../../functions/forwarder/clock";
import { createHandler } from "../../functions/forwarder/handler";
import type { AuditEvent } from "../../functions/mapping/auditEvent";
import { s3Sink } from "../../functions/sinks/s3Sink";
import type { Sink } from "../../functions/sinks/sink";
import { sandboxAccount } from "../../sandbox/account";
import { contextWith } from "../../tests/functions/sqsEvent";
import { secondsOf } from "../figure";
import { batchesOf, floorOf } from "./forwarderFloor";

/*
 * Measures how fast a forwarder makes Parquet objects of messages against the floor of forwarderCpu.ts, for made-up events of Okta. Both go over the
 * same messages by turns in one process. Its argument is the number of rounds; it prints the shares as JSON.
 */

const batchSize = 1_000;
const batchesARound = 6;
const warmUpRounds = 6;
const rounds = Number(process.argv[2]);
const settings = { integration: "okta", vendor: "okta" };
const { accountId, region } = sandboxAccount;

async function main(): Promise<void> {
  const batches = batchesOf(settings.vendor, batchesARound, batchSize);
  const results: (readonly AuditEvent[])[] = [];
  for (const batch of batches) {
    results.push(await auditEventsOf(batch));
  }
  let bytes = 0;
  const handle = handlerOf(
    s3Sink(
      async ({ body }) => {
        bytes += body.length;
      },
      { integration: settings.integration, region },
    ),
  );
  const ofFloor: number[] = [];
  for (let round = -warmUpRounds; round < rounds; round++) {
    const floor = await secondsOf(() => {
      for (const [index, batch] of batches.entries()) {
        floorOf(batch, results[index] ?? []);
      }
    });
    const forwarder = await secondsOf(async () => {
      for (const batch of batches) {
        await handle(batch);
      }
    });
    if (round >= 0) {
      ofFloor.push(floor / forwarder);
    }
  }
  if (bytes === 0) {
    throw new Error("Nothing was written.");
  }
  process.stdout.write(JSON.stringify({ "sink.s3.cpu.ofFloor": ofFloor }));
}

async function auditEventsOf(batch: SQSEvent): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = [];
  await handlerOf(async (outgoing) => {
    events.push(...outgoing.map(({ entry }) => JSON.parse(entry.eventData) as AuditEvent));
    const accepted = outgoing.map(({ entry }) => [entry, { status: "accepted" }] as const);
    return { verdicts: new Map(accepted), requests: 1, throttled: 0, acceptedAt: undefined, errors: new Map() };
  })(batch);
  return events;
}

/** The whole handler, but for the network. */
function handlerOf(sink: Sink): (batch: SQSEvent) => Promise<void> {
  const handler = createHandler(
    settings,
    { accountId },
    {
      sink,
      sendToDeadLetters: async () => {
        throw new Error("Nothing is rejected here.");
      },
      clock: systemClock,
      write: () => undefined,
    },
  );
  return async (batch) => {
    const { batchItemFailures } = await handler(batch, contextWith(40_000));
    if (batchItemFailures.length > 0) {
      throw new Error(`${batchItemFailures.length} messages were not taken.`);
    }
  };
}

void main();
