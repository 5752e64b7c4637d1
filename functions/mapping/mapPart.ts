import { cleanAround, noteTooDeep } from "../limits/clean";
import { type FittedEvent, fitAuditEvent } from "../limits/fit";
import { auditEventLimits } from "../limits/limits";
import type { Redaction } from "../privacy/redact";
import { redactedMark } from "../privacy/secretValues";
import { additionalOf } from "./additional";
import { type AuditEvent, placeholder } from "./auditEvent";
import type { CompiledMapping, CompiledTime } from "./compiledMapping";
import type { RequiredField } from "./configured/configuredMapping";
import type { RecordPart } from "./configured/recordParts";
import { decided } from "./decided";
import type { Envelope } from "./envelope";
import { errorMessageOf } from "./failure";
import { type FoundText, find, findObject, findText, type Search } from "./fields";
import { identityOf } from "./identity";
import type { Mapper } from "./mapper";
import { type MapResult, rejection } from "./mapResult";
import type { MapSettings } from "./mapSettings";
import { withOverflowMoved } from "./overflow";
import { addressOf } from "./values/address";
import { type JsonObject, type JsonValue, type Path, pathOf, valueAt } from "./values/json";
import { eventTimeOf, formattedTimeOf } from "./values/time";

/** An event that is ready to be mapped. */
export interface PreparedEvent extends Pick<Redaction, "redacted" | "cut"> {
  /** The original envelope. */
  readonly envelope: Envelope;
  /** The envelope that expressions may read. */
  readonly around: Envelope;
  /** The vendor's event, clean and without secrets. */
  readonly unprotected: JsonObject;
  /** The same without what the privacy settings exclude. */
  readonly detail: JsonObject;
}

/** Maps one part of an event to an audit event, or returns the reason for rejecting it. */
export function mapPart(
  { item, position, kept, unexpectedTypes }: RecordPart,
  { envelope, around, unprotected, detail, redacted, cut }: PreparedEvent,
  mapper: Mapper,
  settings: MapSettings,
): MapResult {
  const { mapping } = mapper;
  const search: Search = { detail, envelope: around, unexpectedTypes, item };
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
  const own: Record<string, JsonValue> = { integrationName: settings.integration };
  if (ownTime === undefined) {
    own.eventTimeFrom = "envelope";
  }
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
      ? withRaw(own, cleanAround(envelope, "detail", kept))
      : additionalOf(own, kept, placed),
  };
  const { event, eventData, eventDataBytes, truncated } = fitted(draft, mapping, cut);
  const drift = { unknownKind: isUnknownKind(eventName, mapping), unexpectedTypes: search.unexpectedTypes };
  return { status: "mapped", id, event, eventData, eventDataBytes, truncated, redacted, drift };
}

/** Adds the raw event to `own`; see additional.ts for why it is not copied. */
function withRaw(own: Record<string, JsonValue>, raw: JsonObject): JsonObject {
  own.raw = raw;
  return own;
}

const envelopeTime = pathOf("time");

const { characters } = auditEventLimits;

/** In characters: times and addresses are checked by their form and are shorter. */
const longestOther = 256;

/** Finds the texts of an audit event, except its time. */
function findTexts(search: Search, mapping: CompiledMapping) {
  return {
    id: findText(search, mapping.id),
    version: findText(search, mapping.version),
    eventName: findText(search, mapping.eventName),
    principalId: knownPrincipal(findText(search, mapping.principalId)),
    userAgent: findText(search, mapping.userAgent),
    sourceIPAddress: findText(search, mapping.sourceIPAddress, addressOf),
  };
}

/**
 * Returns the actor, if the event may name one. A user name that was removed means an unknown user; later sources, such as the application
 * in use, must not replace it.
 */
function knownPrincipal(found: FoundText | undefined): FoundText | undefined {
  return found?.text === redactedMark ? undefined : found;
}

interface Found extends ReturnType<typeof findTexts> {
  readonly type: FoundText | undefined;
  readonly eventTime: FoundText | undefined;
}

/** Returns the first required field without a value in the event. */
function missingField(found: Found, required: ReadonlySet<RequiredField>): RequiredField | undefined {
  const { type, principalId, ...others } = found;
  const byField = { ...others, "userIdentity.type": type, "userIdentity.principalId": principalId };
  return [...required].find((field) => byField[field] === undefined);
}

/** Marks a text as placed if its field holds it whole; a text that will be cut also stays in its original place. */
function addWhole(placed: Path[], found: FoundText | undefined, limit: number): void {
  if (found?.whole !== undefined && found.text.length <= limit) {
    placed.push(found.whole);
  }
}

/** Returns the first readable time; `whole` is set only if the event's own text is identical. */
function findTime(search: Search, { from, parse }: CompiledTime): FoundText | undefined {
  for (const finder of from) {
    const value = find(search, finder);
    const text = formattedTimeOf(value, parse);
    if (text !== undefined) {
      return value === text && typeof finder !== "function" ? { text, whole: finder } : { text };
    }
    search.unexpectedTypes += value === undefined || value === null ? 0 : 1;
  }
  return undefined;
}

function isUnknownKind(eventName: FoundText | undefined, { kinds }: CompiledMapping): boolean {
  // A value with a name in the mapping is a known kind.
  if (eventName === undefined || eventName.unknown === false) {
    return eventName === undefined;
  }
  return kinds === undefined ? eventName.unknown === true : !kinds.has(eventName.text);
}

/** Fits an event into the limits, and moves fields that would be cut to a place with space. A copy of the EventBridge event stays whole. */
function fitted(draft: AuditEvent, { raw }: CompiledMapping, cut: boolean): FittedEvent {
  const fit = fitAuditEvent(draft, cut ? tooDeepPaths(draft) : []);
  if (raw || !fit.truncated.some((path) => path.startsWith("additionalEventData."))) {
    return fit;
  }
  const roomy = withOverflowMoved(draft);
  return roomy === draft ? fit : fitAuditEvent(roomy, cut ? tooDeepPaths(roomy) : []);
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
