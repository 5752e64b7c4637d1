import type { Level } from "../functions/detector/compiledRule";
import { findingEvent } from "../functions/detector/findingEvent";
import type { Sandbox } from "./sandbox";

/** A finding as it was reported to programs. */
export interface ReportedFinding {
  /** The rule's name. */
  readonly rule: string;
  readonly title: string;
  readonly level: Level;
  readonly integration: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly sourceIPAddress: string;
  /** Number of events. */
  readonly count: number;
  /** The times of the first and the last event, as `2026-11-20T09:00:00Z`. */
  readonly first: string;
  readonly last: string;
}

/** Lists the findings that detections have put on their event bus, in order. */
export function reportedFindings({ putEvents }: Pick<Sandbox, "putEvents">): readonly ReportedFinding[] {
  return putEvents
    .filter(({ envelope }) => envelope.source === findingEvent.source)
    .map(({ envelope }) => envelope.detail as ReportedFinding);
}
