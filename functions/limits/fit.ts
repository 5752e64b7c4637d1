import type { AuditEvent } from "../mapping/auditEvent";
import type { JsonObject, JsonValue } from "../mapping/values/json";
import { listPaths } from "./clean";
import { cutObject, cutText } from "./cut";
import { auditEventLimits, putAuditEventsLimits } from "./limits";
import { escapedBytes, jsonBytes } from "./size";

/** An audit event within every limit. */
export interface FittedEvent {
  readonly event: AuditEvent;
  /** The event as JSON, ready to be sent. */
  readonly eventData: string;
  /** Bytes of `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** The dotted paths, in the audit event, of what was cut; limited by `listPaths`. */
  readonly truncated: readonly string[];
}

/**
 * Fits an audit event into the limits on its texts, its objects, and the whole event. Its values must be clean (see clean.ts) and its
 * fields in the schema's order. `alreadyCut` are paths of earlier cuts. If something was cut, `additionalEventData.truncatedFields` lists
 * the paths, as far as space allows.
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

/** An event no larger than this is within every limit on its parts. */
const smallestByteLimit = Math.min(...Object.values(byteLimits));

/** Bytes reserved in additionalEventData for the list of cuts. */
const noteBytes = 1_000;

/** Bytes of an entry besides `eventData`: the names, an id of maximum length, and the checksum. */
const entryBytes = 250;

/** Cuts each text of `draft` to its limit; usually nothing needs to be cut and `draft` itself is returned. */
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

/** Cuts each object of `event` to its limit. */
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

/** Fits an event with cuts into the limit on the whole event, including its note. */
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

/** Returns the bytes by which an event's entry, as JSON, exceeds the limit, including the note if there will be one. */
function excessBytes(eventData: string, bytes: number, truncated: readonly string[]): number {
  const note = truncated.length === 0 ? 0 : 2 * noteBytes;
  return escapedBytes(eventData, bytes) + entryBytes + note - putAuditEventsLimits.eventBytes;
}

const cuttable = ["requestParameters", "responseElements", "additionalEventData"] as const;

/** Shrinks the largest object of `event` by `excess` bytes, which shrinks the entry by at least as many. */
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

/** Adds the list of cuts to `event`, making space for it in additionalEventData. */
function withNote(event: AuditEvent, truncated: string[]): AuditEvent {
  const limit = byteLimits.additionalEventData - noteBytes;
  const additional = cutObject(event.additionalEventData ?? {}, limit, ["additionalEventData"], truncated) ?? {};
  const note = [...sorted(truncated)];
  const field = { truncatedFields: note };
  while (Buffer.byteLength(JSON.stringify(field)) > noteBytes) {
    note.pop();
  }
  // A vendor's own field with this name is in vendorFields (additional.ts).
  return { ...event, additionalEventData: { ...field, ...additional } };
}

function sorted(paths: readonly string[]): readonly string[] {
  return listPaths([...new Set(paths)].sort());
}
