import type { AuditEvent } from "../mapping/auditEvent";
import type { JsonObject, JsonValue } from "../mapping/values/json";
import { listPaths } from "./clean";
import { cutObject, cutText } from "./cut";
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
 * Makes an audit event of clean values (see clean.ts), with its fields in the schema's order, fit: its texts, its objects, and the
 * event as a whole. `alreadyCut` are paths in it of what was cut before. Where something was cut, the event says so itself:
 * `additionalEventData.truncatedFields` lists the paths, as far as there is room.
 */
export function fitAuditEvent(draft: AuditEvent, alreadyCut: readonly string[] = []): FittedEvent {
  const truncated = [...alreadyCut];
  const event = withinLengths(draft, truncated);
  const eventData = JSON.stringify(event);
  const eventDataBytes = Buffer.byteLength(eventData);
  if (truncated.length === 0 && eventDataBytes <= smallestByteLimit) {
    return { event, eventData, eventDataBytes, truncated };
  }
  const parts = withinParts(event, truncated);
  if (truncated.length === 0 && excessBytes(eventData, eventDataBytes, truncated) <= 0) {
    return { event, eventData, eventDataBytes, truncated };
  }
  return cutEvent(parts, truncated);
}

const { bytes: byteLimits, characters } = auditEventLimits;

/** An event that is no larger than this as a whole is within every limit on its parts. */
const smallestByteLimit = Math.min(...Object.values(byteLimits));

/** Bytes kept free in additionalEventData for the list of what was cut. */
const noteBytes = 1_000;

/** Bytes of an entry that are not `eventData`: the names, an id of the greatest length, and the checksum. */
const entryBytes = 250;

/** `draft` with each of its texts within its own limit: itself where nothing had to be cut, as nearly always. */
function withinLengths(draft: AuditEvent, truncated: string[]): AuditEvent {
  const cutBefore = truncated.length;
  const text = (name: string, value: string, limit: number): string => {
    if (value.length <= limit) {
      return value;
    }
    truncated.push(name);
    return cutText(value, limit);
  };
  const { userIdentity } = draft;
  const version = text("version", draft.version, characters.version);
  const type = text("userIdentity.type", userIdentity.type, characters.userIdentityType);
  const principalId = text("userIdentity.principalId", userIdentity.principalId, characters.userIdentityPrincipalId);
  const userAgent = draft.userAgent && text("userAgent", draft.userAgent, characters.userAgent);
  const eventSource = text("eventSource", draft.eventSource, characters.eventSource);
  const eventName = text("eventName", draft.eventName, characters.eventName);
  const UID = text("UID", draft.UID, characters.UID);
  const errorCode = draft.errorCode && text("errorCode", draft.errorCode, characters.errorCode);
  const errorMessage = draft.errorMessage && text("errorMessage", draft.errorMessage, characters.errorMessage);
  return truncated.length === cutBefore
    ? draft
    : {
        ...draft,
        version,
        userIdentity: { ...userIdentity, type, principalId },
        userAgent,
        eventSource,
        eventName,
        UID,
        errorCode,
        errorMessage,
      };
}

/** `event` with each of its objects within its own limit. */
function withinParts(event: AuditEvent, truncated: string[]): AuditEvent {
  const cut = (name: string, object: JsonObject | undefined, limit: number): JsonObject | undefined =>
    object && cutObject(object, limit, name.split("."), truncated);
  const { userIdentity } = event;
  return {
    ...event,
    userIdentity: {
      ...userIdentity,
      details: cut("userIdentity.details", userIdentity.details, byteLimits.userIdentityDetails),
    },
    requestParameters: cut("requestParameters", event.requestParameters, byteLimits.requestParameters),
    responseElements: cut("responseElements", event.responseElements, byteLimits.responseElements),
    additionalEventData: cut("additionalEventData", event.additionalEventData, byteLimits.additionalEventData),
  };
}

/** An event of which something was or has to be cut, within the limit on the whole and with its note. */
function cutEvent(parts: AuditEvent, truncated: string[]): FittedEvent {
  const excessOf = (event: AuditEvent): number => {
    const eventData = JSON.stringify(event);
    return excessBytes(eventData, Buffer.byteLength(eventData), truncated);
  };
  let fitted = parts;
  for (let excess = excessOf(fitted); excess > 0; excess = excessOf(fitted)) {
    fitted = withLargestCut(fitted, excess, truncated);
  }
  const event = withNote(fitted, truncated);
  const eventData = JSON.stringify(event);
  return { event, eventData, eventDataBytes: Buffer.byteLength(eventData), truncated: sorted(truncated) };
}

/** By how many bytes the entry that carries an event, as JSON, is over the limit, the note counted in where there will be one. */
function excessBytes(eventData: string, bytes: number, truncated: readonly string[]): number {
  const note = truncated.length === 0 ? 0 : 2 * noteBytes;
  return escapedBytes(eventData, bytes) + entryBytes + note - putAuditEventsLimits.eventBytes;
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
  // A vendor's own field of this name stands in vendorFields (additional.ts).
  return { ...event, additionalEventData: { ...field, ...additional } };
}

function sorted(paths: readonly string[]): readonly string[] {
  return listPaths([...new Set(paths)].sort());
}
