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

/** One result for each audit event that an event becomes, in the order of its items; or the one rejection of the event. */
export type MapResults = readonly [MapResult, ...MapResult[]];

export function rejection(code: string, reason: string): Rejection {
  return { status: "rejected", code, reason };
}
