import { byText } from "./byText";
import type { CompiledRule } from "./compiledRule";
import type { Run } from "./findingMemory";
import { type ReportDependencies, reportRule } from "./reportRule";
import type { ScanAnswer, ScanWindow } from "./scanAnswer";

/** One scan of a store: what a schedule hands over. */
export interface ScanTask {
  /** Names the scan in the memory. */
  readonly scan: string;
  /** The time for which the schedule calls, in milliseconds since 1970. */
  readonly scheduled: number;
  /** How many hours after its own time an event may be stored and is still found. */
  readonly lateHours: number;
  /** Reads events as old as `lateHours` only so often. @default each run does */
  readonly sparing?: SparingScans | undefined;
}

/** What is scanned is paid for: most runs may read recent events alone, and find older ones a few hours later. */
export interface SparingScans {
  /** How many hours after its own time an event may be stored and is found by the next run. */
  readonly recentHours: number;
  /** How many hours after the last one a run reads all of `lateHours`. */
  readonly everyHours: number;
}

/** Dependencies injected into a run. */
export interface RunDependencies extends ReportDependencies {
  /** Scans the store for these rules. */
  readonly scan: (rules: readonly CompiledRule[], window: ScanWindow) => Promise<ScanAnswer>;
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
 * Runs the rules of one store once: reads what was stored since the last run, and reports each finding that was not reported before. A rule that fails
 * stays behind alone, and the next run begins with it where this one did.
 * @param runId tells a repetition of this run from another run
 * @throws Error after all others have run, naming the rules that failed
 */
export async function runScan(
  task: ScanTask,
  rules: readonly CompiledRule[],
  runId: string,
  dependencies: RunDependencies,
): Promise<RunSummary> {
  const { memory, now } = dependencies;
  const late = task.lateHours * hour;
  const progress = await memory.progress(task.scan);
  const first = task.scheduled - late;
  const through = (rule: string) => progress?.rules[rule] ?? first;
  const wholeThrough = (rule: string) => progress?.whole[rule] ?? first;
  const isWhole = (rule: string) =>
    task.sparing === undefined || task.scheduled - wholeThrough(rule) >= task.sparing.everyHours * hour;
  const due = rules.filter(({ name }) => through(name) < task.scheduled);
  const failures = new Map<string, Error>();
  const waiting = new Set<string>();
  const summary = { rows: 0, findings: 0, bytesScanned: 0 };
  const starts = due.map((rule): Start => {
    const whole = isWhole(rule.name);
    const begin = whole ? wholeThrough(rule.name) : through(rule.name);
    const oldest = task.scheduled - longestBehind;
    return {
      rule,
      isWhole: whole,
      from: Math.max(begin, oldest),
      through: Math.max(through(rule.name), oldest),
    };
  });
  for (const { from, isWhole: isWholeBatch, through: settledThrough, rules: batch } of byStart(starts)) {
    const since = from - overlap;
    const read = isWholeBatch || task.sparing === undefined ? late : task.sparing.recentHours * hour;
    const timespan = longestTimespan(batch);
    // The oldest event that may have been stored since then, and those that are in one window with it.
    const window = {
      since,
      settled: settledThrough - overlap,
      through: settledThrough,
      after: since - read - timespan,
    };
    const answer = await dependencies.scan(batch, window);
    summary.bytesScanned += answer.bytesScanned;
    summary.rows += answer.rows.length;
    for (const [name, error] of answer.failures) {
      failures.set(name, error);
    }
    // A later run that reads all may begin where the last such one ended.
    const oldest = Math.min(from, ...batch.map(({ name }) => wholeThrough(name)));
    const run: Run = { id: runId, now, horizon: oldest - overlap - late - timespan };
    for (const rule of batch.filter(({ name }) => !answer.failures.has(name))) {
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
  const isDone = (name: string) => !failures.has(name) && !waiting.has(name);
  const looked = (before: (name: string) => number, hasRead: (name: string) => boolean) =>
    Object.fromEntries(
      rules.map(({ name }) => [
        name,
        hasRead(name) && isDone(name) ? Math.max(before(name), task.scheduled) : before(name),
      ]),
    );
  await memory.advance(task.scan, {
    through: task.scheduled,
    rules: looked(through, () => true),
    whole: looked(wholeThrough, isWhole),
  });
  if (failures.size > 0) {
    const reasons = [...failures].map(([name, error]) => `${name}: ${error}`);
    throw new Error(
      `${failures.size} of ${rules.length} rules of ${task.scan} failed, and the next run looks at their events again. ${reasons.join(" ")}`,
    );
  }
  return { ...summary, waiting: [...waiting] };
}

/**
 * How far a run looks back into the time of the one before, in milliseconds: what was stored then could not always be queried yet. What is found
 * twice is reported once.
 */
export const overlap = 30 * 60_000;
/** In milliseconds. */
const hour = 3_600_000;
/** How far a rule that keeps failing looks back at most, in milliseconds, so that its scans do not grow for ever. */
const longestBehind = 7 * 86_400_000;
function longestTimespan(rules: readonly CompiledRule[]): number {
  return 1_000 * Math.max(0, ...rules.map(({ correlation }) => correlation?.timespanSeconds ?? 0));
}

/** Where the scan of a rule begins. */
interface Start {
  readonly rule: CompiledRule;
  readonly from: number;
  /** Where the last run ended, of either kind. */
  readonly through: number;
  readonly isWhole: boolean;
}

/** Puts rules together that begin at the same time. One that is behind is thus scanned apart, and holds up no other. */
function byStart(
  starts: readonly Start[],
): readonly (Omit<Start, "rule"> & { readonly rules: readonly CompiledRule[] })[] {
  const batches = byText(starts, ({ from, through, isWhole }) => `${from} ${through} ${isWhole}`);
  return [...batches.values()].flatMap((list) => {
    const [first] = list;
    return first === undefined ? [] : [{ ...first, rules: list.map(({ rule }) => rule) }];
  });
}
