import { hash } from "node:crypto";
import type { SQSEvent } from "aws-lambda";
import type { AuditEvent, AuditEventEntry } from "../../functions/mapping/auditEvent";
import { trafficOf } from "../../sandbox/traffic";
import { sqsRecords } from "../sqsRecords";

/** Makes batches of messages with made-up events of a vendor. */
export function batchesOf(vendor: string, batches: number, batchSize: number): readonly SQSEvent[] {
  const traffic = trafficOf(vendor);
  const end = Date.parse("2026-11-20T12:00:00Z");
  const details = [...(traffic?.events({ count: batchSize * batches, seed: 1, end }) ?? [])];
  const around = { detailType: traffic?.detailType ?? "", time: end };
  const records = sqsRecords(details, `aws.partner/example.com/acme/${vendor}`, around);
  return Array.from({ length: batches }, (_, index) => ({
    Records: records.slice(index * batchSize, (index + 1) * batchSize),
  }));
}

/** Does the work that every forwarder must do to convert these messages to these audit events. */
export function floorOf({ Records }: SQSEvent, events: readonly AuditEvent[]): void {
  for (const { body } of Records) {
    JSON.parse(body);
  }
  send(
    events.map((event) => {
      const eventData = JSON.stringify(event);
      return { id: event.UID, eventData, eventDataChecksum: hash("sha256", eventData, "base64") };
    }),
  );
}

/** Does the work that every forwarder to CloudTrail Lake must do to send these entries. */
export function send(auditEvents: readonly AuditEventEntry[]): void {
  if (JSON.stringify({ auditEvents }).length === 0) {
    throw new Error("A request has no bytes.");
  }
}
