import type { Level } from "../functions/detector/compiledRule";
import { findingEvent } from "../functions/detector/findingEvent";
import type { Sandbox } from "./sandbox";

/** A finding as it was reported to programs. */
export interface ReportedFinding {
  /** The rule's name. */
  readonly rule: string;
  /** The rule's title. */
  readonly title: string;
  /** The rule's level, or the detection's own. */
  readonly level: Level;
  /** The integration's key. */
  readonly integration: string;
  /** Who acted; several are separated by commas. */
  readonly actor: string;
  /** What was done. */
  readonly action: string;
  /** To whom or what. */
  readonly target: string;
  /** From where. */
  readonly sourceIPAddress: string;
  /** Number of events. */
  readonly count: number;
  /** The time of the first event, as `2026-11-20T09:00:00Z`. */
  readonly first: string;
  /** The time of the last event. */
  readonly last: string;
}

/** Lists the findings that detections have put on their event bus, in order. */
export function reportedFindings({ putEvents }: Pick<Sandbox, "putEvents">): readonly ReportedFinding[] {
  return putEvents
    .filter(({ envelope }) => envelope.source === findingEvent.source)
    .map(({ envelope }) => envelope.detail as ReportedFinding);
}
