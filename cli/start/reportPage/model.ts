import type { DeclaredIntegration } from "../../../sandbox/integration";
import type { Ledger } from "../../../sandbox/ledger";
import type { Reject } from "../../../sandbox/recorder";
import type { Answer } from "../answers";
import type { ToldFinding } from "../findings";

/** Everything that the page tells of a run: equal models give equal pages. */
export interface ReportPageModel {
  readonly stack: string;
  readonly region: string;
  readonly integrations: readonly PageIntegration[];
  /** The time that the integrations' counts are of. */
  readonly buckets: TimeBuckets;
  /** What detections found; undefined where none ran. */
  readonly findings: readonly PageFinding[] | undefined;
  readonly faults: readonly FaultStrikes[];
  readonly answers: readonly PageAnswer[];
}

/** One integration, by its key in the configuration. */
export interface PageIntegration {
  readonly key: string;
  readonly route: Route;
  readonly ledger: Ledger;
  readonly rejects: readonly Reject[];
  readonly kinds: EventKinds;
  /** Stored events in each of the page's time buckets. */
  readonly counts: readonly number[];
}

/** The way of an integration's events, by the names of what they pass. */
export interface Route {
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  readonly delivery: DeclaredIntegration["delivery"];
  readonly eventBridge: EventBridgeRoute | undefined;
  readonly channel: string | undefined;
  readonly stores: readonly string[];
  readonly logGroup: string | undefined;
}

/** What events pass on their way over EventBridge. */
export interface EventBridgeRoute {
  readonly bus: string;
  readonly rule: string;
  /** Takes what EventBridge could not deliver. */
  readonly targetDeadLetterQueue: string | undefined;
  readonly queue: string;
  readonly deadLetterQueue: string | undefined;
  readonly functionName: string;
}

/** Times of equal length, one after the other. */
export interface TimeBuckets {
  /** When the first begins, in milliseconds since 1970. */
  readonly start: number;
  /** The length of each, in milliseconds. */
  readonly length: number;
  readonly count: number;
}

/** The most frequent kinds of an integration's events, the most frequent first. */
export interface EventKinds {
  readonly top: readonly EventKind[];
  /** How many more kinds there are. */
  readonly more: number;
}

export interface EventKind {
  readonly name: string;
  readonly events: number;
}

/** What a detection found. */
export type PageFinding = Omit<ToldFinding, "integration">;

/** How often a fault struck. */
export interface FaultStrikes {
  readonly fault: string;
  readonly struck: number;
}

/** A saved query's answer. */
export interface PageAnswer extends Omit<Answer, "store"> {
  /** The name of the event data store that was asked. */
  readonly store: string;
}
