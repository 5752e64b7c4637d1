import { protectEvent } from "../privacy/protectEvent";
import { type Redaction, redact } from "../privacy/redact";
import { mostParts, partsOf, type RecordPart, whole } from "./configured/recordParts";
import type { Envelope } from "./envelope";
import { mapPart } from "./mapPart";
import { type Mapper, mapperOf } from "./mapper";
import { type MapResult, type MapResults, rejection } from "./mapResult";
import type { MapSettings } from "./mapSettings";
import { isJsonObject, type JsonObject } from "./values/json";
import { withJsonTexts } from "./values/jsonTexts";
import { withKnownCase } from "./values/knownCase";

export type { Drift, MappedEvent, MapResult, MapResults } from "./mapResult";

/**
 * Maps an EventBridge event as `mapEvents` does; for a record with several items, returns the first rejection, otherwise the first event.
 */
export function mapEvent(envelope: Envelope, settings: MapSettings): MapResult {
  const results = mapEvents(envelope, settings);
  return results.find(({ status }) => status === "rejected") ?? results[0];
}

/**
 * Maps an EventBridge event to an audit event, or to one per item if the mapping has `forEach`. Any JSON gives events within every limit or
 * rejections; no event makes it throw. The same input always gives the same output.
 *
 * An event is rejected only if its `detail` is not an object, if neither it nor its envelope has a usable time, or if it lacks a field that
 * the configured mapping requires. Any other missing field gets a placeholder, so that a change at the vendor loses no evidence.
 * @throws Error with every mistake in the configured mapping
 */
export function mapEvents(envelope: Envelope, settings: MapSettings): MapResults {
  const mapper = mapperOf(settings);
  if (mapper === undefined) {
    return [rejection("UnknownVendor", "There is no mapping for this vendor.")];
  }
  try {
    return mapWith(mapper, envelope, settings);
  } catch (error) {
    // A fault in the mapping of one event must not affect its neighbours. The error's message could contain a part of the event.
    const name = error instanceof Error ? error.name : "Error";
    return [rejection("MappingFailed", `The event could not be mapped: ${name}.`)];
  }
}

function mapWith(mapper: Mapper, envelope: Envelope, settings: MapSettings): MapResults {
  if (!isJsonObject(envelope.detail)) {
    return [rejection("InvalidDetail", "The event's detail is not a JSON object.")];
  }
  const { mapping, userNames } = mapper;
  const { privacy, salt } = settings;
  const redaction = withoutSecrets(envelope.detail, mapper);
  const { detail, redacted } = protectEvent(redaction.detail, redaction.redacted, {
    userNames,
    privacy,
    salt,
    mapping,
  });
  // An expression may read the event through its envelope, so removed values must not be in it. Paths do not read it.
  const around = mapper.hasExpressions ? { ...envelope, detail } : envelope;
  const prepared = { envelope, around, detail, redacted, cut: redaction.cut, unprotected: redaction.detail };
  if (mapping.forEach === undefined) {
    return [mapPart(whole(detail), prepared, mapper, settings)];
  }
  const map = (part: RecordPart) => mapPart(part, prepared, mapper, settings);
  const parts = partsOf(mapping.forEach, detail, around);
  if (parts.length > mostParts) {
    return [rejection("TooManyItems", `The event's list has more than ${mostParts} items.`)];
  }
  const [first = whole(detail), ...others] = parts;
  return [map(first), ...others.map(map)];
}

/** Returns a vendor's event without secrets, with its fields under their known names. */
function withoutSecrets(event: JsonObject, { mapping, redaction }: Mapper): Redaction {
  const asSent = redact(withJsonTexts(event, mapping.jsonTexts), redaction);
  return asSent.hasOtherCase && mapping.anyCase !== undefined
    ? redact(withJsonTexts(withKnownCase(event, mapping.anyCase), mapping.jsonTexts), redaction)
    : asSent;
}
