import type { MessageAttributeValue, SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import { cutText } from "../limits/cut";
import { sqsLimits } from "../limits/limits";
import { sqsBatches } from "./sqsBatches";

/** A message that failed for good, and the reason. */
export interface Reject {
  /** The original message's body. */
  readonly body: string;
  readonly errorCode: string;
  /** In one sentence, or in AWS's own words. */
  readonly reason: string;
  /** The audit event's id, where it got that far. */
  readonly eventId?: string;
  /** How often the message had been received. */
  readonly attempt: number;
}

/** Whose messages they are; both become attributes. */
export interface Origin {
  /** The key of the integration. */
  readonly integration: string;
  /** The vendor's name. */
  readonly vendor: string;
}

/** Makes one call of SendMessageBatch to the dead-letter queue; answers with the ids of the entries that were taken. */
export type SendToDeadLetters = (
  entries: readonly SendMessageBatchRequestEntry[],
  abortSignal: AbortSignal,
) => Promise<readonly string[]>;

/**
 * Parks messages in the dead-letter queue: the original body, with the reason in message attributes. Returns those that are
 * parked; what could not be is left to the caller. Nothing throws.
 */
export async function parkRejects<T extends Reject>(
  rejects: readonly T[],
  origin: Origin,
  send: SendToDeadLetters,
  abortSignal: AbortSignal,
): Promise<ReadonlySet<T>> {
  const parked = new Set<T>();
  const messages = rejects.map((reject, index) => toMessage(reject, origin, String(index)));
  for (const batch of sqsBatches(messages, messageBytes)) {
    try {
      for (const id of abortSignal.aborted ? [] : await send(batch, abortSignal)) {
        const reject = rejects[Number(id)];
        if (reject !== undefined) {
          parked.add(reject);
        }
      }
    } catch {
      // They stay unparked; another batch may still get through.
    }
  }
  return parked;
}

/** The message to send. Attributes count towards its size: beside the largest of bodies, the less important ones go. */
function toMessage(reject: Reject, origin: Origin, id: string): SendMessageBatchRequestEntry {
  const attributes = {
    errorCode: text(reject.errorCode),
    integration: text(origin.integration),
    vendor: text(origin.vendor),
    attempt: { DataType: "Number", StringValue: String(reject.attempt) },
    eventId: text(reject.eventId ?? ""),
    reason: text(reject.reason),
  };
  const kept: Record<string, MessageAttributeValue> = {};
  let bytes = Buffer.byteLength(reject.body);
  for (const [name, value] of Object.entries(attributes)) {
    bytes += attributeBytes(name, value);
    // SQS refuses an attribute with nothing in it.
    if (value.StringValue !== "" && bytes <= sqsLimits.bytes) {
      kept[name] = value;
    }
  }
  return { Id: id, MessageBody: reject.body, MessageAttributes: kept };
}

/** Longer reasons say no more. In characters. */
const longestText = 1024;

/**
 * A text attribute, without the characters that SQS refuses.
 * Source: Amazon SQS API Reference, SendMessageBatch (the characters that a message can hold).
 */
function text(value: string): MessageAttributeValue {
  const allowed = value.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  return { DataType: "String", StringValue: cutText(allowed, longestText) };
}

function messageBytes(message: SendMessageBatchRequestEntry): number {
  return Object.entries(message.MessageAttributes ?? {}).reduce(
    (bytes, [name, value]) => bytes + attributeBytes(name, value),
    Buffer.byteLength(message.MessageBody ?? ""),
  );
}

function attributeBytes(name: string, value: MessageAttributeValue): number {
  return [name, value.DataType ?? "", value.StringValue ?? ""].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}
