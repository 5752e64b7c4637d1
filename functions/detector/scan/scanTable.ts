import { byTimespan, longestTimespan } from "../correlate";
import { failureOf, joinAnswers, type ScanAnswer, type ScanWindow } from "../scanAnswer";
import type { ScheduledRule } from "../scheduledRule";
import type { Row } from "../startedQuery";
import { atMost } from "./atMost";
import { narrowed, oldestIn, oldestStatement } from "./oldestStored";
import { readsFrom } from "./readsFrom";
import { isStatementFailure } from "./statementFailure";
import { readTrinoRows } from "./trinoRows";
import { mostRows, type ScanSource, sharedBy, type TrinoTable, trinoScan } from "./trinoScan";

/** The result of one statement. */
export interface StatementAnswer {
  readonly rows: readonly Row[];
  /** Bytes that the service scanned and charges for. */
  readonly bytesScanned: number;
}

/** A table that is scanned with SQL. */
export interface ScannedTable extends TrinoTable {
  /** Maximum number of characters of a statement. */
  readonly mostCharacters: number;
  /** Runs a statement; rejects if the service refuses it or it fails. */
  readonly ask: (statement: string) => Promise<StatementAnswer>;
}

/** Number of concurrent statements, of the ten that CloudTrail Lake runs per account (AWS CloudTrail API Reference, StartQuery). */
const atOnce = 5;
/** Maximum number of rows that a scan holds in memory for split statements. If there may be more, an incomplete result is used as it is. */
const mostRowsOfScan = 80_000;

/**
 * Scans a table for these rules with as few statements as its length limit allows. The first statement finds the oldest event stored since
 * the window's start: if there is none, it is the only statement; otherwise the others read only events newer than, or in one window with,
 * that event.
 *
 * A statement that fails because of its text or its rows, or has more rows than a result can hold, is split in halves until each failing
 * rule has failed alone and each rule with many rows has its own result. After any other error all its rules fail, since the halves
 * would fail too.
 */
export async function scanTable(
  table: ScannedTable,
  rules: readonly ScheduledRule[],
  sources: readonly ScanSource[],
  window: ScanWindow,
): Promise<ScanAnswer> {
  const read = byTimespan(rules.filter((rule) => sources.some((source) => readsFrom(rule, source))));
  const shared = sharedBy(read);
  const writeFrom = (oldest: number) => (some: readonly ScheduledRule[]) =>
    trinoScan(table, some, sources, narrowed(window, oldest, some), shared);
  const write = writeFrom(window.after);
  const packed = packStatements(read, write, table.mostCharacters);
  const refusals = packed.flatMap((some) => {
    const { length } = write(some);
    return length > table.mostCharacters ? [failureOf(some, tooLong(length, table))] : [];
  });
  const statements = packed.filter((some) => write(some).length <= table.mostCharacters);
  const scanned = statements.flat();
  if (scanned.length === 0) {
    return joinAnswers(refusals);
  }
  try {
    const needed = sources.filter((source) => scanned.some((rule) => readsFrom(rule, source)));
    const late = window.after + longestTimespan(rules);
    const probe = await table.ask(oldestStatement(table, needed, window, late));
    const oldest = oldestIn(probe.rows);
    const scan: Scan = { ask: atMost(atOnce, table.ask), write: writeFrom(oldest ?? 0), sources, rows: 0 };
    const answers = oldest === undefined ? [] : await Promise.all(statements.map((some) => scanSome(some, scan)));
    return joinAnswers([...refusals, bytesOf(probe), ...answers]);
  } catch (error) {
    return joinAnswers([...refusals, failureOf(scanned, error)]);
  }
}

function tooLong(length: number, { mostCharacters }: ScannedTable): Error {
  return new Error(
    `Its statement has ${length} characters, but the service accepts ${mostCharacters}; shorten the rule.`,
  );
}

/** Distributes rules, in order, over as few statements as the limit allows. A rule that is too long is alone in its statement. */
export function packStatements<Rule>(
  rules: readonly Rule[],
  write: (some: readonly Rule[]) => string,
  mostCharacters: number,
): readonly (readonly Rule[])[] {
  const packed: Rule[][] = [];
  for (const rule of rules) {
    const last = packed.at(-1);
    if (last !== undefined && write([...last, rule]).length <= mostCharacters) {
      last.push(rule);
    } else {
      packed.push([rule]);
    }
  }
  return packed;
}

interface Scan {
  readonly ask: ScannedTable["ask"];
  readonly write: (some: readonly ScheduledRule[]) => string;
  readonly sources: readonly ScanSource[];
  /** The number of rows that the scan holds, plus the maximum still expected from split statements. */
  rows: number;
}

/** @param expected the number of the scan's rows reserved for this call until it has its result */
async function scanSome(rules: readonly ScheduledRule[], scan: Scan, expected = 0): Promise<ScanAnswer> {
  try {
    const answer = await scan.ask(scan.write(rules)).finally(() => {
      scan.rows -= expected;
    });
    const parts = answer.rows.length < mostRows ? [] : partsOf(rules, scan.sources);
    const more = parts.length * mostRows;
    if (parts.length > 1 && scan.rows + more <= mostRowsOfScan) {
      scan.rows += more;
      return joinAnswers([
        bytesOf(answer),
        ...(await Promise.all(parts.map((part) => scanSome(part, scan, mostRows)))),
      ]);
    }
    scan.rows += answer.rows.length;
    return { ...bytesOf(answer), ...readTrinoRows(answer.rows, rules) };
  } catch (error) {
    return rules.length === 1 || !isStatementFailure(error)
      ? failureOf(rules, error)
      : joinAnswers(await Promise.all(halvesOf(rules).map((half) => scanSome(half, scan))));
  }
}

/** Splits rules in halves; splits the integrations of a single rule. */
function partsOf(
  rules: readonly ScheduledRule[],
  sources: readonly ScanSource[],
): readonly (readonly ScheduledRule[])[] {
  if (rules.length > 1) {
    return halvesOf(rules);
  }
  return rules.flatMap((rule) => {
    const keys = sources.filter((source) => readsFrom(rule, source)).map(({ integration }) => integration);
    return halvesOf(keys).map((integrations) => [{ ...rule, integrations }]);
  });
}

/** Returns the halves of a list; a list of one item has one. */
function halvesOf<Item>(list: readonly Item[]): readonly (readonly Item[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)].filter(({ length }) => length > 0);
}

function bytesOf({ bytesScanned }: StatementAnswer): ScanAnswer {
  return { rows: [], floods: [], failures: new Map(), bytesScanned };
}
