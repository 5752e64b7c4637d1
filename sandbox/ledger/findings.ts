import type { Level } from "../../functions/detector/compiledRule";
import { findingEvent } from "../../functions/detector/findings/findingEvent";
import type { Sandbox } from "../sandbox";

/** A finding in the form reported to programs. */
export interface ReportedFinding {
  /** The rule's name. */
  readonly rule: string;
  /** The rule's title. */
  readonly title: string;
  /** The rule's level, or the level that the detection sets. */
  readonly level: Level;
  /** The integration's key. */
  readonly integration: string;
  /** The actor; several are separated by commas. */
  readonly actor: string;
  /** The action. */
  readonly action: string;
  /** The object of the action. */
  readonly target: string;
  /** The source address. */
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
