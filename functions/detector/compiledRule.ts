/** How much a finding matters, the least first (Sigma specification 2.1, rule level). */
export const levels = ["informational", "low", "medium", "high", "critical"] as const;
export type Level = (typeof levels)[number];

/** A rule as the detector runs it: plain data, which the function's code captures. */
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
   * Boolean expressions over one audit event, never null: Trino SQL over a Lake store's columns, and a filter of Logs Insights, which is absent,
   * with the reason, where that language cannot express the rule.
   */
  readonly predicates: { readonly trino: string; readonly insights?: string; readonly insightsRefusal?: string };
  /** What the predicates leave out for a while, and why; a finding names it. @default nothing */
  readonly suppressions?: readonly { readonly reason: string; readonly until: string }[];
  /** Counts the events of a group within a time. @default every event is a finding */
  readonly correlation?: Correlation;
  /** Expressions of the finding's columns. */
  readonly columns: { readonly actor: Expression; readonly target: Expression };
}

/** How many events of one group, within how long, make a finding. */
export interface Correlation {
  readonly type: "event_count" | "value_count";
  /** An event without one of these, or with a masked one, is left out. Compared without regard to case. */
  readonly groupBy: readonly Expression[];
  /** The value whose distinct forms a `value_count` counts, without regard to case. */
  readonly value?: Expression;
  readonly timespanSeconds: number;
  readonly condition: Condition;
}

/** Bounds of a count, as Sigma names them. */
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
