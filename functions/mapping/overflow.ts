import { auditEventLimits } from "../limits/limits";
import { jsonBytes, keyBytes } from "../limits/size";
import type { AuditEvent } from "./auditEvent";
import { isEmpty, type JsonObject, type JsonValue, setOwn } from "./values/json";

/**
 * Moves as much of `additionalEventData` as exceeds its limit to `requestParameters`, which has more than three times the space: the
 * vendor's largest fields first, each whole and under its own name. A field that does not fit there either stays, to be cut. Returns the
 * event itself if nothing needs to be moved.
 */
export function withOverflowMoved(event: AuditEvent): AuditEvent {
  const known = new Map<JsonValue, number>();
  const { additionalEventData = {}, requestParameters = {} } = event;
  let excess = jsonBytes(additionalEventData, known) - auditEventLimits.bytes.additionalEventData;
  let space = auditEventLimits.bytes.requestParameters - jsonBytes(requestParameters, known);
  const moved: Record<string, JsonValue> = {};
  for (const { name, value, bytes } of fieldsBySize(additionalEventData, known)) {
    if (excess > 0 && bytes <= space && !Object.hasOwn(requestParameters, name)) {
      setOwn(moved, name, value);
      excess -= bytes;
      space -= bytes;
    }
  }
  if (isEmpty(moved)) {
    return event;
  }
  return {
    ...event,
    requestParameters: { ...requestParameters, ...moved },
    additionalEventData: Object.fromEntries(
      Object.entries(additionalEventData).filter(([name]) => !Object.hasOwn(moved, name)),
    ),
  };
}

/** In bytes; moving a smaller field is not worth a second place for it. */
const smallestMoved = 1_000;

/** Returns the fields that may be moved, largest first, each with its bytes including a comma. */
function fieldsBySize(object: JsonObject, known: Map<JsonValue, number>) {
  return Object.entries(object)
    .map(([name, value]) => ({ name, value, bytes: keyBytes(object, name) + jsonBytes(value, known) + 1 }))
    .filter(({ bytes }) => bytes >= smallestMoved)
    .sort((one, other) => other.bytes - one.bytes);
}
