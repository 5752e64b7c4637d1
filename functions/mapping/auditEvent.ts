import { hash } from "node:crypto";
import type { JsonObject } from "./values/json";

/**
 * What happened, in the shape that CloudTrail Lake takes from sources outside AWS: the content of `eventData`. This is
 * the one description of it.
 * Source: AWS CloudTrail User Guide, CloudTrail Lake integrations event schema.
 */
export interface AuditEvent {
  /** The version of the event at its source. */
  readonly version: string;
  readonly userIdentity: UserIdentity;
  /** The agent through which the request was made. */
  readonly userAgent?: string;
  /** The application that the event comes from, for example `okta.system-log-events`. */
  readonly eventSource: string;
  /** The action, in the source's own name for it. */
  readonly eventName: string;
  /** When it happened, as `yyyy-MM-ddTHH:mm:ssZ` in UTC. */
  readonly eventTime: string;
  /** The source's own id of the event. */
  readonly UID: string;
  /** What the request was about. */
  readonly requestParameters?: JsonObject;
  /** What came of it. */
  readonly responseElements?: JsonObject;
  /** Stands only where the action failed. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** An IPv4 or IPv6 address. */
  readonly sourceIPAddress?: string;
  /** The account that owns the channel: 12 digits. */
  readonly recipientAccountId: string;
  /** Everything else the source said. */
  readonly additionalEventData?: JsonObject;
}

export interface UserIdentity {
  /** The kind of actor, in the source's own word. */
  readonly type: string;
  /** The actor's id at the source. */
  readonly principalId: string;
  readonly details?: JsonObject;
}

/**
 * One entry of a PutAuditEvents request, exactly as it is sent.
 * Source: AWS CloudTrail Data Service API Reference, AuditEvent.
 */
export interface AuditEventEntry {
  readonly id: string;
  /** The audit event as JSON. */
  readonly eventData: string;
  /** Base64 of the SHA-256 digest of `eventData`. */
  readonly eventDataChecksum: string;
}

/** The entry that carries `eventData` under `id`, with its checksum. */
export function entryOf(id: string, eventData: string): AuditEventEntry {
  return { id, eventData, eventDataChecksum: hash("sha256", eventData, "base64") };
}

/** Stands in a field that an audit event must have where the vendor's event has nothing for it. */
export const placeholder = "Unknown";
