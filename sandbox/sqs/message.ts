import { createHash } from "node:crypto";

/** One message attribute, with the member names of the SQS API. `BinaryValue` is base64. */
interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export interface OutgoingMessage {
  readonly body: string;
  readonly messageAttributes?: MessageAttributes;
  /** The ARN of the role or the name of the service that sent it, for the `SenderId` attribute. */
  readonly senderId?: string;
}

/** The size that SQS limits: body and attributes in UTF-8 bytes. */
export function messageSize(message: Pick<OutgoingMessage, "body" | "messageAttributes">): number {
  let size = Buffer.byteLength(message.body);
  for (const [name, attribute] of Object.entries(message.messageAttributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length;
  }
  return size;
}

export function md5OfBody(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/**
 * The MD5 of attributes sorted by name: each one's name, type, kind of value (one byte) and value, with the length before each part in
 * four bytes. Source: "Amazon SQS Developer Guide, Amazon SQS message metadata, Calculating the MD5 message digest".
 */
export function md5OfMessageAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) {
    return undefined;
  }
  const hash = createHash("md5");
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name] as MessageAttribute;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    hash.update(Buffer.from([isBinary(attribute) ? 2 : 1]));
    add(valueBytes(attribute));
  }
  return hash.digest("hex");
}

/** Throws the `SqsError` with which SendMessage refuses a body or attributes that break its rules; sizes apart. */
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

/** Replaces characters that SQS does not store by U+FFFD (Amazon SQS API Reference, SendMessage). */
export function storableBody(body: string): string {
  const stored = body.replace(unstorable, "\ufffd");
  if (stored !== body && /^\ufffd*$/.test(stored)) {
    throw new SqsError("InvalidMessageContents", "The message contains characters outside the allowed set.");
  }
  return stored;
}

const unstorable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function checkAttribute(name: string, attribute: MessageAttribute): void {
  const value = isBinary(attribute) ? attribute.BinaryValue : attribute.StringValue;
  if (typeof value !== "string" || value.length === 0) {
    throw invalid(
      `The message attribute '${name}' must contain a non-empty value for the type '${attribute.DataType}'.`,
    );
  }
}

function isBinary(attribute: MessageAttribute): boolean {
  return attribute.DataType.startsWith("Binary");
}

function valueBytes(attribute: MessageAttribute): Buffer {
  return isBinary(attribute)
    ? Buffer.from(attribute.BinaryValue ?? "", "base64")
    : Buffer.from(attribute.StringValue ?? "");
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
 * A refusal by SQS: the code of the JSON protocol, and of the older query protocol for the `x-amzn-query-error` header.
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
