import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { Reject } from "../delivery/deadLetters";
import type { OutgoingEvent } from "../delivery/deduplicate";
import type { Delivery } from "../delivery/deliver";
import { isSuspect, type Received } from "../delivery/isolate";
import type { Rejection } from "../delivery/rejection";
import { entryOf } from "../mapping/auditEvent";
import { parseEnvelope } from "../mapping/envelope";
import { type MapResult, mapEvents } from "../mapping/mapping";
import type { MapSettings } from "../mapping/mapSettings";
import { findVendor } from "../vendors";
import type { InvocationCounts } from "./metrics";

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
  readonly counts: Pick<
    InvocationCounts,
    "Truncated" | "Redacted" | "UnknownKinds" | "UnexpectedTypes" | "StreamChanges"
  >;
  /** The time of the oldest event, as audit events write it; empty where there is none. */
  readonly oldestEventTime: string;
}

/**
 * Maps every message: to the events to send, or to a reject. Where one audit event of a message is rejected, the message is, and none
 * of its events is sent: the dead letter holds them all.
 * @throws Error where the configured mapping has a mistake; no message makes it throw
 */
export function mapBatch(messages: readonly Message[], settings: MapSettings): MappedBatch {
  const events: OutgoingEvent<Message>[] = [];
  const rejects: MessageReject[] = [];
  const counts = { Truncated: 0, Redacted: 0, UnknownKinds: 0, UnexpectedTypes: 0, StreamChanges: 0 };
  let oldestEventTime = "";
  const streamEvents = findVendor(settings.vendor)?.streamEvents ?? [];
  for (const message of messages) {
    const results = mapBody(message.body, settings);
    const rejection = results.find(isRejected);
    if (rejection !== undefined) {
      rejects.push(rejectOf(message, rejection.code, rejection.reason));
      continue;
    }
    for (const result of results) {
      if (result.status === "rejected") {
        continue;
      }
      counts.Truncated += result.truncated.length > 0 ? 1 : 0;
      counts.Redacted += result.redacted.length > 0 ? 1 : 0;
      counts.UnknownKinds += result.drift.unknownKind ? 1 : 0;
      counts.UnexpectedTypes += result.drift.unexpectedTypes > 0 ? 1 : 0;
      counts.StreamChanges += streamEvents.includes(result.event.eventName) ? 1 : 0;
      if (oldestEventTime === "" || result.event.eventTime < oldestEventTime) {
        oldestEventTime = result.event.eventTime;
      }
      const { id, eventData, eventDataBytes } = result;
      events.push({ entry: entryOf(id, eventData), eventDataBytes, messages: [message], apart: isSuspect(message) });
    }
  }
  return { events, rejects, oldestEventTime, counts };
}

function mapBody(body: string, settings: MapSettings): readonly MapResult[] {
  const envelope = parseEnvelope(body);
  return "detail" in envelope ? mapEvents(envelope, settings) : [envelope];
}

function isRejected(result: MapResult): result is Rejection {
  return result.status === "rejected";
}

/** The end of each message whose events were sent. */
export interface Outcome {
  /** Messages whose audit events are all stored, the first of each event. */
  readonly accepted: number;
  /** Messages all of whose audit events another message brought too, and are stored. */
  readonly deduplicated: number;
  readonly rejects: readonly MessageReject[];
  readonly retried: readonly Message[];
  /** The error code of each event that is retried. */
  readonly codes: readonly string[];
}

/**
 * Derives the end of each message from the verdicts on its events: it is retried where one of them may still be accepted, else rejected
 * where one was refused for good, and otherwise done. A message that is retried sends all of its events again.
 */
export function settle(events: readonly OutgoingEvent<Message>[], { verdicts }: Delivery): Outcome {
  const ends = new Map<Message, MessageEnd>();
  const codes: string[] = [];
  for (const { entry, messages } of events) {
    const verdict = verdicts.get(entry) ?? { status: "retryable", code: "NotSent" };
    if (verdict.status === "retryable") {
      codes.push(verdict.code);
    }
    for (const [index, message] of messages.entries()) {
      const end = ends.get(message) ?? { isRetried: false, isFirst: false };
      ends.set(message, end);
      end.isFirst ||= index === 0;
      end.isRetried ||= verdict.status === "retryable";
      if (verdict.status === "permanent") {
        end.reject ??= rejectOf(message, verdict.code, verdict.message, entry.id);
      }
    }
  }
  const rejects: MessageReject[] = [];
  const retried: Message[] = [];
  let accepted = 0;
  let deduplicated = 0;
  for (const [message, { isRetried, isFirst, reject }] of ends) {
    if (isRetried) {
      retried.push(message);
    } else if (reject !== undefined) {
      rejects.push(reject);
    } else {
      accepted += isFirst ? 1 : 0;
      deduplicated += isFirst ? 0 : 1;
    }
  }
  return { accepted, deduplicated, rejects, retried, codes };
}

/** The end of a message, as the verdicts on its events become known. */
interface MessageEnd {
  isRetried: boolean;
  /** Whether it is the first message of one of its events. */
  isFirst: boolean;
  reject?: MessageReject;
}

function rejectOf(message: Message, errorCode: string, reason: string, eventId?: string): MessageReject {
  return { message, body: message.body, errorCode, reason, eventId, attempt: message.receiveCount };
}
