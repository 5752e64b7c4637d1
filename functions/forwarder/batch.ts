import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { Reject } from "../delivery/deadLetters";
import type { OutgoingEvent } from "../delivery/deduplicate";
import type { Delivery } from "../delivery/deliver";
import { isSuspect, type Received } from "../delivery/isolate";
import { entryOf } from "../mapping/auditEvent";
import { parseEnvelope } from "../mapping/envelope";
import { type MapResult, mapEvent } from "../mapping/mapping";
import type { MapSettings } from "../mapping/mapSettings";
import { findVendor } from "../vendors";

/** An SQS message, as far as it matters. */
export interface Message extends Received {
  readonly body: string;
}

/** A message to park. */
export type MessageReject = Reject & { readonly message: Message };

/** The batch's messages. What has no id cannot be reported and is no message of SQS. */
export function messagesOf(event: SQSEvent): readonly Message[] {
  const records: readonly Partial<SQSRecord>[] = Array.isArray(event?.Records) ? event.Records : [];
  const messages: Message[] = [];
  for (const record of records) {
    if (typeof record?.messageId === "string") {
      messages.push({
        messageId: record.messageId,
        body: typeof record.body === "string" ? record.body : "",
        receiveCount: Number(record.attributes?.ApproximateReceiveCount) || 1,
      });
    }
  }
  return messages;
}

/** What the messages of a batch hold. */
export interface MappedBatch {
  readonly events: readonly OutgoingEvent<Message>[];
  readonly rejects: readonly MessageReject[];
  /** Events of which something was cut. */
  readonly truncated: number;
  /** Events of which something was taken out as a secret. */
  readonly redacted: number;
  /** Events of a kind that the mapping does not know. */
  readonly unknownKinds: number;
  /** Events with values of another type than the mapping expects. */
  readonly unexpectedTypes: number;
  /** Events that tell of the vendor's own stream being stopped. */
  readonly streamChanges: number;
  /** The time of the oldest event, as audit events write it; empty where there is none. */
  readonly oldestEventTime: string;
}

/** Maps every message: to an event to send, or to a reject. */
export function mapBatch(messages: readonly Message[], settings: MapSettings): MappedBatch {
  const events: OutgoingEvent<Message>[] = [];
  const rejects: MessageReject[] = [];
  const counts = { truncated: 0, redacted: 0, unknownKinds: 0, unexpectedTypes: 0, streamChanges: 0 };
  let oldestEventTime = "";
  const streamEvents = findVendor(settings.vendor)?.streamEvents ?? [];
  for (const message of messages) {
    const result = mapBody(message.body, settings);
    if (result.status === "rejected") {
      rejects.push(rejectOf(message, result.code, result.reason));
      continue;
    }
    counts.truncated += result.truncated.length > 0 ? 1 : 0;
    counts.redacted += result.redacted.length > 0 ? 1 : 0;
    counts.unknownKinds += result.drift.unknownKind ? 1 : 0;
    counts.unexpectedTypes += result.drift.unexpectedTypes > 0 ? 1 : 0;
    counts.streamChanges += streamEvents.includes(result.event.eventName) ? 1 : 0;
    if (oldestEventTime === "" || result.event.eventTime < oldestEventTime) {
      oldestEventTime = result.event.eventTime;
    }
    const { id, eventData, eventDataBytes } = result;
    events.push({ entry: entryOf(id, eventData), eventDataBytes, messages: [message], apart: isSuspect(message) });
  }
  return { events, rejects, oldestEventTime, ...counts };
}

function mapBody(body: string, settings: MapSettings): MapResult {
  const envelope = parseEnvelope(body);
  return "detail" in envelope ? mapEvent(envelope, settings) : envelope;
}

/** What became of the events that were sent. */
export interface Outcome {
  /** Events. */
  readonly accepted: number;
  /** Messages beside the first of each accepted event. */
  readonly deduplicated: number;
  readonly rejects: readonly MessageReject[];
  readonly retried: readonly Message[];
  /** The error code of each event that is retried. */
  readonly codes: readonly string[];
}

/** What the verdicts on the events mean for the messages that brought them. */
export function settle(events: readonly OutgoingEvent<Message>[], { verdicts }: Delivery): Outcome {
  const rejects: MessageReject[] = [];
  const retried: Message[] = [];
  const codes: string[] = [];
  let accepted = 0;
  let deduplicated = 0;
  for (const { entry, messages } of events) {
    const verdict = verdicts.get(entry) ?? { status: "retryable", code: "NotSent" };
    if (verdict.status === "accepted") {
      accepted += 1;
      deduplicated += messages.length - 1;
    } else if (verdict.status === "permanent") {
      const { code, message: reason } = verdict;
      rejects.push(...messages.map((message) => rejectOf(message, code, reason, entry.id)));
    } else {
      retried.push(...messages);
      codes.push(verdict.code);
    }
  }
  return { accepted, deduplicated, rejects, retried, codes };
}

function rejectOf(message: Message, errorCode: string, reason: string, eventId?: string): MessageReject {
  return { message, body: message.body, errorCode, reason, eventId, attempt: message.receiveCount };
}
