import type { CompiledRule } from "./compiledRule";
import type { CountedCorrelation } from "./correlate";
import type { FindingMemory, MemoryScope, Run } from "./findingMemory";
import { countOf, type NewBurst, type ReportedSpan, unreported } from "./reported";
import { findingOf, type RuleFinding, type ScanRow } from "./ruleFinding";

/** The times of a scan, in milliseconds since 1970. */
export interface ScanWindow {
  /** Groups are read of which an event was stored since then. */
  readonly since: number;
  /** Events that were stored before then were all looked at, except late ones that are spared for a while. */
  readonly settled: number;
  /** Events that were stored since then were not looked at yet. */
  readonly through: number;
  /** No event is read whose own time is before this one. */
  readonly after: number;
}

/** What a scan answers. */
export interface ScanAnswer {
  readonly rows: readonly ScanRow[];
  /** How many groups there are of a rule on an integration, where the rows are of fewer. */
  readonly floods: readonly (MemoryScope & { readonly groups: number })[];
  /** The errors of rules whose statements failed, by the rule's name. */
  readonly failures: ReadonlyMap<string, Error>;
  readonly bytesScanned: number;
}

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
export interface RunDependencies {
  /** Scans the store for these rules. */
  readonly scan: (rules: readonly CompiledRule[], window: ScanWindow) => Promise<ScanAnswer>;
  readonly memory: FindingMemory;
  readonly publish: (finding: RuleFinding) => Promise<void>;
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
        const { reported, isWaiting } = await report(rule, answer, run, dependencies);
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
    const reasons = [...failures].map(([name, { message }]) => `${name}: ${message}`);
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
const overlap = 30 * 60_000;
/** In milliseconds. */
const hour = 3_600_000;
/** How far a rule that keeps failing looks back at most, in milliseconds, so that its scans do not grow for ever. */
const longestBehind = 7 * 86_400_000;
/** How many findings of a rule on an integration a run reports one by one. */
export const mostFindings = 100;

/** Counts every event for itself. */
const eachEvent: CountedCorrelation = { type: "event_count", timespanSeconds: 0, condition: { gte: 1 } };

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

/** Reports what a rule found, on each of its integrations. */
async function report(rule: CompiledRule, answer: ScanAnswer, run: Run, { memory, publish }: RunDependencies) {
  let reported = 0;
  let isWaiting = false;
  const publishClaimed = async (
    scope: MemoryScope,
    group: string,
    choose: (spans: readonly ReportedSpan[]) => readonly NewBurst<ScanRow>[],
    flood?: RuleFinding["flood"],
  ): Promise<number> => {
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
  const rows = answer.rows.filter((row) => row.rule === rule.name);
  for (const [integration, ofIntegration] of byText(rows, (row) => row.integration)) {
    const scope = { rule: rule.name, integration };
    const groups = byText(ofIntegration, ({ group = "" }) => group);
    let listed = 0;
    let left = 0;
    for (const [group, ofGroup] of groups) {
      let found = 0;
      const room = mostFindings - listed;
      const chosen = await publishClaimed(scope, group, (spans) => {
        const bursts = unreported(ofGroup, spans, rule.correlation ?? eachEvent);
        found = bursts.length;
        return bursts.slice(0, room);
      });
      listed += chosen;
      left += Math.max(0, found - room);
    }
    const flood = answer.floods.find((one) => one.rule === rule.name && one.integration === integration);
    const unread = (flood?.groups ?? groups.size) - groups.size;
    if (unread + left > 0) {
      const numbers = { listed, of: listed + left + unread };
      await publishClaimed(scope, floodGroup, (spans) => floodOf(ofIntegration, spans), numbers);
    }
  }
  return { reported, isWaiting };
}

/** The group of what a rule finds beyond what a run reports one by one; no key of a group is like it. */
const floodGroup = "\u0000flood";

/** Gives all rows of a flood as one burst, where some of them are of a time of which no flood was reported. */
function floodOf(rows: readonly ScanRow[], reported: readonly ReportedSpan[]): readonly NewBurst<ScanRow>[] {
  const isNew = rows.some(
    ({ eventTime }) => !reported.some((span) => eventTime >= span.first && eventTime <= span.last),
  );
  const sorted = [...rows].sort((one, other) => one.eventTime - other.eventTime);
  const [first, last] = [sorted[0], sorted.at(-1)];
  return isNew && first !== undefined && last !== undefined
    ? [{ group: floodGroup, rows: sorted, first: first.eventTime, last: last.eventTime, count: countOf(sorted) }]
    : [];
}

function byText<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const lists = new Map<string, Row[]>();
  for (const row of rows) {
    const list = lists.get(keyOf(row)) ?? [];
    list.push(row);
    lists.set(keyOf(row), list);
  }
  return lists;
}
