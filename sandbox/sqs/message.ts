import { createHash } from "node:crypto";
import { wholeNumber } from "../dynamoDb/values";

/** One message attribute, with the member names of the SQS API. The sandbox supports texts and numbers, but no binary values. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export interface OutgoingMessage {
  readonly body: string;
  readonly messageAttributes?: MessageAttributes;
  /** The ARN of the sending role or the name of the sending service, for the `SenderId` attribute. */
  readonly senderId?: string;
}

/** Returns the size that SQS limits: body and attributes in UTF-8 bytes. */
export function messageSize(message: Pick<OutgoingMessage, "body" | "messageAttributes">): number {
  let size = Buffer.byteLength(message.body);
  for (const [name, attribute] of Object.entries(message.messageAttributes ?? {})) {
    size += Buffer.byteLength(name + attribute.DataType + attribute.StringValue);
  }
  return size;
}

export function md5OfBody(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/** Throws SendMessage's `SqsError` for a body or attributes that break its rules; sizes are checked elsewhere. */
export function checkMessage(message: OutgoingMessage): void {
  if (message.body.length === 0) {
    throw new SqsError("MissingParameter", "The request must contain the parameter MessageBody.");
  }
  const attributes = Object.entries(message.messageAttributes ?? {});
  if (attributes.length > queueLimits.maximumMessageAttributes) {
    throw invalid(`Number of message attributes [${attributes.length}] exceeds the allowed maximum [10].`);
  }
  for (const [name, attribute] of attributes) {
    checkAttribute(name, attribute);
  }
}

/** Replaces characters that SQS does not store with U+FFFD (Amazon SQS API Reference, SendMessage). */
export function storableBody(body: string): string {
  const stored = storable(body);
  if (stored !== body && /^\ufffd*$/.test(stored)) {
    throw new SqsError("InvalidMessageContents", "The message contains characters outside the allowed set.");
  }
  return stored;
}

function storable(text: string): string {
  return text.replace(unstorable, "\ufffd");
}

const unstorable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Amazon SQS Developer Guide, "Amazon SQS message metadata", Message attribute components; API Reference, MessageAttributeValue. */
function checkAttribute(name: string, { DataType, StringValue }: MessageAttribute): void {
  if (!/^(?!aws\.|amazon\.)(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i.test(name)) {
    throw invalid(`The message attribute name '${name.slice(0, 256)}' has another form than SQS allows.`);
  }
  if (!/^(String|Number)(\..+)?$/.test(DataType) || DataType.length > 256) {
    throw invalid(
      `The message attribute '${name}' has an invalid message attribute type; the sandbox supports String and Number, with a label or without.`,
    );
  }
  if (StringValue === "" || storable(StringValue) !== StringValue) {
    throw invalid(`The message attribute '${name}' must contain a non-empty value of allowed characters.`);
  }
  if (DataType.startsWith("Number") && !wholeNumber.test(StringValue)) {
    throw invalid(
      `Can't cast the value of message (user) attribute '${name}' to a whole number; the sandbox supports no others.`,
    );
  }
}

function invalid(message: string): SqsError {
  return new SqsError("InvalidParameterValue", message);
}

/**
 * Limits of a standard queue: sizes in bytes, times in seconds.
 * Sources: "Amazon SQS Developer Guide, Amazon SQS message quotas" and "Amazon SQS standard queue quotas"; "Amazon SQS API
 * Reference, SetQueueAttributes, SendMessageBatch, ReceiveMessage, ChangeMessageVisibility".
 */
export const queueLimits = {
  /** Body and attributes together. */
  maximumMessageSize: 1_048_576,
  /** All messages of one batch request together. */
  maximumBatchSize: 1_048_576,
  maximumBatchEntries: 10,
  batchEntryIdPattern: /^[A-Za-z0-9_-]{1,80}$/,
  maximumMessageAttributes: 10,
  maximumVisibilityTimeout: 43_200,
  maximumWaitTime: 20,
} as const;

/** Defaults of a queue (Amazon SQS API Reference, CreateQueue). */
export const queueDefaults = {
  visibilityTimeout: 30,
  messageRetentionPeriod: 345_600,
  maximumMessageSize: 262_144,
} as const;

/**
 * An error of SQS: the code of the JSON protocol, and the older query protocol's code for the `x-amzn-query-error` header.
 * Source: "Amazon SQS API Reference", the Errors section of each action and "Common Error Types".
 */
export class SqsError extends Error {
  override readonly name = "SqsError";

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** For example `AWS.SimpleQueueService.EmptyBatchRequest`. */
  get queryCode(): string {
    return queryCodes[this.code] ?? this.code;
  }
}

const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  AccessDeniedException: "AccessDenied",
  ...Object.fromEntries(
    [
      "BatchEntryIdsNotDistinct",
      "BatchRequestTooLong",
      "EmptyBatchRequest",
      "InvalidBatchEntryId",
      "TooManyEntriesInBatchRequest",
      "MessageNotInflight",
    ].map((code) => [code, `AWS.SimpleQueueService.${code}`]),
  ),
};
