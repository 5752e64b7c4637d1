import type { MessageAttribute, MessageAttributes, OutgoingMessage } from "./message";
import { SqsError } from "./sqsError";

/** The members of a request, not yet known to be of the right types. */
export type SqsInput = Readonly<Record<string, unknown>>;

/** The message that SendMessage, or an entry of SendMessageBatch, asks to send. */
export function outgoingMessage(input: SqsInput): OutgoingMessage {
  const delaySeconds = optionalInteger(input, "DelaySeconds");
  return {
    body: optionalString(input, "MessageBody") ?? "",
    messageAttributes: messageAttributes(input.MessageAttributes),
    ...(delaySeconds !== undefined && { delaySeconds }),
  };
}

/** A member that must be a text and not empty. */
export function requiredString(input: SqsInput, member: string): string {
  const value = optionalString(input, member);
  if (value === undefined || value === "") {
    throw new SqsError("MissingParameter", `The request must contain the parameter ${member}.`);
  }
  return value;
}

/** A member that must be a text where it is given. */
export function optionalString(input: SqsInput, member: string): string | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && typeof value !== "string") {
    throw wrongType(member, "a string");
  }
  return value;
}

/** A member that must be an integer where it is given. */
export function optionalInteger(input: SqsInput, member: string): number | undefined {
  const value = input[member] ?? undefined;
  if (value !== undefined && !Number.isInteger(value)) {
    throw wrongType(member, "an integer");
  }
  return value as number | undefined;
}

/** An integer within bounds, which the refusal names. */
export function integerBetween(value: number, member: string, minimum: number, maximum: number): number {
  if (value < minimum || value > maximum) {
    throw new SqsError(
      "InvalidParameterValue",
      `Value ${value} for parameter ${member} is invalid. Reason: Must be between ${minimum} and ${maximum}, if provided.`,
    );
  }
  return value;
}

/** A member that must be a list of texts; empty where it is not given. */
export function stringList(input: SqsInput, member: string): readonly string[] {
  const value = input[member] ?? [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== "string")) {
    throw wrongType(member, "a list of strings");
  }
  return value;
}

/** The entries of a batch request, each an object. */
export function batchEntries(input: SqsInput): readonly SqsInput[] {
  const value = input.Entries ?? [];
  if (!Array.isArray(value) || value.some((entry) => !isObject(entry))) {
    throw wrongType("Entries", "a list of objects");
  }
  return value;
}

function messageAttributes(value: unknown): MessageAttributes {
  if (value === undefined || value === null) {
    return {};
  }
  if (!isObject(value) || !Object.values(value).every(isObject)) {
    throw wrongType("MessageAttributes", "a map of objects");
  }
  return value as Readonly<Record<string, MessageAttribute>>;
}

function isObject(value: unknown): value is SqsInput {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrongType(member: string, expected: string): SqsError {
  return new SqsError("InvalidParameterValue", `The value of ${member} is invalid. It must be ${expected}.`);
}
