import type { Ledger } from "../../../sandbox/ledger";
import type { Reject } from "../../../sandbox/recorder";
import type { Answer } from "../answers";
import type { ToldFinding } from "../findings";

/** The content of the page of a run: equal models give equal pages. */
export interface ReportPageModel {
  readonly stack: string;
  readonly region: string;
  readonly integrations: readonly PageIntegration[];
  /** The times that the integrations' counts are of. */
  readonly buckets: TimeBuckets;
  /** What detections found; undefined where none ran. */
  readonly findings: readonly Omit<ToldFinding, "integration">[] | undefined;
  /** How often each fault struck. */
  readonly faults: readonly (readonly [fault: string, struck: number])[];
  /** The saved queries' answers, each with the name of the event data store or log group that was queried. */
  readonly answers: readonly Answer[];
}

/** One integration, by its key in the configuration. */
export interface PageIntegration {
  readonly key: string;
  /** The names of what its events pass, by the columns of the topology. */
  readonly route: Route;
  readonly ledger: Ledger;
  readonly rejects: readonly Reject[];
  readonly kinds: EventKinds;
  /** Stored events in each of the page's time buckets. */
  readonly counts: readonly number[];
}

/** The columns of the topology, from the sender of events to where they are stored. */
export const routeColumns = [
  "vendor",
  "delivery",
  "event bus",
  "rule",
  "queue",
  "function",
  "channel",
  "event data stores",
  "log group",
  "dead-letter queues",
] as const;

export type Route = Readonly<Partial<Record<(typeof routeColumns)[number], string>>>;

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
  readonly top: readonly (readonly [name: string, events: number])[];
  /** How many more kinds there are. */
  readonly more: number;
}
