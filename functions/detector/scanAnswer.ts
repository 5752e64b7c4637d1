import type { CompiledRule } from "./compiledRule";
import type { MemoryScope } from "./findingMemory";
import type { ScanRow } from "./ruleFinding";

/** The times of a scan, in milliseconds since 1970. */
export interface ScanWindow {
  /** Groups are read of which an event was stored since then. */
  readonly since: number;
  /** Events that were stored since then were not looked at yet; those that were stored before may have been. */
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
