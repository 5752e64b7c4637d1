import { byText } from "./byText";
import type { CountedCorrelation } from "./correlate";
import type { FindingMemory, MemoryScope, Run } from "./findingMemory";
import { countOf, type NewBurst, type ReportedSpan, unreported } from "./reported";
import { findingOf, type RuleFinding, type ScanRow } from "./ruleFinding";
import { readsFrom } from "./scan/readsFrom";
import type { ScanAnswer } from "./scanAnswer";
import type { ScheduledRule } from "./scheduledRule";

/** What reporting needs. */
export interface ReportDependencies {
  readonly memory: FindingMemory;
  readonly publish: (finding: RuleFinding) => Promise<void>;
  /** Reports whether the run may still begin something. */
  readonly hasTime: () => boolean;
}

/**
 * Reports what a rule found, on each of its integrations.
 * @throws Error where the run has no time left: what it reported is remembered, and the next run reports the rest
 */
export async function reportRule(
  rule: ScheduledRule,
  answer: Pick<ScanAnswer, "rows" | "floods">,
  run: Run,
  { memory, publish, hasTime }: ReportDependencies,
) {
  let reported = 0;
  let isWaiting = false;
  const publishClaimed = async (
    scope: MemoryScope,
    group: string | undefined,
    choose: (spans: readonly ReportedSpan[]) => readonly NewBurst<ScanRow>[],
    flood?: RuleFinding["flood"],
  ): Promise<number> => {
    if (!hasTime()) {
      throw new Error("The run had no time left to report all that it found.");
    }
    const claim = await memory.claim(scope, group, run, choose);
    if (claim.kind !== "ours") {
      isWaiting ||= claim.kind === "another run's";
      return 0;
    }
    for (const burst of claim.bursts) {
      await publish({ ...findingOf(rule, scope.integration, burst), ...(flood !== undefined && { flood }) });
      reported += 1;
    }
    await claim.told();
    return claim.bursts.length;
  };
  const { name, vendor } = rule;
  const rows = answer.rows.filter(
    ({ rule: found, integration }) => found === name && readsFrom(rule, { vendor, integration }),
  );
  for (const [integration, ofIntegration] of byText(rows, (row) => row.integration)) {
    const scope = { rule: rule.name, integration };
    const groups = byText(ofIntegration, ({ group = "" }) => group);
    let listed = 0;
    let left = 0;
    for (const [group, ofGroup] of groups) {
      let found = 0;
      const most = mostFindings - listed;
      const chosen = await publishClaimed(scope, group, (spans) => {
        const bursts = unreported(ofGroup, spans, rule.correlation ?? eachEvent);
        found = bursts.length;
        return bursts.slice(0, most);
      });
      listed += chosen;
      left += Math.max(0, found - most);
    }
    const flood = answer.floods.find((one) => one.rule === rule.name && one.integration === integration);
    const unread = (flood?.groups ?? groups.size) - groups.size;
    if (unread + left > 0) {
      const numbers = { listed, of: listed + left + unread };
      await publishClaimed(scope, undefined, (spans) => floodOf(ofIntegration, spans), numbers);
    }
  }
  return { reported, isWaiting };
}

/** How many findings of a rule on an integration a run reports one by one. */
export const mostFindings = 100;

/** How many groups a scan reads where its statement gives groups that may have no burst. */
export const mostCandidates = 1_000;

/** Counts every event for itself. */
const eachEvent: CountedCorrelation = { type: "event_count", timespanSeconds: 0, condition: { gte: 1 } };

/** Gives all rows of a flood as one burst, where some of them are of a time of which no flood was reported. */
function floodOf(rows: readonly ScanRow[], reported: readonly ReportedSpan[]): readonly NewBurst<ScanRow>[] {
  const isNew = rows.some(
    ({ eventTime }) => !reported.some((span) => eventTime >= span.first && eventTime <= span.last),
  );
  const sorted = [...rows].sort((one, other) => one.eventTime - other.eventTime);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return isNew && first !== undefined && last !== undefined
    ? [{ group: "", rows: sorted, first: first.eventTime, last: last.eventTime, count: countOf(sorted) }]
    : [];
}
