import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { RefusedMessage } from "../delivery/breaker";
import type { Reject } from "../delivery/deadLetters";
import type { OutgoingEvent } from "../delivery/deduplicate";
import type { Delivery } from "../delivery/deliver";
import { isSuspect, type Received } from "../delivery/isolate";
import type { Rejection } from "../delivery/rejection";
import { notSent } from "../delivery/verdicts";
import { entryOf } from "../mapping/auditEvent";
import { parseEnvelope } from "../mapping/envelope";
import { type MapResult, mapEvents } from "../mapping/mapping";
import type { MapSettings } from "../mapping/mapSettings";
import { findVendor } from "../vendors";
import type { InvocationCounts } from "./metrics";

/** The parts of an SQS message that the forwarder uses. */
export interface Message extends Received, RefusedMessage {
  readonly body: string;
}

/** A message for the dead-letter queue. */
export type MessageReject = Reject & { readonly message: Message };

/** Returns the messages of a batch. Records without an id are skipped: they cannot be reported and do not come from SQS. */
export function messagesOf(event: SQSEvent): readonly Message[] {
  const records: readonly Partial<SQSRecord>[] = Array.isArray(event?.Records) ? event.Records : [];
  const messages: Message[] = [];
  for (const record of records) {
    if (typeof record?.messageId === "string") {
      messages.push({
        messageId: record.messageId,
        body: typeof record.body === "string" ? record.body : "",
        receiveCount: Number(record.attributes?.ApproximateReceiveCount) || 1,
        sentAt: Number(record.attributes?.SentTimestamp),
        firstReceivedAt: Number(record.attributes?.ApproximateFirstReceiveTimestamp),
      });
    }
  }
  return messages;
}

/** The mapped messages of a batch. */
export interface MappedBatch {
  readonly events: readonly OutgoingEvent<Message>[];
  readonly rejects: readonly MessageReject[];
  readonly counts: Pick<
    InvocationCounts,
    "Truncated" | "Redacted" | "UnknownKinds" | "UnexpectedTypes" | "StreamChanges"
  >;
  /** The time of the oldest event, in the format of audit events; empty if there is none. */
  readonly oldestEventTime: string;
}

/**
 * Maps every message to the events to send, or to a reject. If one of a message's audit events is rejected, the whole message is, and none
 * of its events is sent: the dead letter contains them all.
 * @throws Error if the configured mapping has a mistake; no message makes it throw
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

/** The outcome of the messages whose events were sent. */
export interface Outcome {
  /** Number of messages whose audit events are all stored; of equal events, the first counts. */
  readonly accepted: number;
  /** Number of messages whose audit events are all stored but were also in another message. */
  readonly deduplicated: number;
  readonly rejects: readonly MessageReject[];
  readonly retried: readonly Message[];
  /** For each retried message that the circuit breaker keeps back, its error code. */
  readonly halted: readonly string[];
  /** For each retried event, its error code. */
  readonly codes: readonly string[];
}

/** Decides about messages that were not accepted. */
export interface Patience {
  /** Reports whether the circuit breaker keeps back a message that the sink refused. */
  readonly keepsBack: (message: Message) => boolean;
  /** The number of receives after which SQS moves a message to the dead-letter queue. */
  readonly maximumReceiveCount: number;
}

/**
 * Derives each message's outcome from the verdicts on its events: retried if one of them may still be accepted, else rejected if one was
 * refused permanently, else done. A retried message sends all its events again. At its last receive a message is rejected with the latest
 * reason: otherwise SQS would move it to the dead-letter queue without one.
 */
export function settle(
  events: readonly OutgoingEvent<Message>[],
  { verdicts }: Pick<Delivery, "verdicts">,
  { keepsBack, maximumReceiveCount }: Patience,
): Outcome {
  const ends = new Map<Message, MessageEnd>();
  for (const { entry, messages } of events) {
    const verdict = verdicts.get(entry) ?? notSent;
    for (const [index, message] of messages.entries()) {
      const end = ends.get(message) ?? { isFirst: false };
      ends.set(message, end);
      end.isFirst ||= index === 0;
      if (verdict.status === "accepted") {
        continue;
      }
      if (verdict.status !== "permanent" && index === 0) {
        end.codes = [...(end.codes ?? []), verdict.code];
      }
      end[verdict.status] ??= rejectOf(message, verdict.code, verdict.message, entry.id);
    }
  }
  const outcome = { accepted: 0, deduplicated: 0, rejects: [] as MessageReject[], retried: [] as Message[] };
  const [codes, halted]: [string[], string[]] = [[], []];
  for (const [message, { isFirst, retryable, halted: refused, permanent, codes: own = [] }] of ends) {
    const isLast = message.receiveCount >= maximumReceiveCount;
    const unfinished = retryable ?? (refused !== undefined && keepsBack(message) ? refused : undefined);
    const reject = unfinished ?? refused ?? permanent;
    if (unfinished !== undefined && !isLast) {
      outcome.retried.push(message);
      codes.push(...own);
      if (retryable === undefined) {
        halted.push(unfinished.errorCode);
      }
    } else if (reject !== undefined) {
      outcome.rejects.push(reject);
    } else {
      outcome.accepted += isFirst ? 1 : 0;
      outcome.deduplicated += isFirst ? 0 : 1;
    }
  }
  return { ...outcome, codes, halted };
}

/** The outcome of a message while verdicts are collected; keeps the first of each kind. */
interface MessageEnd {
  /** True if it is the first message of at least one of its events. */
  isFirst: boolean;
  retryable?: MessageReject;
  halted?: MessageReject;
  permanent?: MessageReject;
  /** The codes of its events that may be accepted later. */
  codes?: readonly string[];
}

function rejectOf(message: Message, errorCode: string, reason: string, eventId?: string): MessageReject {
  return { message, body: message.body, errorCode, reason, eventId, attempt: message.receiveCount };
}
