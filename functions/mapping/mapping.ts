import type { Rejection } from "../delivery/rejection";
import { cleanAround, noteTooDeep } from "../limits/clean";
import { fitAuditEvent } from "../limits/fit";
import { auditEventLimits } from "../limits/limits";
import { protectEvent } from "../privacy/protectEvent";
import { redact } from "../privacy/redact";
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
import { copyWithout, isJsonObject, type Path, pathOf, valueAt } from "./json";
import { withJsonTexts } from "./jsonTexts";
import { withKnownCase } from "./knownCase";
import { mapperOf } from "./mapper";
import type { MapSettings } from "./mapSettings";
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
  /** How many values are of another type than expected. */
  readonly unexpectedTypes: number;
}

export type MapResult = MappedEvent | Rejection;

/**
 * The audit event that an EventBridge event becomes. It is total: any JSON gives an event within every limit or a rejection,
 * and nothing throws. The same input always gives the same output.
 *
 * Few things are rejected: a `detail` that is no object, an event without a usable time of its own or of its envelope, and
 * one without a field that the configured mapping requires. Any other field that is missing gets a placeholder, so that a
 * change at the vendor loses no evidence.
 */
export function mapEvent(envelope: Envelope, settings: MapSettings): MapResult {
  const mapper = mapperOf(settings);
  if (mapper === undefined) {
    return rejection("UnknownVendor", "There is no mapping for this vendor.");
  }
  if (!isJsonObject(envelope.detail)) {
    return rejection("InvalidDetail", "The event's detail is not a JSON object.");
  }
  const { vendor, mapping } = mapper;
  const { privacy, salt } = settings;
  const read = withJsonTexts(withKnownCase(envelope.detail, mapping.anyCase), mapping.jsonTexts);
  const whole = redact(read, vendor.redaction ?? noRules, privacy?.parameters);
  const { userNames } = vendor;
  const { detail, redacted } = protectEvent(whole.detail, whole.redacted, { userNames, privacy, salt, mapping });
  // An expression may read the event through its envelope, where nothing may stand that was taken out. Paths do not.
  const around = mapper.hasExpressions ? { ...envelope, detail } : envelope;
  const search: Search = { detail, envelope: around, unexpectedTypes: 0 };
  const { errorCode, type } = decided(whole.detail, search, mapping, settings.mapping);
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
  const { id, UID } = identityOf(found.id?.text, envelope);

  const placed: Path[] = [];
  addWhole(placed, found.id, characters.UID);
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
  const integration = { integrationName: settings.integration };
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
      ? { ...integration, raw: cleanAround(envelope, "detail", detail) }
      : copyWithout(integration, detail, placed),
  };
  const { event, eventData, eventDataBytes, truncated } = fitAuditEvent(draft, whole.cut ? tooDeepPaths(draft) : []);
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
    const milliseconds = typeof value === "string" ? parse?.(value) : undefined;
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
