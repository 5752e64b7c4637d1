import {
  type NewBurst,
  type ReportedSpan,
  unreported,
  withReported,
} from "../../../functions/detector/findings/reported";
import type { MatchedRow } from "../../../sandbox/detections/runRule";
import type { Matches } from "./bruteForce";

/** A finding, and the run that reports it, counted from the start of the day. */
export interface Finding {
  readonly rule: string;
  readonly integration: string;
  readonly count: number;
  /** In milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly run: number;
  /** The UIDs of its events; of a flood only the first ones. */
  readonly uids: readonly string[];
}

/**
 * Returns the findings that the runs of a day must report for a rule, from its bursts in all events of the day: a
 * burst, or its new events, in the first run by which enough of it is stored (functions/detector/findings/reported.ts defines
 * when a continuing burst is reported again).
 * @param runOf returns the first run after the event of a UID was sent
 */
export function expectedFindings(
  { rule, bursts }: Matches,
  runOf: (uid: string) => number,
): readonly Omit<Finding, "integration">[] {
  const { correlation } = rule;
  const findingOf = ({ rows, count, first, last }: NewBurst<MatchedRow>, run: number) => ({
    ...{ rule: rule.name, count, first, last, run },
    uids: rows.map(({ uid }) => uid),
  });
  return bursts.flatMap((burst) => {
    const runs = [...new Set(burst.map(({ uid }) => runOf(uid)))].sort((one, other) => one - other);
    let reported: readonly ReportedSpan[] = [];
    return runs.flatMap((run) => {
      const stored = burst.filter(({ uid }) => runOf(uid) <= run);
      const single = { type: "event_count", timespanSeconds: 0, condition: { gte: 1 } } as const;
      const grouped = correlation === undefined ? stored.map((row) => ({ ...row, group: row.uid })) : stored;
      const fresh = unreported(grouped, reported, correlation ?? single);
      reported = withReported(reported, fresh, Number.NEGATIVE_INFINITY);
      return fresh.map((one) => findingOf(one, run));
    });
  });
}
