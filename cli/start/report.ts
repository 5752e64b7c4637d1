import type { FaultPlan } from "../../sandbox/faults";
import type { DeclaredIntegration } from "../../sandbox/integration";
import type { Ledger } from "../../sandbox/ledger";
import type { StackSandbox } from "../../sandbox/stackSandbox";
import { table } from "../table";
import type { Answer, ReportedFinding } from "./answers";
import { functionFailures } from "./failures";

/** What a run came to. */
export interface StartResult {
  readonly stack: StackSandbox;
  readonly integrations: readonly DeclaredIntegration[];
  readonly queries: readonly Answer[];
  /** What the detections found; undefined where the stack has none. */
  readonly findings: readonly ReportedFinding[] | undefined;
  readonly faults: FaultPlan;
}

/** The JSON that other programs rely on; `faults` has how often each fault struck, where any did. */
export function jsonReport({ stack, integrations, queries, findings = [], faults }: StartResult) {
  return {
    vendors: Object.fromEntries(
      integrations.map(({ key }) => [key, { ...stack.ledger(key), sinks: stack.sinkLedgers(key) }]),
    ),
    queries: queries.map(({ name, columns, rows }) => ({ name, columns, rows })),
    findings,
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
  /** Whether a terminal shows all rows, and more of each value. @default false */
  readonly isWhole?: boolean;
}

/** The counts of a ledger, in the order of the report. */
export const ledgerColumns = ["received", "ingested", "deduplicated", "rejected", "pending", "requests"] as const;

/** The ledger, faults, rejects and findings of a run; without faults, rejects or detections their tables are left out. */
export function reportTables({ stack, integrations, findings, faults }: StartResult): readonly ReportTable[] {
  const ledgers = integrations.flatMap(({ key }) => {
    const row = (name: string, ledger: Ledger) => [name, ...ledgerColumns.map((column) => ledger[column])];
    const ofSinks = Object.entries(stack.sinkLedgers(key));
    return [
      row(key, stack.ledger(key)),
      ...(ofSinks.length > 1 ? ofSinks.map(([sink, ledger]) => row(`${key}, ${sink}`, ledger)) : []),
    ];
  });
  const rejects = integrations.flatMap(({ key }) =>
    stack.rejects(key).map(({ reason, count }) => [key, count, reason]),
  );
  const tables: readonly ReportTable[] = [
    {
      title: "Ledger",
      columns: ["vendor", ...ledgerColumns],
      rows: ledgers,
      note: [...integrations.flatMap((one) => memory(stack, one)), ...functionFailures(stack, integrations)].join("\n"),
      isWhole: true,
    },
    { title: "Faults", columns: ["fault", "struck"], rows: [...faults.strikes].sort(), isWhole: true },
    { title: "Rejected", columns: ["vendor", "events", "reason"], rows: rejects, isWhole: true },
  ];
  return [
    ...tables.filter(({ rows }) => rows.length > 0),
    ...(findings === undefined
      ? []
      : [
          {
            title: "What the detections found",
            columns: ["level", "rule", "vendor", "time", "actor", "action", "target", "address", "events"],
            rows: findings.map(({ level, rule, integration, first, actor, action, target, sourceIPAddress, count }) => {
              return [level, rule, integration, first, actor, action, target, sourceIPAddress, count];
            }),
          },
        ]),
  ];
}

/** The answer of a saved query. */
export function answerTable({ file, question, columns, rows }: Answer): ReportTable {
  return { title: `${question}\n(queries/${file})`, columns, rows };
}

/** Ledger, rejects and answers as text. */
export function humanReport(result: StartResult): string {
  return [...reportTables(result), ...result.queries.map(answerTable)]
    .map(({ title, columns, rows, note, isWhole }) => {
      const text = isWhole ? table(columns, rows, 120) : rowsText(columns, rows);
      return `\n${title}\n\n${text}\n${note ? `\n${note}\n` : ""}`;
    })
    .join("");
}

/** How much memory the forwarders took, against what is declared. */
function memory({ sandbox }: StackSandbox, { key, path }: DeclaredIntegration): readonly string[] {
  const deliveries = Object.entries(path?.deliveries ?? {});
  return deliveries.flatMap(([sink, { functionName }]) => {
    const { peakMemoryBytes = 0, settings } = sandbox.functions.get(functionName) ?? {};
    const peak = Math.round(peakMemoryBytes / 1024 ** 2);
    const whose = deliveries.length > 1 ? `${key} to ${sink}` : key;
    return settings === undefined
      ? []
      : [`The forwarder of ${whose} took ${peak} MB of its ${settings.memorySizeMegabytes} MB at most.`];
  });
}

const rowsShown = 10;

function rowsText(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) {
    return "No rows.";
  }
  const more =
    rows.length > rowsShown ? `\n... and ${(rows.length - rowsShown).toLocaleString("en-US")} more rows` : "";
  return `${table(columns, rows.slice(0, rowsShown), 32)}${more}`;
}
