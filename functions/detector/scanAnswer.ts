import type { CompiledRule } from "./compiledRule";
import type { MemoryScope } from "./findings/findingMemory";
import type { ScanRow } from "./findings/ruleFinding";

/** The times of a scan, in milliseconds since 1970. */
export interface ScanWindow {
  /** Groups are read if at least one of their events was stored since this time. */
  readonly since: number;
  /** Events stored since this time have not been read yet; earlier ones may have been. */
  readonly through: number;
  /** Events with an earlier event time are not read. */
  readonly after: number;
}

/** The result of a scan. */
export interface ScanAnswer {
  readonly rows: readonly ScanRow[];
  /** Number of groups of a rule on an integration, if the rows cover only some of them. */
  readonly floods: readonly (MemoryScope & { readonly groups: number })[];
  /** The errors of rules whose statements failed, by rule name. */
  readonly failures: ReadonlyMap<string, Error>;
  readonly bytesScanned: number;
}

/** Creates a result in which these rules failed. */
export function failureOf(rules: readonly CompiledRule[], error: unknown): ScanAnswer {
  const known = error instanceof Error ? error : new Error(String(error));
  return { rows: [], floods: [], failures: new Map(rules.map(({ name }) => [name, known])), bytesScanned: 0 };
}

/** Merges the results of several statements. */
export function joinAnswers(answers: readonly ScanAnswer[]): ScanAnswer {
  return {
    rows: answers.flatMap(({ rows }) => rows),
    floods: answers.flatMap(({ floods }) => floods),
    failures: new Map(answers.flatMap(({ failures }) => [...failures])),
    bytesScanned: answers.reduce((sum, answer) => sum + answer.bytesScanned, 0),
  };
}
