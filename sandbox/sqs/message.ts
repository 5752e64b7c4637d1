import { createHash } from "node:crypto";
import { queueLimits } from "./limits";
import { SqsError } from "./sqsError";

/** One message attribute, with the member names of the SQS API. `BinaryValue` is base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** Message attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message as its sender gives it. */
export interface OutgoingMessage {
  readonly body: string;
  readonly messageAttributes?: MessageAttributes;
  /** The ARN of the role or the name of the service that sent it, for the `SenderId` attribute. */
  readonly senderId?: string;
}

/** What SQS counts against a size limit: the body and each attribute's name, type and value, in UTF-8 bytes. */
export function messageSize(message: Pick<OutgoingMessage, "body" | "messageAttributes">): number {
  let size = Buffer.byteLength(message.body);
  for (const [name, attribute] of Object.entries(message.messageAttributes ?? {})) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length;
  }
  return size;
}

/** The MD5 of a body, as hexadecimal digits. */
export function md5OfBody(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/**
 * The MD5 of a message's attributes: sorted by name, each as its name, its type, one byte for its kind of value, and its
 * value, every part with its length before it in four bytes, the most significant first.
 * Source: "Amazon SQS Developer Guide, Amazon SQS message metadata, Calculating the MD5 message digest".
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

/**
 * A body as SQS stores it: a character outside the ones it takes is replaced by U+FFFD.
 * Source: "Amazon SQS API Reference, SendMessage".
 */
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
