import type { Rejection } from "../delivery/rejection";
import { cleanAround, noteTooDeep } from "../limits/clean";
import { fitAuditEvent } from "../limits/fit";
import { auditEventLimits } from "../limits/limits";
import { protectEvent } from "../privacy/protectEvent";
import { type Redaction, redact } from "../privacy/redact";
import type { RedactionRules } from "../privacy/redactionRules";
import { redactedMark } from "../privacy/secretTexts";
import { addressOf } from "./address";
import { type AuditEvent, placeholder } from "./auditEvent";
import type { CompiledMapping, CompiledTime } from "./compiledMapping";
import type { RequiredField } from "./configuredMapping";
import { decided } from "./decided";
import type { Envelope } from "./envelope";
import { errorMessageOf } from "./failure";
import { type FoundText, find, findObject, findText, type Search } from "./fields";
import { identityOf } from "./identity";
import { copyWithout, isJsonObject, type JsonObject, type Path, pathOf, textOf, valueAt } from "./json";
import { withJsonTexts } from "./jsonTexts";
import { withKnownCase } from "./knownCase";
import { type Mapper, mapperOf } from "./mapper";
import type { MapSettings } from "./mapSettings";
import { mostParts, partsOf, type RecordPart, whole } from "./recordParts";
import { eventTimeOf } from "./time";

export interface MappedEvent {
  readonly status: "mapped";
  readonly id: string;
  readonly event: AuditEvent;
  /** `event` as JSON, as it is sent. */
  readonly eventData: string;
  /** Bytes of `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** The dotted paths, in the audit event, of what had to be cut. */
  readonly truncated: readonly string[];
  /** The dotted paths, in the vendor's event, of what was taken out as a secret. */
  readonly redacted: readonly string[];
  readonly drift: Drift;
}

/** How an event differs from what the mapping knows. It is mapped all the same. */
export interface Drift {
  /** Whether its kind is none of those that are known. */
  readonly unknownKind: boolean;
  /** How many values are of another type than expected, and how many expressions ask for what the event lacks. */
  readonly unexpectedTypes: number;
}

export type MapResult = MappedEvent | Rejection;

/** Maps an EventBridge event as `mapEvents` does; of a record with several items it gives the first rejection, or else the first event. */
export function mapEvent(envelope: Envelope, settings: MapSettings): MapResult {
  const results = mapEvents(envelope, settings);
  return results.find(({ status }) => status === "rejected") ?? results[0];
}

/**
 * Maps an EventBridge event to an audit event, or to one for each item where the mapping has `forEach`. It is total: any JSON
 * gives events within every limit or rejections, and no event makes it throw. The same input always gives the same output.
 *
 * Few things are rejected: a `detail` that is no object, an event without a usable time of its own or of its envelope, and
 * one without a field that the configured mapping requires. Any other field that is missing gets a placeholder, so that a
 * change at the vendor loses no evidence.
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
    // A fault in the mapping of one event must not cost its neighbours. A message could hold something of the event.
    const name = error instanceof Error ? error.name : "Error";
    return [rejection("MappingFailed", `The event could not be mapped: ${name}.`)];
  }
}

/** One result for each audit event that an event becomes, in the order of its items; or the one rejection of the event. */
export type MapResults = readonly [MapResult, ...MapResult[]];

function mapWith(mapper: Mapper, envelope: Envelope, settings: MapSettings): MapResults {
  if (!isJsonObject(envelope.detail)) {
    return [rejection("InvalidDetail", "The event's detail is not a JSON object.")];
  }
  const { vendor, mapping } = mapper;
  const { privacy, salt } = settings;
  const read = withJsonTexts(withKnownCase(envelope.detail, mapping.anyCase), mapping.jsonTexts);
  const redaction = redact(read, vendor.redaction ?? noRules, privacy?.parameters);
  const { userNames } = vendor;
  const { detail, redacted } = protectEvent(redaction.detail, redaction.redacted, {
    userNames,
    privacy,
    salt,
    mapping,
  });
  // An expression may read the event through its envelope, where nothing may stand that was taken out. Paths do not.
  const around = mapper.hasExpressions ? { ...envelope, detail } : envelope;
  const map = (part: RecordPart) =>
    mapPart(
      part,
      { envelope, around, detail, redacted, cut: redaction.cut, unprotected: redaction.detail },
      mapper,
      settings,
    );
  const parts = mapping.forEach === undefined ? [whole(detail)] : partsOf(mapping.forEach, detail, around);
  if (parts.length > mostParts) {
    return [rejection("TooManyItems", `The event's list has more than ${mostParts} items.`)];
  }
  const [first = whole(detail), ...others] = parts;
  return [map(first), ...others.map(map)];
}

/** An event that is ready to be mapped. */
interface PreparedEvent extends Pick<Redaction, "redacted" | "cut"> {
  /** As it came. */
  readonly envelope: Envelope;
  /** As expressions may read it. */
  readonly around: Envelope;
  /** The vendor's event, clean and without secrets. */
  readonly unprotected: JsonObject;
  /** The same without what the configuration does not want stored. */
  readonly detail: JsonObject;
}

