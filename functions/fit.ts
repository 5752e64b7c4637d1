import type { AuditEvent } from "./auditEvent";
import { listPaths } from "./clean";
import { cutObject, cutText } from "./cut";
import type { JsonObject, JsonValue } from "./json";
import { auditEventLimits, putAuditEventsLimits } from "./limits";
import { escapedBytes, jsonBytes } from "./size";

/** An audit event that is within every limit. */
export interface FittedEvent {
  readonly event: AuditEvent;
  /** The event as JSON, as it is sent. */
  readonly eventData: string;
  /** Bytes of `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** The dotted paths, in the audit event, of what had to be cut; as many as `listPaths` lists. */
  readonly truncated: readonly string[];
}

/**
 * Makes an audit event of clean values (see clean.ts) fit: its texts, its objects, and the event as a whole. `alreadyCut` are
 * paths in it of what was cut before. Where something was cut, the event says so itself:
 * `additionalEventData.truncatedFields` lists the paths, as far as there is room.
 */
export function fitAuditEvent(draft: AuditEvent, alreadyCut: readonly string[] = []): FittedEvent {
  const truncated = [...alreadyCut];
  let event = withinLengths(draft, truncated);
  let eventData = JSON.stringify(event);
  let eventDataBytes = Buffer.byteLength(eventData);
  if (truncated.length > 0 || eventDataBytes > smallestByteLimit) {
    event = withinSizes(event, truncated);
    eventData = JSON.stringify(event);
    eventDataBytes = Buffer.byteLength(eventData);
  }
  return { event, eventData, eventDataBytes, truncated: truncated.length === 0 ? truncated : sorted(truncated) };
}

const { bytes: byteLimits, characters } = auditEventLimits;

/** An event that is no larger than this as a whole is within every limit on its parts. */
const smallestByteLimit = Math.min(...Object.values(byteLimits));

/** Bytes kept free in additionalEventData for the list of what was cut. */
const noteBytes = 1_000;

/** Bytes of an entry that are not `eventData`: the names, an id of the greatest length, and the checksum. */
const entryBytes = 250;

function withinLengths(draft: AuditEvent, truncated: string[]): AuditEvent {
  const text = (name: string, value: string, limit: number): string => {
    if (value.length > limit) {
      truncated.push(name);
      return cutText(value, limit);
    }
    return value;
  };
  const optional = (name: "userAgent" | "errorCode" | "errorMessage"): string | undefined => {
    const value = draft[name];
    return value === undefined ? undefined : text(name, value, characters[name]);
  };
  const { userIdentity } = draft;
  // JSON.stringify leaves out what is undefined. The order is the schema's.
  return {
    version: text("version", draft.version, characters.version),
    userIdentity: {
      type: text("userIdentity.type", userIdentity.type, characters.userIdentityType),
      principalId: text("userIdentity.principalId", userIdentity.principalId, characters.userIdentityPrincipalId),
      details: userIdentity.details,
    },
    userAgent: optional("userAgent"),
    eventSource: text("eventSource", draft.eventSource, characters.eventSource),
    eventName: text("eventName", draft.eventName, characters.eventName),
    eventTime: draft.eventTime,
    UID: text("UID", draft.UID, characters.UID),
    requestParameters: draft.requestParameters,
    responseElements: draft.responseElements,
    errorCode: optional("errorCode"),
    errorMessage: optional("errorMessage"),
    sourceIPAddress: draft.sourceIPAddress,
    recipientAccountId: draft.recipientAccountId,
    additionalEventData: draft.additionalEventData,
  };
}

function withinSizes(event: AuditEvent, truncated: string[]): AuditEvent {
  const cut = (name: string, object: JsonObject | undefined, limit: number): JsonObject | undefined =>
    object && cutObject(object, limit, name.split("."), truncated);
  const { userIdentity } = event;
  let fitted: AuditEvent = {
    ...event,
    userIdentity: {
      ...userIdentity,
      details: cut("userIdentity.details", userIdentity.details, byteLimits.userIdentityDetails),
    },
    requestParameters: cut("requestParameters", event.requestParameters, byteLimits.requestParameters),
    responseElements: cut("responseElements", event.responseElements, byteLimits.responseElements),
    additionalEventData: cut("additionalEventData", event.additionalEventData, byteLimits.additionalEventData),
  };
  let excess = excessBytes(fitted, truncated);
  while (excess > 0) {
    fitted = withLargestCut(fitted, excess, truncated);
    excess = excessBytes(fitted, truncated);
  }
  return truncated.length === 0 ? fitted : withNote(fitted, truncated);
}

/** By how many bytes the entry that carries `event` is over the limit, the note counted in where there will be one. */
function excessBytes(event: AuditEvent, truncated: readonly string[]): number {
  const eventData = JSON.stringify(event);
  const note = truncated.length === 0 ? 0 : 2 * noteBytes;
  return escapedBytes(eventData, Buffer.byteLength(eventData)) + entryBytes + note - putAuditEventsLimits.eventBytes;
}

const cuttable = ["requestParameters", "responseElements", "additionalEventData"] as const;

/** `event` with its largest object smaller by `excess` bytes, which takes at least as many off the entry. */
function withLargestCut(event: AuditEvent, excess: number, truncated: string[]): AuditEvent {
  const known = new Map<JsonValue, number>();
  const size = (name: (typeof cuttable)[number]): number => {
    const object = event[name];
    return object === undefined ? 0 : jsonBytes(object, known);
  };
  const largest = cuttable.reduce((one, other) => (size(other) > size(one) ? other : one));
  const object = event[largest] ?? {};
  return { ...event, [largest]: cutObject(object, size(largest) - excess, [largest], truncated) };
}

/** `event` with the list of what was cut, which room is made for in additionalEventData. */
function withNote(event: AuditEvent, truncated: string[]): AuditEvent {
  const limit = byteLimits.additionalEventData - noteBytes;
  const additional = cutObject(event.additionalEventData ?? {}, limit, ["additionalEventData"], truncated) ?? {};
  const note = [...sorted(truncated)];
  const field = { truncatedFields: note };
  while (Buffer.byteLength(JSON.stringify(field)) > noteBytes) {
    note.pop();
  }
  // A vendor's own field of this name stays.
  return { ...event, additionalEventData: { ...field, ...additional } };
}

function sorted(paths: readonly string[]): readonly string[] {
  return listPaths([...new Set(paths)].sort());
}
