import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { toUSVString } from "node:util";
import { isJsonObject, type JsonObject } from "../../functions/mapping/values/json";
import { eventBytes, eventDepth, eventFields, type FieldRule, requestLimits } from "./limits";

/** Reason why an event cannot be ingested, with a code of ResultErrorEntry. */
interface EventError {
  readonly errorCode: EventErrorCode;
  readonly errorMessage: string;
}

type EventErrorCode = "InvalidChecksum" | "FieldNotFound" | "InvalidData" | "FieldTooLong" | "InvalidRecipient";

/**
 * Checks one event against CloudTrail's event schema. Where the document is silent, the check is strict: no unknown keys, nulls or empty strings,
 * times to the second. The reported code is the first of: checksum, missing field, wrong content, length, recipient.
 * Sources: AWS CloudTrail User Guide, "CloudTrail Lake integrations event schema"; Data Service API Reference, AuditEvent, ResultErrorEntry.
 * @param checksum base64 of the SHA-256 of `eventData` in UTF-8, if the caller sent one
 * @param ownerAccountId the account that owns the channel
 */
export function checkEventData(
  eventData: string,
  checksum: string | undefined,
  ownerAccountId: string,
): EventError | undefined {
  if (checksum !== undefined && checksum !== createHash("sha256").update(eventData).digest("base64")) {
    return eventError("InvalidChecksum", ["eventDataChecksum is not the base64 SHA-256 of eventData"]);
  }
  const bytes = Buffer.byteLength(eventData);
  if (bytes > eventBytes) {
    return eventError("FieldTooLong", [`eventData has ${bytes} bytes; an event may have ${eventBytes}`]);
  }
  const event = parseObject(eventData);
  if (event === undefined) return eventError("InvalidData", ["eventData is not a JSON object"]);
  const unsound = findUnsound(event, mayHoldLoneSurrogate(eventData));
  if (unsound !== undefined) return eventError("InvalidData", [unsound]);

  const problems = checkFields("", event, eventFields);
  for (const code of ["FieldNotFound", "InvalidData", "FieldTooLong"] as const) {
    const messages = problems.filter((problem) => problem.code === code).map((problem) => problem.message);
    if (messages.length > 0) return eventError(code, messages);
  }
  return event.recipientAccountId === ownerAccountId
    ? undefined
    : eventError("InvalidRecipient", [`recipientAccountId must be ${ownerAccountId}, which owns the channel`]);
}

interface FieldProblem {
  readonly code: "FieldNotFound" | "InvalidData" | "FieldTooLong";
  readonly message: string;
}

function eventError(errorCode: EventErrorCode, messages: readonly string[]): EventError {
  const message = messages.join("; ");
  const { maximumCharacters } = requestLimits.errorMessage;
  return {
    errorCode,
    errorMessage: message.length <= maximumCharacters ? message : `${message.slice(0, maximumCharacters - 3)}...`,
  };
}

/** Of a repeated name the last value counts, as in most parsers (RFC 8259, section 4). No document of AWS says how it reads one. */
function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A lone surrogate has no UTF-8 form. It can only originate in the text itself or in an escape in it. */
function mayHoldLoneSurrogate(text: string): boolean {
  return /\\u[dD][89a-fA-F]/.test(text) || toUSVString(text) !== text;
}

/** Checks all keys and values, without recursion, for a lone surrogate or excessive nesting. */
export function findUnsound(event: JsonObject, checkText: boolean): string | undefined {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: event, depth: 1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") {
      if (checkText && toUSVString(value) !== value)
        return "eventData holds half of a surrogate pair, which is no text";
    } else if (typeof value === "object" && value !== null) {
      if (depth > eventDepth) return `eventData nests deeper than ${eventDepth} levels`;
      for (const member of Object.values(value)) pending.push({ value: member, depth: depth + 1 });
      if (checkText && !Array.isArray(value)) {
        for (const key of Object.keys(value)) pending.push({ value: key, depth });
      }
    }
  }
  return undefined;
}

function checkFields(
  prefix: string,
  object: JsonObject,
  rules: Readonly<Record<string, FieldRule>>,
): readonly FieldProblem[] {
  const unknown = Object.keys(object)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name): FieldProblem => invalid(`${prefix}${name.slice(0, 128)}`, "is not a field of the event schema"));
  const known = Object.entries(rules).flatMap(([name, rule]): readonly FieldProblem[] => {
    const path = `${prefix}${name}`;
    if (!Object.hasOwn(object, name)) {
      return rule.required ? [{ code: "FieldNotFound", message: `${path} is required` }] : [];
    }
    const value = object[name];
    if (rule.kind === "structure") {
      return isJsonObject(value) ? checkFields(`${path}.`, value, rule.fields) : [invalid(path, "must be an object")];
    }
    const problem = checkValue(path, value, rule);
    return problem === undefined ? [] : [problem];
  });
  return [...unknown, ...known];
}

function invalid(path: string, message: string): FieldProblem {
  return { code: "InvalidData", message: `${path} ${message}` };
}

function checkValue(
  path: string,
  value: unknown,
  rule: Exclude<FieldRule, { readonly kind: "structure" }>,
): FieldProblem | undefined {
  switch (rule.kind) {
    case "text":
      if (typeof value !== "string" || value === "") return invalid(path, "must be a string that is not empty");
      return value.length <= rule.maximumCharacters
        ? undefined
        : tooLong(path, value.length, rule.maximumCharacters, "characters");
    case "object":
      if (!isJsonObject(value)) return invalid(path, "must be a JSON object");
      return rule.maximumBytes === undefined ? undefined : checkBytes(path, value, rule.maximumBytes);
    case "time":
      return isTime(value) ? undefined : invalid(path, "must be a UTC time of the form yyyy-MM-ddTHH:mm:ssZ");
    case "ipAddress":
      // Node accepts a zone such as fe80::1%eth0 as part of an address; a zone has no meaning on another machine.
      return typeof value === "string" && isIP(value) !== 0 && !value.includes("%")
        ? undefined
        : invalid(path, "must be an IPv4 or IPv6 address");
    case "accountId":
      return typeof value === "string" && /^\d{12}$/.test(value)
        ? undefined
        : invalid(path, "must be a string of 12 digits");
  }
}

function checkBytes(path: string, value: JsonObject, maximum: number): FieldProblem | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes <= maximum ? undefined : tooLong(path, bytes, maximum, "bytes");
}

function tooLong(path: string, length: number, maximum: number, unit: string): FieldProblem {
  return { code: "FieldTooLong", message: `${path} has ${length} ${unit}; it may have ${maximum}` };
}

/** The form in AWS's own examples; the day and the hour must exist. */
function isTime(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value.replace("Z", ".000Z");
}
