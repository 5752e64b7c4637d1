import type { FaultPlan } from "../../sandbox/faults";
import type { DeclaredIntegration } from "../../sandbox/integration";
import type { StackSandbox } from "../../sandbox/stackSandbox";
import { table } from "../table";
import type { Answer } from "./answers";
import type { ToldFinding } from "./findings";

/** What a run came to. */
export interface StartResult {
  readonly stack: StackSandbox;
  readonly integrations: readonly DeclaredIntegration[];
  readonly queries: readonly Answer[];
  /** What the detections found; undefined where the stack has none. */
  readonly findings: readonly ToldFinding[] | undefined;
  readonly faults: FaultPlan;
}

/** The JSON that other programs rely on; `faults` has how often each fault struck, where any did. */
export function jsonReport({ stack, integrations, queries, faults }: StartResult) {
  return {
    vendors: Object.fromEntries(integrations.map(({ key }) => [key, stack.ledger(key)])),
    queries: queries.map(({ name, columns, rows }) => ({ name, columns, rows })),
    ...(faults.strikes.size > 0 && { faults: Object.fromEntries(faults.strikes) }),
  };
}

/** Ledger, rejects and answers as a person reads them. */
export function humanReport({ stack, integrations, queries, findings, faults }: StartResult): string {
  const columns = ["vendor", "received", "ingested", "deduplicated", "rejected", "pending", "requests"] as const;
  const ledgers = integrations.map(({ key }) => {
    const { received, ingested, deduplicated, rejected, pending, requests } = stack.ledger(key);
    return [key, received, ingested, deduplicated, rejected, pending, requests];
  });
  const rejects = integrations.flatMap(({ key }) =>
    stack.rejects(key).map(({ reason, count }) => [key, count, reason]),
  );
  return [
    section("Ledger", `${table(columns, ledgers)}\n\n${integrations.flatMap((one) => memory(stack, one)).join("\n")}`),
    ...(faults.strikes.size > 0 ? [section("Faults", table(["fault", "struck"], [...faults.strikes].sort()))] : []),
    ...(rejects.length > 0 ? [section("Rejected", table(["vendor", "events", "reason"], rejects, 120))] : []),
    ...(findings === undefined ? [] : [section("What the detections found", findingsText(findings))]),
    ...queries.map(({ file, question, columns, rows }) =>
      section(`${question}\n(queries/${file})`, rowsText(columns, rows)),
    ),
  ].join("");
}

/** How much memory the forwarder took, against what is declared. */
function memory({ sandbox }: StackSandbox, { key, path }: DeclaredIntegration): readonly string[] {
  const forwarder = sandbox.functions.get(path?.functionName ?? "");
  if (forwarder === undefined) {
    return [];
  }
  const peak = Math.round(forwarder.peakMemoryBytes / 1024 ** 2);
  return [`The forwarder of ${key} took ${peak} MB of its ${forwarder.settings.memorySizeMegabytes} MB at most.`];
}

function findingsText(findings: readonly ToldFinding[]): string {
  const columns = ["severity", "detection", "vendor", "when", "who", "what", "from", "events"];
  return rowsText(
    columns,
    findings.map(({ severity, detection, integration, firstTime, who, what, origin, howMany }) => [
      severity,
      detection,
      integration,
      firstTime,
      who,
      what,
      origin,
      howMany,
    ]),
  );
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

function section(title: string, text: string): string {
  return `\n${title}\n\n${text}\n`;
}
