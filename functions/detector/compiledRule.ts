/** Severities of a finding, lowest first (Sigma specification 2.1, rule level). */
export const levels = ["informational", "low", "medium", "high", "critical"] as const;
export type Level = (typeof levels)[number];

/** A rule as the detector runs it. Plain data, because it becomes part of the function's code. */
export interface CompiledRule {
  /** The file's name without `.yml`. */
  readonly name: string;
  /** The rule's Sigma id. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The vendor's name in the catalogue, such as `okta`. */
  readonly vendor: string;
  readonly level: Level;
  /** Sigma's tags, such as `attack.t1110`. */
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  /**
   * Boolean expressions over one audit event, never null: Trino SQL over a Lake store's columns, and a filter of Logs Insights. The latter
   * is absent, with the reason, if that language cannot express the rule.
   */
  readonly predicates: { readonly trino: string; readonly insights?: string; readonly insightsRefusal?: string };
  /** Temporary exclusions in the predicates, each with its reason; a finding lists them. @default none */
  readonly suppressions?: readonly { readonly reason: string; readonly until: string }[];
  /** Counts the events of a group within a timespan. @default every event is a finding */
  readonly correlation?: Correlation;
  /** Expressions for the finding's columns. */
  readonly columns: { readonly actor: Expression; readonly target: Expression };
}

/** The number of events of one group, within a timespan, that make a finding. */
export interface Correlation {
  readonly type: "event_count" | "value_count";
  /** Events in which one of these is missing or masked are left out. Compared case-insensitively. */
  readonly groupBy: readonly Expression[];
  /** The value whose distinct forms a `value_count` counts, case-insensitively. */
  readonly value?: Expression;
  readonly timespanSeconds: number;
  readonly condition: Condition;
}

/** Bounds of a count, with Sigma's names. */
export interface Condition {
  readonly gte?: number;
  readonly gt?: number;
  readonly lte?: number;
  readonly lt?: number;
  readonly eq?: number;
  readonly neq?: number;
}

/** An expression over one audit event, in each language. */
export interface Expression {
  readonly trino: string;
  readonly insights: string;
}
