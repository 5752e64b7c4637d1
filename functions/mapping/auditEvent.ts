import { hash } from "node:crypto";
import type { JsonObject } from "./values/json";

/**
 * An audit event in the schema that CloudTrail Lake accepts from sources outside AWS: the content of `eventData`. This is the project's
 * only definition of it.
 * Source: AWS CloudTrail User Guide, CloudTrail Lake integrations event schema.
 */
export interface AuditEvent {
  /** The version of the event at its source. */
  readonly version: string;
  readonly userIdentity: UserIdentity;
  /** The agent that made the request. */
  readonly userAgent?: string;
  /** The application that the event is from, for example `okta.system-log-events`. */
  readonly eventSource: string;
  /** The action, with the source's own name. */
  readonly eventName: string;
  /** The time of the event, as `yyyy-MM-ddTHH:mm:ssZ` in UTC. */
  readonly eventTime: string;
  /** The source's own id of the event. */
  readonly UID: string;
  /** The parameters of the request. */
  readonly requestParameters?: JsonObject;
  /** The result of the request. */
  readonly responseElements?: JsonObject;
  /** Present only if the action failed. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** An IPv4 or IPv6 address. */
  readonly sourceIPAddress?: string;
  /** The account that owns the channel: 12 digits. */
  readonly recipientAccountId: string;
  /** Everything else in the source's event. */
  readonly additionalEventData?: JsonObject;
}

export interface UserIdentity {
  /** The kind of actor, in the source's own terms. */
  readonly type: string;
  /** The actor's id at the source. */
  readonly principalId: string;
  readonly details?: JsonObject;
}

/**
 * One entry of a PutAuditEvents request, exactly as sent.
 * Source: AWS CloudTrail Data Service API Reference, AuditEvent.
 */
export interface AuditEventEntry {
  readonly id: string;
  /** The audit event as JSON. */
  readonly eventData: string;
  /** Base64 of the SHA-256 digest of `eventData`. */
  readonly eventDataChecksum: string;
}

/** Creates the entry for `eventData` with this `id`, including the checksum. */
export function entryOf(id: string, eventData: string): AuditEventEntry {
  return { id, eventData, eventDataChecksum: hash("sha256", eventData, "base64") };
}

/** The value of a required field if the vendor's event has none. */
export const placeholder = "Unknown";
