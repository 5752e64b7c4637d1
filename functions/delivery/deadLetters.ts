import type { MessageAttributeValue, SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import { cutText } from "../limits/cut";
import { sqsLimits } from "../limits/limits";
import { sqsBatches } from "./sqsBatches";

/** A message that failed permanently, and the reason. */
export interface Reject {
  /** The original message's body. */
  readonly body: string;
  readonly errorCode: string;
  /** One sentence, or AWS's own message. */
  readonly reason: string;
  /** The id of the audit event, if the message was mapped that far. */
  readonly eventId?: string;
  /** The message's receive count. */
  readonly attempt: number;
}

/** The origin of the messages; both fields become message attributes. */
export interface Origin {
  /** The key of the integration. */
  readonly integration: string;
  /** The vendor's name. */
  readonly vendor: string;
}

/** Makes one SendMessageBatch call to the dead-letter queue; returns the ids of the accepted entries. */
export type SendToDeadLetters = (
  entries: readonly SendMessageBatchRequestEntry[],
  abortSignal: AbortSignal,
) => Promise<readonly string[]>;

/**
 * Sends messages to the dead-letter queue: the original body, with the reason in message attributes. Returns those that were sent; the
 * caller handles the rest. Never throws.
 */
export async function sendRejects<T extends Reject>(
  rejects: readonly T[],
  origin: Origin,
  send: SendToDeadLetters,
  abortSignal: AbortSignal,
): Promise<ReadonlySet<T>> {
  const sent = new Set<T>();
  const messages = rejects.map((reject, index) => toMessage(reject, origin, String(index)));
  for (const batch of sqsBatches(messages, messageBytes)) {
    try {
      for (const id of abortSignal.aborted ? [] : await send(batch, abortSignal)) {
        const reject = rejects[Number(id)];
        if (reject !== undefined) {
          sent.add(reject);
        }
      }
    } catch {
      // These messages remain unsent; another batch may still succeed.
    }
  }
  return sent;
}

/** Builds the message to send. Attributes count towards its size: with the largest bodies, the less important ones are left out. */
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
    // SQS refuses empty attributes.
    if (value.StringValue !== "" && bytes <= sqsLimits.bytes) {
      kept[name] = value;
    }
  }
  return { Id: id, MessageBody: reject.body, MessageAttributes: kept };
}

/** Maximum length of an attribute in characters; longer reasons add no information. */
const longestText = 1024;

/**
 * Builds a text attribute without the characters that SQS refuses.
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
