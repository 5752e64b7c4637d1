import { isJsonObject } from "../../functions/mapping/values/json";
import { type AwsError, awsError, isAwsError } from "../awsError";
import type { HttpRequest } from "../http";
import { requestLimits } from "./limits";
import { isChannelId, parseChannelArn } from "./options";

export interface CallParameters {
  /** The channel's ARN, or its ID. */
  readonly channelArn: string;
  readonly externalId?: string;
}

export interface AuditEventEntry {
  readonly id: string;
  readonly eventData: string;
  readonly eventDataChecksum?: string;
}

/** Reads the query string (Data Service API Reference, PutAuditEvents, "URI Request Parameters" and "Errors"). */
export function readParameters(target: string): CallParameters | AwsError {
  const at = target.indexOf("?");
  const query = new URLSearchParams(at < 0 ? "" : target.slice(at + 1));
  // The API has no list parameters, so a second value is a mistake whose outcome no document promises.
  const repeated = ["channelArn", "externalId"].find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) return validation(repeated, "Member must be given once");

  const channelArn = query.get("channelArn");
  if (channelArn === null) return validation("channelArn", "Member must not be null");
  if (parseChannelArn(channelArn) === undefined && !isChannelId(channelArn)) {
    return awsError(
      "InvalidChannelARN",
      `The specified channel ARN is not a valid channel ARN: '${channelArn.slice(0, 256)}'.`,
    );
  }
  const externalId = query.get("externalId") ?? undefined;
  if (externalId === undefined) return { channelArn };
  const { minimumCharacters, maximumCharacters, pattern } = requestLimits.externalId;
  if (externalId.length < minimumCharacters || externalId.length > maximumCharacters) {
    return validation("externalId", `Member must have ${minimumCharacters} to ${maximumCharacters} characters`);
  }
  if (!pattern.test(externalId)) return validation("externalId", `Member must satisfy the pattern ${pattern.source}`);
  return { channelArn, externalId };
}

/**
 * Reads the body and refuses the call as a whole where it must; the events' content is checked later.
 * Sources: Data Service API Reference, PutAuditEvents and AuditEvent; Smithy documentation, AWS restJson1 protocol tests.
 */
export function readBody({ headers, body }: HttpRequest): readonly AuditEventEntry[] | AwsError {
  const mediaType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    return awsError("UnsupportedMediaTypeException", "The content type must be application/json.", 415);
  }
  const document = parseJson(body);
  if (document === undefined) {
    return awsError("SerializationException", "The body is not a JSON object in UTF-8.");
  }
  const surplus = Object.keys(document).find((name) => name !== "auditEvents");
  if (surplus !== undefined) return validation(surplus.slice(0, 128), "Member is not known");
  const { auditEvents } = document;
  if (auditEvents === undefined || auditEvents === null) return validation("auditEvents", "Member must not be null");
  if (!Array.isArray(auditEvents)) return validation("auditEvents", "Member must be a list");
  const { minimum, maximum } = requestLimits.events;
  if (auditEvents.length < minimum || auditEvents.length > maximum) {
    return validation("auditEvents", `Member must have ${minimum} to ${maximum} items, and has ${auditEvents.length}`);
  }
  const entries: AuditEventEntry[] = [];
  for (const [index, item] of auditEvents.entries()) {
    const entry = readEntry(`auditEvents.${index + 1}.member`, item);
    if (isAwsError(entry)) return entry;
    entries.push(entry);
  }
  const ids = new Set(entries.map(({ id }) => id));
  if (ids.size === entries.length) return entries;
  return awsError("DuplicatedAuditEventId", "Two or more entries in the request have the same event ID.");
}

function validation(path: string, constraint: string): AwsError {
  const message = `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`;
  return awsError("ValidationException", message);
}

function parseJson(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    return isJsonObject(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

const entryMembers = ["id", "eventData", "eventDataChecksum"];

function readEntry(path: string, item: unknown): AuditEventEntry | AwsError {
  if (!isJsonObject(item)) return validation(path, "Member must be a structure");
  // The services' JSON protocols skip members they do not know; one here is most likely a misspelt one.
  const surplus = Object.keys(item).find((name) => !entryMembers.includes(name));
  if (surplus !== undefined) return validation(`${path}.${surplus.slice(0, 128)}`, "Member is not known");
  const { id, eventData, eventDataChecksum } = item;
  const { maximumCharacters, pattern } = requestLimits.id;
  for (const [name, value] of Object.entries({ id, eventData })) {
    if (value === undefined || value === null) return validation(`${path}.${name}`, "Member must not be null");
  }
  if (typeof id !== "string") return validation(`${path}.id`, "Member must be a string");
  if (typeof eventData !== "string") return validation(`${path}.eventData`, "Member must be a string");
  if (id.length === 0 || id.length > maximumCharacters) {
    return validation(`${path}.id`, `Member must have 1 to ${maximumCharacters} characters`);
  }
  if (!pattern.test(id)) return validation(`${path}.id`, `Member must satisfy the pattern ${pattern.source}`);
  if (eventDataChecksum === undefined) return { id, eventData };
  if (typeof eventDataChecksum !== "string") return validation(`${path}.eventDataChecksum`, "Member must be a string");
  return { id, eventData, eventDataChecksum };
}
