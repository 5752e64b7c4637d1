import { envelopeOf } from "../../../functions/mapping/envelope";
import { type MappedEvent, mapEvent } from "../../../functions/mapping/mapping";
import type { MapSettings } from "../../../functions/mapping/mapSettings";
import type { JsonValue } from "../../../functions/mapping/values/json";
import { problemsOf } from "../withinLimits";

/** Returns the audit event of a vendor's event, bare or in its envelope. A bare one without a time gets 10:00:00. */
export function mapped(
  vendor: string,
  detail: JsonValue | Readonly<Record<string, unknown>>,
  settings: Partial<MapSettings> = {},
): MappedEvent {
  const result = mapEvent(envelopeOf(detail as JsonValue, "2026-11-01T10:00:00Z"), {
    integration: vendor,
    vendor,
    recipientAccountId: "123456789012",
    ...settings,
  });
  if (result.status === "rejected") {
    throw new Error(result.reason);
  }
  const { event, eventData, eventDataBytes } = result;
  expect(problemsOf(result)).toEqual([]);
  expect([eventData, eventDataBytes]).toEqual([JSON.stringify(event), Buffer.byteLength(eventData)]);
  return result;
}

/** Returns the kind and the id of the actor of a vendor's event. */
export function actorOf(vendor: string, event: JsonValue): readonly [type: string, principalId: string] {
  const { type, principalId } = mapped(vendor, event).event.userIdentity;
  return [type, principalId];
}

/** The schema drift of an event without unknown values. */
export const noDrift = { unknownKind: false, unexpectedTypes: 0 };
