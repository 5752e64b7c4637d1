import type { Rejection } from "../delivery/rejection";
import type { AuditEvent } from "./auditEvent";

export interface MappedEvent {
  readonly status: "mapped";
  readonly id: string;
  readonly event: AuditEvent;
  /** `event` as JSON, as it is sent. */
  readonly eventData: string;
  /** Bytes of `eventData` in UTF-8. */
  readonly eventDataBytes: number;
  /** The dotted paths, in the audit event, of what was cut. */
  readonly truncated: readonly string[];
  /** The dotted paths, in the vendor's event, of removed secrets. */
  readonly redacted: readonly string[];
  readonly drift: Drift;
}

/** Differences between an event and what the mapping expects. The event is mapped anyway. */
export interface Drift {
  /** True if its kind is not known. */
  readonly unknownKind: boolean;
  /** Number of values with an unexpected type, and of expressions that read a missing field. */
  readonly unexpectedTypes: number;
}

export type MapResult = MappedEvent | Rejection;

/** One result per audit event, in the order of the items; or the single rejection of the event. */
export type MapResults = readonly [MapResult, ...MapResult[]];

export function rejection(code: string, reason: string): Rejection {
  return { status: "rejected", code, reason };
}
