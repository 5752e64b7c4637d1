import type { CompiledRule } from "../compiledRule";
import type { ScanAnswer, ScanWindow } from "../scanAnswer";
import type { Row } from "../startedQuery";
import { isStatementFailure } from "./statementFailure";
import { readTrinoRows, type ScanSource, sharedBy, type TrinoTable, trinoScan } from "./trinoScan";

/** The answer to one statement. */
export interface StatementAnswer {
  readonly rows: readonly Row[];
  /** Bytes that the service scanned, for which it charges. */
  readonly bytesScanned: number;
}

/** A table that is scanned by SQL. */
export interface ScannedTable extends TrinoTable {
  /** The most characters of a statement. */
  readonly mostCharacters: number;
  /** Runs a statement; rejects where the service refuses it or it fails. */
  readonly ask: (statement: string) => Promise<StatementAnswer>;
}

/**
 * Scans a table for these rules with as few statements as its limit allows. A statement that fails because of its text or its rows is split in
 * halves until each rule that fails has failed alone; of any other error all its rules fail, since the halves would fail too.
 */
export async function scanTable(
  table: ScannedTable,
  rules: readonly CompiledRule[],
  sources: readonly ScanSource[],
  window: ScanWindow,
): Promise<ScanAnswer> {
  const shared = sharedBy(rules);
  const write = (some: readonly CompiledRule[]) => trinoScan(table, some, sources, window, shared);
  const packed = packStatements(rules, write, table.mostCharacters);
  const answers = await Promise.all(packed.map((some) => scanSome(some, table.ask, write, table.mostCharacters)));
  return joinAnswers(answers);
}

/** Puts rules, in their order, into as few statements as the limit allows. A rule that is too long is alone. */
export function packStatements(
  rules: readonly CompiledRule[],
  write: (some: readonly CompiledRule[]) => string,
  mostCharacters: number,
): readonly (readonly CompiledRule[])[] {
  const packed: CompiledRule[][] = [];
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

async function scanSome(
  rules: readonly CompiledRule[],
  ask: ScannedTable["ask"],
  write: (some: readonly CompiledRule[]) => string,
  mostCharacters: number,
): Promise<ScanAnswer> {
  const statement = write(rules);
  try {
    if (statement.length > mostCharacters) {
      throw new Error(
        `Its statement has ${statement.length} characters, and the service takes ${mostCharacters}; make the rule shorter.`,
      );
    }
    const { rows, bytesScanned } = await ask(statement);
    return { ...readTrinoRows(rows, rules), failures: new Map(), bytesScanned };
  } catch (error) {
    if (rules.length === 1 || !isStatementFailure(error)) {
      return failureOf(rules, error);
    }
    const middle = Math.ceil(rules.length / 2);
    const halves = [rules.slice(0, middle), rules.slice(middle)];
    return joinAnswers(await Promise.all(halves.map((half) => scanSome(half, ask, write, mostCharacters))));
  }
}

/** Gives an answer in which these rules failed. */
export function failureOf(rules: readonly CompiledRule[], error: unknown): ScanAnswer {
  const known = error instanceof Error ? error : new Error(String(error));
  return { rows: [], floods: [], failures: new Map(rules.map(({ name }) => [name, known])), bytesScanned: 0 };
}

/** Joins the answers of several statements. */
export function joinAnswers(answers: readonly ScanAnswer[]): ScanAnswer {
  return {
    rows: answers.flatMap(({ rows }) => rows),
    floods: answers.flatMap(({ floods }) => floods),
    failures: new Map(answers.flatMap(({ failures }) => [...failures])),
    bytesScanned: answers.reduce((sum, answer) => sum + answer.bytesScanned, 0),
  };
}
