import type { FaultPlan } from "../../sandbox/faults";
import type { DeclaredIntegration } from "../../sandbox/integration";
import type { ReportedFinding } from "../../sandbox/ledger/findings";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { table } from "../command/table";
import { counted, folded } from "../command/text";
import type { Answer } from "./answers";

/** The results of a run. */
export interface StartResult {
  readonly stack: StackSandbox;
  readonly integrations: readonly DeclaredIntegration[];
  /** The saved queries' answers, if they are wanted. */
  readonly queries: readonly Answer[];
  /** The findings of the detections; undefined if the stack has none. */
  readonly findings: readonly ReportedFinding[] | undefined;
  readonly faults: FaultPlan;
}

/**
 * The JSON output, which other programs rely on. `rejects` has the reasons of failed events by integration, and `faults` the number of times each
 * fault occurred; each is left out if empty.
 */
export function jsonReport({ stack, integrations, queries, findings = [], faults }: StartResult) {
  const rejects = integrations.flatMap(({ key }) => {
    const reasons = stack.rejects(key);
    return reasons.length === 0 ? [] : [[key, reasons] as const];
  });
  return {
    vendors: Object.fromEntries(
      integrations.map(({ key }) => [key, { ...stack.ledger(key), sinks: stack.sinkLedgers(key) }]),
    ),
    queries: queries.map(({ name, columns, rows }) => ({ name, columns, rows })),
    findings,
    ...(rejects.length > 0 && { rejects: Object.fromEntries(rejects) }),
    ...(faults.strikes.size > 0 && { faults: Object.fromEntries(faults.strikes) }),
  };
}

/** One table of the report of a run. */
export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Text below the table. */
  readonly note?: string;
}

/** The answer of a saved query. */
export function answerTable({ file, question, vendors, columns, rows }: Answer): ReportTable {
  return { title: `${question}\n(queries/${file}, ${vendors.join(", ")})`, columns, rows };
}

/** Formats the answers of the saved queries as text. */
export function answersText(queries: readonly Answer[], width: number): string {
  return queries
    .map(answerTable)
    .map(({ title, columns, rows }) => {
      const lines = rows.length === 0 ? ["No rows."] : rowsText(columns, rows, width);
      return `\n${[...title.split("\n").flatMap((line) => folded(line, width)), "", ...lines].join("\n")}\n`;
    })
    .join("");
}

const rowsShown = 50;

function rowsText(columns: readonly string[], rows: readonly (readonly unknown[])[], width: number): readonly string[] {
  const more = rows.length - rowsShown;
  return [
    table(columns, rows.slice(0, rowsShown), Math.max(16, Math.floor(width / 2.5)), width),
    ...(more > 0 ? [`... and ${counted(more, "more row")}; --json has all of them`] : []),
  ];
}
