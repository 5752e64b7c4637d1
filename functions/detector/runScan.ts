import { byText } from "./byText";
import { longestTimespan } from "./correlate";
import type { Run } from "./findingMemory";
import { type ReportDependencies, reportRule } from "./reportRule";
import { failureOf, type ScanAnswer, type ScanWindow } from "./scanAnswer";
import type { ScheduledRule } from "./scheduledRule";

/** One scan of a store: what a schedule hands over. */
export interface ScanTask {
  /** Names the scan in the memory. */
  readonly scan: string;
  /** The time for which the schedule calls, in milliseconds since 1970. */
  readonly scheduled: number;
  /** How many hours after its own time an event may be stored and is still found. */
  readonly lateHours: number;
}

/** Dependencies injected into a run. */
export interface RunDependencies extends ReportDependencies {
  /** Scans the store for these rules. */
  readonly scan: (rules: readonly ScheduledRule[], window: ScanWindow) => Promise<ScanAnswer>;
  readonly now: () => number;
}

/** What a run did. */
export interface RunSummary {
  readonly rows: number;
  readonly findings: number;
  readonly bytesScanned: number;
  /** Rules of which another run holds a finding: the next run looks at them again. */
  readonly waiting: readonly string[];
}

/**
 * Runs the rules of one store that are due once: reads what was stored since their last run, and reports each finding that was not reported before. A
 * rule that fails stays behind alone, and the next run begins with it where this one did.
 * @param runId tells a repetition of this run from another run
 * @throws Error after all others have run, naming the rules that failed
 */
export async function runScan(
  task: ScanTask,
  rules: readonly ScheduledRule[],
  runId: string,
  dependencies: RunDependencies,
): Promise<RunSummary> {
  const { memory, now, hasTime } = dependencies;
  const { scheduled } = task;
  const late = task.lateHours * hour;
  const progress = await memory.progress(task.scan);
  // A rule's first run reads what may still be late, and what a run of it usually reads.
  const through = (rule: ScheduledRule) =>
    progress?.rules[progressKey(rule)] ?? scheduled - Math.max(late, (rule.everyMinutes ?? 0) * minute);
  const due = rules.filter((rule) => isDue(rule, through(rule), scheduled));
  const failures = new Map<string, Error>();
  const waiting = new Set<string>();
  const summary = { rows: 0, findings: 0, bytesScanned: 0 };
  for (const { from, rules: batch } of byStart(due, (rule) => Math.max(through(rule), scheduled - longestBehind))) {
    const since = from - overlap;
    // The oldest event that may have been stored since then, and those that are in one window with it.
    const after = since - late - longestTimespan(batch);
    const answer = hasTime()
      ? await dependencies.scan(batch, { since, through: from, after })
      : failureOf(batch, new Error("The run had no time left for it."));
    summary.bytesScanned += answer.bytesScanned;
    summary.rows += answer.rows.length;
    for (const [name, error] of answer.failures) {
      failures.set(name, error);
    }
    const run: Run = { id: runId, now, horizon: after };
    for (const rule of fewestRowsFirst(batch, answer)) {
      try {
        const { reported, isWaiting } = await reportRule(rule, answer, run, dependencies);
        summary.findings += reported;
        if (isWaiting) {
          waiting.add(rule.name);
        }
      } catch (error) {
        failures.set(rule.name, error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
  const done = new Set(due.filter(({ name }) => !failures.has(name) && !waiting.has(name)));
  await memory.advance(task.scan, {
    through: scheduled,
    rules: Object.fromEntries(rules.map((rule) => [progressKey(rule), done.has(rule) ? scheduled : through(rule)])),
  });
  if (failures.size > 0) {
    const reasons = [...failures].map(([name, error]) => `${name}: ${error}`);
    throw new Error(
      `${failures.size} of ${rules.length} rules of ${task.scan} failed, and the next run looks at their events again. ${reasons.join(" ")}`,
    );
  }
  return { ...summary, waiting: [...waiting] };
}

/** A rule may be there once for some integrations and once for others, each with its own schedule. */
function progressKey({ name, integrations = [] }: ScheduledRule): string {
  return [name, ...integrations].join(" ");
}

/**
 * How far a run looks back into the time of the one before, in milliseconds: what was stored then could not always be queried yet. What is found
 * twice is reported once.
 */
export const overlap = 30 * 60_000;
/** In milliseconds. */
const minute = 60_000;
const hour = 3_600_000;
/** How far a rule that keeps failing looks back at most, in milliseconds, so that its scans do not grow for ever. */
const longestBehind = 7 * 86_400_000;
/** By how much the times that a schedule hands over may differ from its rate, in milliseconds. */
const tolerance = 30_000;

/** Reports whether a rule runs: one that failed stays where it was, and is due at once. */
function isDue({ everyMinutes = 0 }: ScheduledRule, through: number, scheduled: number): boolean {
  return scheduled > through && scheduled >= through + everyMinutes * minute - tolerance;
}

/** Gives the rules that did not fail, in an order in which those with much to report, which takes time, hold up no other. */
function fewestRowsFirst(rules: readonly ScheduledRule[], { rows, failures }: ScanAnswer): readonly ScheduledRule[] {
  const rowsOf = byText(rows, ({ rule }) => rule);
  const countOf = ({ name }: ScheduledRule) => rowsOf.get(name)?.length ?? 0;
  return rules.filter(({ name }) => !failures.has(name)).sort((one, other) => countOf(one) - countOf(other));
}

/**
 * Puts rules together that begin at the same time, the latest first. One that is behind is thus scanned apart and last, and holds up no other.
 */
function byStart(rules: readonly ScheduledRule[], startOf: (rule: ScheduledRule) => number) {
  const batches = byText(rules, (rule) => String(startOf(rule)));
  return [...batches]
    .map(([start, list]) => ({ from: Number(start), rules: list }))
    .sort((one, other) => other.from - one.from);
}