function mapPart(
  { item, position, kept, unexpectedTypes }: RecordPart,
  { envelope, around, unprotected, detail, redacted, cut }: PreparedEvent,
  mapper: Mapper,
  settings: MapSettings,
): MapResult {
  const { mapping } = mapper;
  const search: Search = { detail, envelope: around, unexpectedTypes, ...(item !== undefined && { item }) };
  const { errorCode, type } = decided(unprotected, search, mapping, settings.mapping);
  const ownTime = findTime(search, mapping.eventTime);
  const eventTime = ownTime?.text ?? eventTimeOf(valueAt(envelope, envelopeTime));
  if (eventTime === undefined) {
    return rejection("EventTimeNotFound", "Neither the event nor its envelope has a time that can be read.");
  }
  const found = findTexts(search, mapping);
  const missing =
    mapper.required.size === 0 ? undefined : missingField({ ...found, type, eventTime: ownTime }, mapper.required);
  if (missing !== undefined) {
    return rejection("RequiredFieldNotFound", `The event has no ${missing}, which its mapping requires.`);
  }
  const { principalId, version, eventName, userAgent, sourceIPAddress } = found;
  const { id, UID } = identityOf(found.id?.text, envelope, position);

  const placed: Path[] = [];
  if (position === undefined) {
    addWhole(placed, found.id, characters.UID);
  }
  addWhole(placed, type, characters.userIdentityType);
  addWhole(placed, principalId, characters.userIdentityPrincipalId);
  addWhole(placed, version, characters.version);
  addWhole(placed, eventName, characters.eventName);
  addWhole(placed, userAgent, characters.userAgent);
  addWhole(placed, sourceIPAddress, longestOther);
  addWhole(placed, ownTime, longestOther);
  const details = findObject(search, mapping.details, placed);
  const requestParameters = findObject(search, mapping.requestParameters, placed);
  const responseElements = findObject(search, mapping.responseElements, placed);
  const integration = {
    integrationName: settings.integration,
    ...(ownTime === undefined && { eventTimeFrom: "envelope" }),
  };
  const draft: AuditEvent = {
    version: version?.text ?? placeholder,
    userIdentity: { type: type?.text ?? placeholder, principalId: principalId?.text ?? placeholder, details },
    userAgent: userAgent?.text,
    eventSource: mapper.eventSource,
    eventName: eventName?.text ?? placeholder,
    eventTime,
    UID,
    requestParameters,
    responseElements,
    errorCode,
    errorMessage: errorCode === undefined ? undefined : errorMessageOf(search, mapping.failure),
    sourceIPAddress: sourceIPAddress?.text,
    recipientAccountId: settings.recipientAccountId,
    additionalEventData: mapping.raw
      ? { ...integration, raw: cleanAround(envelope, "detail", kept) }
      : copyWithout(integration, kept, placed),
  };
  const { event, eventData, eventDataBytes, truncated } = fitAuditEvent(draft, cut ? tooDeepPaths(draft) : []);
  const drift = { unknownKind: isUnknownKind(eventName, mapping), unexpectedTypes: search.unexpectedTypes };
  return { status: "mapped", id, event, eventData, eventDataBytes, truncated, redacted, drift };
}

const envelopeTime = pathOf("time");

const noRules: RedactionRules = {};

const { characters } = auditEventLimits;

/** In characters: times and addresses are checked by their form and shorter than this. */
const longestOther = 256;

/** The texts of an audit event, but for its time. */
function findTexts(search: Search, mapping: CompiledMapping) {
  return {
    id: findText(search, mapping.id),
    version: findText(search, mapping.version),
    eventName: findText(search, mapping.eventName),
    principalId: findText(search, mapping.principalId, whoIsKnown),
    userAgent: findText(search, mapping.userAgent),
    sourceIPAddress: findText(search, mapping.sourceIPAddress, addressOf),
  };
}

/** A user name that was taken out for a password says nothing of who acted. */
function whoIsKnown(text: string): string | undefined {
  return text === redactedMark ? undefined : text;
}

interface Found extends ReturnType<typeof findTexts> {
  readonly type: FoundText | undefined;
  readonly eventTime: FoundText | undefined;
}

/** The first of the required fields that the event has nothing for. */
function missingField(found: Found, required: ReadonlySet<RequiredField>): RequiredField | undefined {
  const { type, principalId, ...others } = found;
  const byField = { ...others, "userIdentity.type": type, "userIdentity.principalId": principalId };
  return [...required].find((field) => byField[field] === undefined);
}

/** A text that its field holds whole need not stay where it was; one that has to be cut does. */
function addWhole(placed: Path[], found: FoundText | undefined, limit: number): void {
  if (found?.whole !== undefined && found.text.length <= limit) {
    placed.push(found.whole);
  }
}

/** The first time that can be read; `whole` only where the event's own text is the very same. */
function findTime(search: Search, { from, parse }: CompiledTime): FoundText | undefined {
  for (const finder of from) {
    const value = find(search, finder);
    const milliseconds = value === undefined ? undefined : parse?.(textOf(value) ?? "");
    const text = eventTimeOf(milliseconds === undefined ? value : new Date(milliseconds).toISOString());
    if (text !== undefined) {
      return value === text && typeof finder !== "function" ? { text, whole: finder } : { text };
    }
    search.unexpectedTypes += value === undefined || value === null ? 0 : 1;
  }
  return undefined;
}

function isUnknownKind(eventName: FoundText | undefined, { kinds }: CompiledMapping): boolean {
  // A name that the mapping gives to a value stands for a known kind.
  if (eventName === undefined || eventName.unknown === false) {
    return eventName === undefined;
  }
  return kinds === undefined ? eventName.unknown === true : !kinds.has(eventName.text);
}

function tooDeepPaths(draft: AuditEvent): readonly string[] {
  const paths: string[] = [];
  const { userIdentity, requestParameters, responseElements, additionalEventData } = draft;
  noteTooDeep(userIdentity.details, ["userIdentity", "details"], paths);
  noteTooDeep(requestParameters, ["requestParameters"], paths);
  noteTooDeep(responseElements, ["responseElements"], paths);
  noteTooDeep(additionalEventData, ["additionalEventData"], paths);
  return paths;
}

function rejection(code: string, reason: string): Rejection {
  return { status: "rejected", code, reason };
}
