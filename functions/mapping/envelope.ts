import type { Rejection } from "../delivery/rejection";
import { isJsonObject, type JsonObject, type JsonValue } from "./values/json";
import { parseJson } from "./values/parseJson";

/**
 * An event as EventBridge delivers it. Only `detail` is certain to exist: the sender chooses the rest, and json.ts's accessors read it.
 * Source: Amazon EventBridge User Guide, Events in Amazon EventBridge.
 */
export interface Envelope {
  readonly [key: string]: JsonValue;
  /** The vendor's event. */
  readonly detail: JsonValue;
}

/** Reads the envelope in an SQS message's body, or returns the reason for rejecting it. */
export function parseEnvelope(body: string): Envelope | Rejection {
  let value: JsonValue;
  try {
    value = parseJson(body);
  } catch (error) {
    return error instanceof RangeError
      ? { status: "rejected", code: "NestedTooDeep", reason: "The message body nests too deeply to be read." }
      : { status: "rejected", code: "InvalidJson", reason: "The message body is not JSON." };
  }
  if (isEnvelope(value)) {
    return value;
  }
  return {
    status: "rejected",
    code: "InvalidEnvelope",
    reason: "The message body is not an EventBridge event: an object with detail-type, source and detail.",
  };
}

/**
 * Returns the envelope of an event that may be a whole EventBridge event or the vendor's event alone. A bare event gets an envelope with
 * only `detail` and, if given, `time`.
 */
export function envelopeOf(event: JsonValue, time?: string): Envelope {
  if (isEnvelope(event)) {
    return event;
  }
  return time === undefined ? { detail: event } : { time, detail: event };
}

function isEnvelope(value: JsonValue): value is JsonObject & Envelope {
  return (
    isJsonObject(value) &&
    Object.hasOwn(value, "detail-type") &&
    Object.hasOwn(value, "source") &&
    Object.hasOwn(value, "detail")
  );
}
