import { isIP } from "node:net";
import type { AuditEvent } from "./auditEvent";
import { noteTooDeep } from "./clean";
import { type CompiledFailure, compileMapping } from "./compiledMapping";
import type { Envelope } from "./envelope";
import { type FoundText, findObject, findText, withKnownCase } from "./fields";
import { fitAuditEvent } from "./fit";
import { identityOf } from "./identity";
import { copyWithout, isJsonObject, type JsonObject, type Path, pathOf, textAt, valueAt } from "./json";
import { auditEventLimits } from "./limits";
import { redact } from "./redact";
import type { Rejection } from "./rejection";
import { eventTimeOf } from "./time";
import { findVendor } from "./vendors";

export interface MapSettings {
  /** The key of the integration. It stands in the event, since integrations of one vendor can share a channel. */
  readonly integration: string;
  /** The vendor's name; see vendors/. */
  readonly vendor: string;
  /** The account that owns the channel: 12 digits. */
  readonly recipientAccountId: string;
}

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
}

export type MapResult = MappedEvent | Rejection;

/**
 * The audit event that an EventBridge event becomes. It is total: any JSON gives an event within every limit or a rejection,
 * and nothing throws. The same input always gives the same output.
 *
 * Only two things are rejected: a `detail` that is no object, and an event without a usable time of its own or of its
 * envelope. Any other field that is missing gets a placeholder, so that a change at the vendor loses no evidence.
 */
export function mapEvent(envelope: Envelope, settings: MapSettings): MapResult {
  const vendor = findVendor(settings.vendor);
  if (vendor === undefined) {
    return rejection("UnknownVendor", "There is no mapping for this vendor.");
  }
  if (!isJsonObject(envelope.detail)) {
    return rejection("InvalidDetail", "The event's detail is not a JSON object.");
  }
  const mapping = compileMapping(vendor.mapping);
  const { detail, redacted, cut } = redact(withKnownCase(envelope.detail, mapping.anyCase), vendor.redaction);
  const ownTime = findTime(detail, mapping.eventTime);
  const eventTime = ownTime?.text ?? eventTimeOf(valueAt(envelope, envelopeTime));
  if (eventTime === undefined) {
    return rejection("EventTimeNotFound", "Neither the event nor its envelope has a time that can be read.");
  }
  const vendorId = findText(detail, mapping.id);
  const { id, UID } = identityOf(vendorId?.text, envelope);
  const type = findText(detail, mapping.type);
  const principalId = findText(detail, mapping.principalId);
  const version = findText(detail, mapping.version);
  const eventName = findText(detail, mapping.eventName);
  const userAgent = findText(detail, mapping.userAgent);
  const sourceIPAddress = findText(detail, mapping.sourceIPAddress, isAddress);

  const placed: Path[] = [];
  addWhole(placed, vendorId, characters.UID);
  addWhole(placed, type, characters.userIdentityType);
  addWhole(placed, principalId, characters.userIdentityPrincipalId);
  addWhole(placed, version, characters.version);
  addWhole(placed, eventName, characters.eventName);
  addWhole(placed, userAgent, characters.userAgent);
  addWhole(placed, sourceIPAddress, longestOther);
  addWhole(placed, ownTime, longestOther);
  const details = findObject(detail, mapping.details, placed);
  const requestParameters = findObject(detail, mapping.requestParameters, placed);
  const responseElements = findObject(detail, mapping.responseElements, placed);
  const draft: AuditEvent = {
    version: version?.text ?? placeholder,
    userIdentity: { type: type?.text ?? placeholder, principalId: principalId?.text ?? placeholder, details },
    userAgent: userAgent?.text,
    eventSource: vendor.eventSource,
    eventName: eventName?.text ?? placeholder,
    eventTime,
    UID,
    requestParameters,
    responseElements,
    ...failureOf(detail, mapping.failure),
    sourceIPAddress: sourceIPAddress?.text,
    recipientAccountId: settings.recipientAccountId,
    additionalEventData: copyWithout({ integrationName: settings.integration }, detail, placed),
  };
  const fitted = fitAuditEvent(draft, cut ? tooDeepPaths(draft) : []);
  return { status: "mapped", id, ...fitted, redacted };
}

/** Stands in a field that an audit event must have where the vendor's event has nothing for it. */
export const placeholder = "Unknown";

const envelopeTime = pathOf("time");

const { characters } = auditEventLimits;

/** In characters: times and addresses are checked by their form and shorter than this. */
const longestOther = 256;

/** A text that its field holds whole need not stay where it was; one that has to be cut does. */
function addWhole(placed: Path[], found: FoundText | undefined, limit: number): void {
  if (found?.whole !== undefined && found.text.length <= limit) {
    placed.push(found.whole);
  }
}

/** The first time that can be read; `whole` only where the event's own text is the very same. */
function findTime(detail: JsonObject, paths: readonly Path[]): FoundText | undefined {
  for (const path of paths) {
    const value = valueAt(detail, path);
    const text = eventTimeOf(value);
    if (text !== undefined) {
      return value === text ? { text, whole: path } : { text };
    }
  }
  return undefined;
}

function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}

function failureOf(
  detail: JsonObject,
  rule: CompiledFailure | undefined,
): Pick<AuditEvent, "errorCode" | "errorMessage"> {
  const result = rule && textAt(detail, rule.result);
  if (rule === undefined || result === undefined || !rule.failures.has(result.toUpperCase())) {
    return {};
  }
  return {
    errorCode: findText(detail, rule.errorCode)?.text ?? placeholder,
    errorMessage: findText(detail, rule.errorMessage)?.text,
  };
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
