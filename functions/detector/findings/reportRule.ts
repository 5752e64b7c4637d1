import { byText } from "../byText";
import type { CountedCorrelation } from "../correlate";
import { readsFrom } from "../scan/readsFrom";
import type { ScanAnswer } from "../scanAnswer";
import type { ScheduledRule } from "../scheduledRule";
import type { FindingMemory, MemoryScope, Run } from "./findingMemory";
import { countOf, type NewBurst, type ReportedSpan, unreported } from "./reported";
import { findingOf, type RuleFinding, type ScanRow } from "./ruleFinding";

/** Dependencies of reporting. */
export interface ReportDependencies {
  readonly memory: FindingMemory;
  readonly publish: (finding: RuleFinding) => Promise<void>;
  /** Reports whether the run has time to start something else. */
  readonly hasTime: () => boolean;
}

/**
 * Reports the findings of a rule for each of its integrations.
 * @throws Error if the run is out of time: reported findings are remembered, and the next run reports the rest
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
      throw new Error("The run had no time left to report all its findings.");
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
    await claim.confirm();
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

/** Maximum number of findings per rule and integration that a run reports individually. */
export const mostFindings = 100;

/** Maximum number of groups that a scan reads if its statement may return groups without a burst. */
export const mostCandidates = 1_000;

/** Makes every event its own burst. */
const eachEvent: CountedCorrelation = { type: "event_count", timespanSeconds: 0, condition: { gte: 1 } };

/** Returns all rows of a flood as one burst, if some of them are from a time for which no flood was reported. */
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
