import { redactedMark } from "../privacy/secretValues";
import type { CompiledRule, Condition, Correlation } from "./compiledRule";

/** An event that matches a base rule, as returned by a scan. */
export interface CorrelationRow {
  readonly uid: string;
  /** The event's own time, in milliseconds since 1970. */
  readonly eventTime: number;
  /** The group's key (see groupKey); undefined for an event without a group, which is left out. */
  readonly group?: string | undefined;
  /** The value that a `value_count` counts; events without one are left out there. */
  readonly value?: string | undefined;
  /** Number of events with this second, group and value that the row represents. @default 1 */
  readonly count?: number | undefined;
}

/** Events of one group that together meet a rule's condition. */
export interface Burst<Row extends CorrelationRow = CorrelationRow> {
  readonly group: string;
  /** Sorted by time, with unique UIDs. */
  readonly rows: readonly Row[];
  /** The times of the first and the last event, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

/** The fields of a correlation that counting needs. */
export type CountedCorrelation = Pick<Correlation, "type" | "timespanSeconds" | "condition">;

/**
 * Finds bursts among the events of a rule, by group and time. Each event ends a window of the timespan, both ends included; windows that
 * meet the condition are joined if they share an event, and each result is a burst. Takes n log n steps.
 *
 * Windows and case follow the Sigma specification 2.1 as pySigma's sqlite backend implements it: `[t - T, t]`, groups in lower case, events
 * without a group left out.
 * @throws Error if the condition is not a lower bound
 */
export function correlate<Row extends CorrelationRow>(
  rows: readonly Row[],
  correlation: CountedCorrelation,
): readonly Burst<Row>[] {
  const minimum = minimumOf(correlation.condition);
  const timespan = correlation.timespanSeconds * 1_000;
  const isValueCount = correlation.type === "value_count";
  return [...byGroup(rows)].flatMap(([group, all]) => {
    const counted = eachOnce(isValueCount ? all.filter(({ value }) => isKnown(value)) : all);
    const counter = isValueCount ? distinctValues() : sumOfCounts();
    return spans(counted, timespan, minimum, counter).map(([from, to]): Burst<Row> => {
      const members = counted.slice(from, to + 1);
      return { group, rows: members, first: timeAt(members, 0), last: timeAt(members, members.length - 1) };
    });
  });
}

/**
 * Returns the minimum count that meets a condition.
 * @throws Error for an upper bound: a late event would make a reported finding wrong
 */
export function minimumOf(condition: Condition): number {
  const { gte, gt, ...others } = condition;
  const refused = Object.entries(others).find(([, bound]) => bound !== undefined);
  if (refused !== undefined) {
    throw new Error(
      `The condition ${refused[0]}: ${refused[1]} cannot be decided while events may still arrive; use gte or gt.`,
    );
  }
  const bounds = [...(gte === undefined ? [] : [gte]), ...(gt === undefined ? [] : [gt + 1])];
  const minimum = Math.max(...bounds);
  if (!Number.isSafeInteger(minimum) || minimum < 1) {
    throw new Error(
      `The condition ${JSON.stringify(condition)} must have gte, a whole number from 1, or gt, a whole number from 0.`,
    );
  }
  return minimum;
}

/** Returns the longest timespan of these rules, in milliseconds; 0 if none counts events. */
export function longestTimespan(rules: readonly Pick<CompiledRule, "correlation">[]): number {
  return 1_000 * Math.max(0, ...rules.map(({ correlation }) => correlation?.timespanSeconds ?? 0));
}

/** Sorts rules by timespan. A statement reads as far back as its longest timespan, so rules with long ones are grouped together. */
export function byTimespan<Rule extends Pick<CompiledRule, "correlation">>(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort((one, other) => longestTimespan([one]) - longestTimespan([other]));
}

/**
 * Builds a group's key from the values that it is grouped by, in lower case; undefined if a value is missing, or masked and therefore not
 * attributable to one user.
 */
export function groupKey(values: readonly (string | undefined)[]): string | undefined {
  return values.every(isKnown) ? values.map((value) => value.toLowerCase()).join(keySeparator) : undefined;
}

/** The separator between the values of a key: ASCII's unit separator. */
export const keySeparator = "\u001f";

function isKnown(value: string | undefined): value is string {
  return value !== undefined && value !== "" && value !== redactedMark;
}

function byGroup<Row extends CorrelationRow>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.group !== undefined) {
      const list = groups.get(row.group) ?? [];
      list.push(row);
      groups.set(row.group, list);
    }
  }
  return groups;
}

/** Sorts events by time and removes duplicate UIDs: vendors and retries send events more than once. */
function eachOnce<Row extends CorrelationRow>(rows: readonly Row[]): readonly Row[] {
  const byUid = new Map(rows.map((row) => [row.uid, row]));
  return [...byUid.values()].sort((one, other) => one.eventTime - other.eventTime || compareTexts(one.uid, other.uid));
}

function compareTexts(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

/** A counter for the events of a moving window. */
interface WindowCounter {
  readonly add: (row: CorrelationRow) => void;
  readonly remove: (row: CorrelationRow) => void;
  readonly count: () => number;
}

function sumOfCounts(): WindowCounter {
  let sum = 0;
  return {
    add: ({ count = 1 }) => {
      sum += count;
    },
    remove: ({ count = 1 }) => {
      sum -= count;
    },
    count: () => sum,
  };
}

function distinctValues(): WindowCounter {
  const rowsOf = new Map<string, number>();
  const change = ({ value = "" }: CorrelationRow, by: number) => {
    const key = value.toLowerCase();
    const left = (rowsOf.get(key) ?? 0) + by;
    if (left === 0) {
      rowsOf.delete(key);
    } else {
      rowsOf.set(key, left);
    }
  };
  return { add: (row) => change(row, 1), remove: (row) => change(row, -1), count: () => rowsOf.size };
}

/**
 * Finds the spans of sorted rows, as first and last index, that are covered by windows with the minimum count. Both ends of a window only
 * move forward.
 */
function spans(
  rows: readonly CorrelationRow[],
  timespan: number,
  minimum: number,
  counter: WindowCounter,
): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (const [index, row] of rows.entries()) {
    counter.add(row);
    for (; timeAt(rows, from) < row.eventTime - timespan; from++) {
      counter.remove(rows[from] ?? row);
    }
    // A window includes all events at its end time.
    const isLastOfMoment = timeAt(rows, index + 1) !== row.eventTime;
    if (isLastOfMoment && counter.count() >= minimum) {
      const before = found.at(-1);
      if (before !== undefined && from <= before[1]) {
        found[found.length - 1] = [before[0], index];
      } else {
        found.push([from, index]);
      }
    }
  }
  return found;
}

function timeAt(rows: readonly CorrelationRow[], index: number): number {
  return rows[index]?.eventTime ?? Number.POSITIVE_INFINITY;
}
