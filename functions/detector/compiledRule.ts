/** A detection rule as the detector runs it: plain data. */
export interface CompiledRule {
  /** The rule's file name without `.yml`; a further rule of one file has its own name or number behind it. */
  readonly name: string;
  /** The Sigma rule's `id`; its name where it has none. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The vendor whose events it reads: okta, onelogin, auth0 or github. */
  readonly vendor: string;
  readonly level: RuleLevel;
  /** For example `attack.t1110`. */
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  readonly predicates: Predicates;
  /** The condition on several events; absent for a rule of which every event is a finding. */
  readonly correlation?: Correlation;
  /** The columns of a finding. */
  readonly columns: { readonly actor: Expression; readonly target: Expression };
}

export const ruleLevels = ["informational", "low", "medium", "high", "critical"] as const;

export type RuleLevel = (typeof ruleLevels)[number];

/** Boolean expressions over one audit event, never null. They do not test whose event it is: a scan is limited to the vendor's events first. */
export interface Predicates {
  /** Trino SQL over the columns of CloudTrail Lake's table of integration events, which the table in S3 has too. */
  readonly trino: string;
  /** The expression of a Logs Insights `filter`; absent where its language cannot express the rule. */
  readonly insights?: string;
  /** Why there is no `insights`. */
  readonly insightsRefusal?: string;
}

export interface Correlation {
  readonly type: "event_count" | "value_count";
  /** The values that the events of one finding share. An event without one of them, or with a masked one, is left out. */
  readonly groupBy: readonly Expression[];
  /** What `value_count` counts the different values of, in any case. */
  readonly value?: Expression;
  readonly timespanSeconds: number;
  /** Bounds of the number of events or values; all that are given must hold. */
  readonly condition: CountCondition;
}

export interface CountCondition {
  readonly gte?: number;
  readonly gt?: number;
  readonly lte?: number;
  readonly lt?: number;
  readonly eq?: number;
  readonly neq?: number;
}

/** The text of an audit event's field, or null. */
export interface Expression {
  readonly trino: string;
  readonly insights: string;
}
