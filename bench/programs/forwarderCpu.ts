import { hash } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import { systemClock } from "../../functions/forwarder/clock";
import type { ForwarderSettings } from "../../functions/forwarder/forwarderSettings";
import { createHandler } from "../../functions/forwarder/handler";
import type { AuditEvent, AuditEventEntry } from "../../functions/mapping/auditEvent";
import { lakeSink } from "../../functions/sinks/sink";
import { sandboxAccount } from "../../sandbox/account";
import { contextWith } from "../../tests/functions/sqsEvent";
import { secondsOf } from "../figure";
import { batchesOf, floorOf, send } from "./forwarderFloor";
import { asHandWritten, handWrittenMapping } from "./handWritten";

/*
 * Measures how fast the forwarder works against the least that anybody must do: JSON.parse of each envelope, JSON.stringify and SHA-256 of each
 * audit event, JSON.stringify of each request. Both go over the same messages by turns in one process, which does nothing else. Its
 * arguments are the number of rounds and, where not all are wanted, their names; it prints the shares of each vendor's rounds as JSON.
 */

const batchSize = 100;
const batchesARound = 60;
const warmUpRounds = 3;
const rounds = Number(process.argv[2]);
/** Only these vendors. */
const only = process.argv.slice(3);

interface Subject {
  readonly settings: ForwarderSettings;
  /** Whose made-up events are mapped. */
  readonly traffic: string;
}

const subjects: Readonly<Record<string, Subject>> = {
  ...Object.fromEntries(
    ["okta", "onelogin", "auth0", "buildkite", "github", "pagerduty", "sailpoint"].map((vendor) => [
      vendor,
      { settings: { integration: vendor, vendor }, traffic: vendor },
    ]),
  ),
  custom: { settings: { integration: "hr", vendor: "custom", mapping: handWrittenMapping }, traffic: "okta" },
};

async function main(): Promise<void> {
  const shares: Record<string, number[]> = {};
  const chosen = Object.entries(subjects).filter(([name]) => only.length === 0 || only.includes(name));
  for (const [name, subject] of chosen) {
    const batches = batchesOf(subject.traffic, batchesARound, batchSize);
    const { handle, results } = await forwarderOf(subject.settings, batches);
    const ofFloor: number[] = [];
    const ofHandWritten: number[] = [];
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
      const handWritten = await secondsOf(() => {
        for (const batch of name === "custom" ? batches : []) {
          handWrittenOf(batch);
        }
      });
      if (round >= 0) {
        ofFloor.push(floor / forwarder);
        ofHandWritten.push(handWritten / forwarder);
      }
    }
    shares[`forwarder.cpu.${name}.ofFloor`] = ofFloor;
    if (name === "custom") {
      shares["forwarder.cpu.custom.ofHandWritten"] = ofHandWritten;
    }
  }
  process.stdout.write(JSON.stringify(shares));
}

const environment = {
  accountId: sandboxAccount.accountId,
};

/** The whole handler, but for the network; and the audit events of each batch. */
async function forwarderOf(settings: ForwarderSettings, batches: readonly SQSEvent[]) {
  let sent: AuditEventEntry[] = [];
  const handler = createHandler(settings, environment, {
    sink: lakeSink(async (auditEvents) => {
      send(auditEvents);
      sent.push(...auditEvents);
      return { successful: auditEvents.map(({ id }) => ({ id })) };
    }),
    sendToDeadLetters: async () => {
      throw new Error("Nothing is rejected here.");
    },
    clock: systemClock,
    write: () => undefined,
  });
  const context = contextWith(40_000);
  const results: (readonly AuditEvent[])[] = [];
  for (const batch of batches) {
    sent = [];
    const { batchItemFailures } = await handler(batch, context);
    if (batchItemFailures.length > 0) {
      throw new Error(`${batchItemFailures.length} messages of ${settings.vendor} were not taken.`);
    }
    results.push(sent.map(({ eventData }) => JSON.parse(eventData) as AuditEvent));
  }
  return {
    handle: (batch: SQSEvent) => {
      sent = [];
      return handler(batch, context);
    },
    results,
  };
}

function handWrittenOf({ Records }: SQSEvent): void {
  send(
    Records.map(({ body }) => {
      const event = asHandWritten(JSON.parse(body));
      const eventData = JSON.stringify(event);
      return { id: event.UID, eventData, eventDataChecksum: hash("sha256", eventData, "base64") };
    }),
  );
}

void main();
