import { levels } from "../../functions/detector/compiledRule";
import type { ReportedFinding } from "../../sandbox/ledger/findings";
import type { Ledger } from "../../sandbox/ledger/ledger";
import { cellText, table, wrappedTable } from "../command/table";
import { styled } from "../command/terminal";
import { counted, folded } from "../command/text";
import { functionFailures } from "./failures";
import { ledgerColumns } from "./ledgerColumns";
import type { StartResult } from "./report";
import { verdictOf } from "./verdict";

export interface SummaryOptions {
  /** Columns of the terminal. No line is longer unless a word is. */
  readonly width: number;
  /** The time of the sandbox, in milliseconds since 1970. */
  readonly now: number;
  /** The number of events that matched no rule, by integration. */
  readonly unmatched: ReadonlyMap<string, number>;
  /** Commands to run next, each with its purpose. */
  readonly next: readonly (readonly [command: string, result: string])[];
}

/** The ledger, the verdict, the failures, the findings and the next commands: one screen if few events failed. */
export function summary(result: StartResult, { width, now, unmatched, next }: SummaryOptions): string {
  const { stack, integrations, findings, faults } = result;
  const ledgers = integrations.map(({ key }) => [key, stack.ledger(key)] as const);
  const { state, text } = verdictOf(ledgers, unmatched);
  const strikes = [...faults.strikes].sort().map(([fault, count]) => `${fault} ${counted(count, "time")}`);
  return [
    [ledgerText(result, width)],
    [
      ...folded(`${marks[state]} ${text}`, width).map((line) => styled("stdout", colors[state], line)),
      ...(strikes.length === 0 ? [] : folded(`Faults that struck: ${strikes.join(", ")}.`, width)),
    ],
    failuresText(result, width),
    functionFailures(stack, integrations),
    findings === undefined ? [] : findingsText(findings, width, now),
    ["What to do next:", ...nextText(next, width)],
  ]
    .filter((section) => section.length > 0)
    .map((section) => `\n${section.join("\n")}\n`)
    .join("");
}

const marks = { good: "\u2713", warning: "!", bad: "\u2717" } as const;

const colors = { good: "green", warning: "yellow", bad: "red" } as const;

const columns = [...ledgerColumns, ["requests", "requests"]] as const;

/** The ledger of each integration and, for several sinks, of each sink. */
function ledgerText({ stack, integrations }: StartResult, width: number): string {
  const row = (name: string, ledger: Ledger) => [name, ...columns.map(([, column]) => ledger[column])];
  const rows = integrations.flatMap(({ key }) => {
    const ofSinks = Object.entries(stack.sinkLedgers(key));
    return [
      row(key, stack.ledger(key)),
      ...(ofSinks.length > 1 ? ofSinks.map(([sink, ledger]) => row(`${key}, ${sink}`, ledger)) : []),
    ];
  });
  return table(["vendor", ...columns.map(([name]) => name)], rows, width, width);
}

const mostReasons = 8;

/** The reasons of failed events, the most frequent first, each complete. */
function failuresText({ stack, integrations }: StartResult, width: number): readonly string[] {
  const rejects = integrations.flatMap(({ key }) =>
    stack.rejects(key).map(({ count, reason }) => [key, count, reason] as const),
  );
  if (rejects.length === 0) {
    return [];
  }
  const more = rejects.length - mostReasons;
  return [
    wrappedTable(["vendor", "failed", "reason"], rejects.slice(0, mostReasons), {}, width),
    ...(more > 0 ? [`... and ${counted(more, "more reason")}; --json has all of them`] : []),
  ];
}

/** Number of findings in a summary; it shows the latest. */
const mostFindings = 10;
const day = 24 * 60 * 60 * 1000;

function findingsText(findings: readonly ReportedFinding[], width: number, now: number): readonly string[] {
  if (findings.length === 0) {
    return ["Findings: none."];
  }
  const byLevel = [...levels].reverse().flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return count === 0 ? [] : `${count.toLocaleString("en-US")} ${level}`;
  });
  const latest = [...findings].sort((one, other) => one.last.localeCompare(other.last)).slice(-mostFindings);
  const isRecent = latest.every(({ last }) => now - Date.parse(last) < day);
  const rows = latest.map(({ last, level, integration, actor, sourceIPAddress, title }) => [
    isRecent ? last.slice(11, 16) : last.slice(0, 16).replace("T", " "),
    level,
    cellText(integration, 16),
    cellText(whoOf(actor, sourceIPAddress), Math.max(17, Math.floor(width / 5))),
    title,
  ]);
  const which = findings.length > latest.length ? ` The latest ${latest.length}, in UTC:` : " In UTC:";
  return [
    ...folded(`Findings: ${byLevel.join(", ")}.${which}`, width),
    "",
    table(["time", "level", "vendor", "actor", "finding"], rows, width, width),
  ];
}

/** Names the actors: for several users, the address that they share, if they do. */
function whoOf(actor: string, sourceIPAddress: string): string {
  const isShared = sourceIPAddress !== "" && !sourceIPAddress.includes(", ");
  return actor === "" || (actor.includes(", ") && isShared) ? sourceIPAddress : actor;
}

function nextText(next: SummaryOptions["next"], width: number): readonly string[] {
  const indent = Math.max(...next.map(([command]) => command.length)) + 4;
  return next.flatMap(([command, result]) => {
    const [first = "", ...others] = folded(result, width - indent);
    return [`  ${command}`.padEnd(indent) + first, ...others.map((other) => " ".repeat(indent) + other)];
  });
}
