import { byText } from "./byText";
import { longestTimespan } from "./correlate";
import type { Run } from "./findings/findingMemory";
import { type ReportDependencies, reportRule } from "./findings/reportRule";
import { failureOf, type ScanAnswer, type ScanWindow } from "./scanAnswer";
import type { ScheduledRule } from "./scheduledRule";

/** One scan of a store, as requested by a schedule. */
export interface ScanTask {
  /** The scan's name in the memory. */
  readonly scan: string;
  /** The scheduled time, in milliseconds since 1970. */
  readonly scheduled: number;
  /** Maximum delay, in hours, between an event's own time and its storage for the event to be found. */
  readonly lateHours: number;
}

/** Dependencies injected into a run. */
export interface RunDependencies extends ReportDependencies {
  /** Scans the store for these rules. */
  readonly scan: (rules: readonly ScheduledRule[], window: ScanWindow) => Promise<ScanAnswer>;
  readonly now: () => number;
}

/** The result of a run. */
export interface RunSummary {
  readonly rows: number;
  readonly findings: number;
  readonly bytesScanned: number;
  /** Rules with a finding that another run holds: the next run checks them again. */
  readonly waiting: readonly string[];
}

/**
 * Runs the rules of one store that are due: reads what was stored since their last run, and reports each finding that was not reported
 * before. A rule that fails does not affect the others; its next run starts where this one did.
 * @param runId distinguishes a retry of this run from another run
 * @throws Error naming the rules that failed, after all others have run
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
  // A rule's first run reads events that may still be late, plus what a normal run reads.
  const through = (rule: ScheduledRule) =>
    progress?.rules[progressKey(rule)] ?? scheduled - Math.max(late, (rule.everyMinutes ?? 0) * minute);
  const due = rules.filter((rule) => isDue(rule, through(rule), scheduled));
  const failures = new Map<string, Error>();
  const waiting = new Set<string>();
  const summary = { rows: 0, findings: 0, bytesScanned: 0 };
  for (const { from, rules: batch } of byStart(due, (rule) => Math.max(through(rule), scheduled - longestBehind))) {
    const since = from - overlap;
    // The oldest event that may have been stored since then, and the events in one window with it.
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

/** Builds a key. A rule may occur twice, for different integrations, each with its own schedule. */
function progressKey({ name, integrations = [] }: ScheduledRule): string {
  return [name, ...integrations].join(" ");
}

/**
 * Overlap of a run with the time of the previous one, in milliseconds: what was stored at its end may not have been queryable yet. Events
 * found twice are reported once.
 */
export const overlap = 30 * 60_000;
/** In milliseconds. */
const minute = 60_000;
const hour = 3_600_000;
/** The longest time, in milliseconds, that a continually failing rule reads back, so that its scans do not grow without bound. */
const longestBehind = 7 * 86_400_000;
/** By how much the times that a schedule hands over may differ from its rate, in milliseconds. */
const tolerance = 30_000;

/** Reports whether a rule is due. A failed rule keeps its old progress and is due immediately. */
function isDue({ everyMinutes = 0 }: ScheduledRule, through: number, scheduled: number): boolean {
  return scheduled > through && scheduled >= through + everyMinutes * minute - tolerance;
}

/** Returns the rules that did not fail, fewest rows first: a rule with much to report takes time and must not delay the others. */
function fewestRowsFirst(rules: readonly ScheduledRule[], { rows, failures }: ScanAnswer): readonly ScheduledRule[] {
  const rowsOf = byText(rows, ({ rule }) => rule);
  const countOf = ({ name }: ScheduledRule) => rowsOf.get(name)?.length ?? 0;
  return rules.filter(({ name }) => !failures.has(name)).sort((one, other) => countOf(one) - countOf(other));
}

/**
 * Groups rules by start time, latest first. A rule that is behind is therefore scanned separately and last, and does not delay the others.
 */
function byStart(rules: readonly ScheduledRule[], startOf: (rule: ScheduledRule) => number) {
  const batches = byText(rules, (rule) => String(startOf(rule)));
  return [...batches]
    .map(([start, list]) => ({ from: Number(start), rules: list }))
    .sort((one, other) => other.from - one.from);
}
