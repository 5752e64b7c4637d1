import { hash } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import type { ForwarderSettings } from "../../functions/forwarder/forwarderSettings";
import type { AuditEvent, AuditEventEntry } from "../../functions/mapping/auditEvent";
import { lakeSink } from "../../functions/sinks/sink";
import { batchesOf, send } from "./forwarderFloor";
import { asHandWritten, handWrittenMapping } from "./handWritten";
import { floorAndHandler, type Handle, measuredHandler, secondsByTurns } from "./measuredHandler";

/*
 * Measures the speed of the forwarder relative to the necessary work: JSON.parse of each envelope, JSON.stringify and SHA-256 of each audit event,
 * JSON.stringify of each request. Both process the same messages alternately in one process, which does nothing else. Arguments: the number of rounds
 * and, optionally, the names to measure. It prints the shares of each vendor's rounds as JSON.
 */

const batchSize = 100;
const batchesARound = 60;
const warmUpRounds = 3;
const rounds = Number(process.argv[2]);
/** The names to measure; all if empty. */
const only = process.argv.slice(3);

interface Subject {
  readonly settings: ForwarderSettings;
  /** The vendor of the made-up events. */
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
    const seconds = await secondsByTurns({ rounds, warmUpRounds }, [
      ...floorAndHandler(batches, results, handle),
      () => {
        for (const batch of name === "custom" ? batches : []) {
          handWrittenOf(batch);
        }
      },
    ]);
    const ofFloor = seconds.map(([floor = 0, forwarder = 0]) => floor / forwarder);
    const ofHandWritten = seconds.map(([, forwarder = 0, handWritten = 0]) => handWritten / forwarder);
    shares[`forwarder.cpu.${name}.ofFloor`] = ofFloor;
    if (name === "custom") {
      shares["forwarder.cpu.custom.ofHandWritten"] = ofHandWritten;
    }
  }
  process.stdout.write(JSON.stringify(shares));
}

/** Makes the handler and the audit events of each batch. */
async function forwarderOf(settings: ForwarderSettings, batches: readonly SQSEvent[]) {
  let sent: AuditEventEntry[] = [];
  const sink = lakeSink(async (auditEvents) => {
    send(auditEvents);
    sent.push(...auditEvents);
    return { successful: auditEvents.map(({ id }) => ({ id })) };
  });
  const handler = measuredHandler(settings, sink);
  const handle: Handle = (batch) => {
    sent = [];
    return handler(batch);
  };
  const results: (readonly AuditEvent[])[] = [];
  for (const batch of batches) {
    await handle(batch);
    results.push(sent.map(({ eventData }) => JSON.parse(eventData) as AuditEvent));
  }
  return { handle, results };
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
