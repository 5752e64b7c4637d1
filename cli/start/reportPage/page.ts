import { levels } from "../../../functions/detector/compiledRule";
import type { ReportedFinding } from "../../../sandbox/ledger/findings";
import { isBalanced, type Ledger } from "../../../sandbox/ledger/ledger";
import { cellText } from "../../command/table";
import { ledgerColumns } from "../ledgerColumns";
import type { ReportTable } from "../report";
import { eventsChart } from "./chart";
import { escaped, foldedTable, numberText, openTable, pairs, stateText } from "./markup";
import { style } from "./style";
import type { Lane } from "./timeAxis";

/** The path of an integration's events to one sink: the kinds and names of its resources, and the number of messages in each dead-letter queue. */
export interface Path {
  readonly sink: string;
  readonly ledger: Ledger;
  readonly steps: readonly (readonly [kind: string, name: string])[];
  readonly deadLetterQueues: readonly (readonly [name: string, messages: number])[];
}

/** One integration after a run. */
export interface IntegrationReport {
  readonly key: string;
  readonly vendor: string;
  readonly delivery: string;
  readonly ledger: Ledger;
  readonly paths: readonly Path[];
}

/** The content of a run's page. Equal models give equal pages. */
export interface ReportPageModel {
  readonly stack: string;
  /** Time, duration, seed and versions. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly integrations: readonly IntegrationReport[];
  /** Undefined if the stack has no detections. */
  readonly findings: readonly ReportedFinding[] | undefined;
  /** Integration, number of events and reason of failed events. */
  readonly failures: ReportTable["rows"];
  /** The latest errors of functions. */
  readonly errors: readonly string[];
  /** The kinds of faults and the number of times that each occurred. */
  readonly faults: ReportTable["rows"];
  readonly lanes: readonly Lane[];
  readonly answers: readonly ReportTable[];
}

/** Writes a run's page: one HTML file that needs no other file, no network and no script. */
export function reportPage(model: ReportPageModel): string {
  const { integrations, findings = [] } = model;
  const title = `Audit events of the stack ${escaped(model.stack)}`;
  const sections = sectionsOf(model).filter(([, content]) => content.length > 0);
  const facts = model.facts.map(([name, value]) => [name, escaped(value)] as const);
  const levelFigures = [...levels].reverse().flatMap((level) => {
    const count = numberText(findings.filter((finding) => finding.level === level).length);
    return count === "0" ? [] : [[`${level} findings`, `<span class="level ${level}">${count}</span>`] as const];
  });
  const none = model.findings === undefined || levelFigures.length > 0 ? [] : [["findings", "0"] as const];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="verdict">${verdict(integrations)}</p>
${pairs("figures", [...ledgerFigures(totalOf(integrations)), ...levelFigures, ...none])}
${pairs("facts", facts)}
<nav aria-label="Sections">${sections.map(([name]) => `<a href="#${idOf(name)}">${name}</a>`).join("\n")}</nav>
</header>
<main>
${sections.map(([name, content]) => `<h2 id="${idOf(name)}">${name}</h2>\n${content.join("\n")}`).join("\n")}
</main>
</body>
</html>
`;
}

function sectionsOf(model: ReportPageModel): readonly (readonly [name: string, content: readonly string[]])[] {
  const { findings, failures, errors, faults, lanes, integrations, answers } = model;
  const failed = { title: "Failed events", columns: ["integration", "events", "reason"], rows: failures };
  return [
    ["Findings", findings === undefined ? [] : [openTable(findingsTable(findings))]],
    [
      "Failed events",
      [
        ...(failures.length === 0 ? [] : [openTable(failed)]),
        ...errors.map((error) => `<p>${error.split("\n").map(escaped).join("<br>")}</p>`),
        ...(faults.length === 0 ? [] : [foldedTable({ title: "Faults", columns: ["fault", "struck"], rows: faults })]),
      ],
    ],
    ["Events over time", eventsChart(lanes)],
    ["Integrations", integrations.map(card)],
    ["Saved queries", answers.map(foldedTable)],
  ];
}

function idOf(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}

/** The findings by level, the latest first. */
function findingsTable(findings: readonly ReportedFinding[]): ReportTable {
  const rank = ({ level }: ReportedFinding) => levels.indexOf(level);
  // A long first text must not hide the second.
  const both = (...texts: readonly string[]) => texts.flatMap((text) => cellText(text, 140) || []).join(", ");
  return {
    title: "Findings",
    columns: ["level", "finding", "integration", "actor, address", "action, target", "events", "time"],
    rows: [...findings]
      .sort((one, other) => rank(other) - rank(one) || other.last.localeCompare(one.last))
      .map(({ level, title, rule, integration, actor, action, target, sourceIPAddress, count, first, last }) => [
        ...[level, title === rule ? rule : both(title, rule), integration],
        ...[both(actor, sourceIPAddress), both(action, target), count, first === last ? first : `${first} to ${last}`],
      ]),
  };
}

function ledgerFigures(ledger: Ledger): readonly (readonly [name: string, value: string])[] {
  return ledgerColumns.map(([name, column]) => {
    const isAmiss = ledger[column] > 0 && (column === "rejected" || column === "pending");
    return [name, isAmiss ? stateText("warn", numberText(ledger[column])) : numberText(ledger[column])];
  });
}

/** Reports in one sentence whether everything is stored. */
function verdict(integrations: readonly Pick<IntegrationReport, "key" | "ledger">[]): string {
  const { received, deduplicated, rejected, pending } = totalOf(integrations);
  const lost = integrations.filter(({ ledger }) => !isBalanced(ledger)).map(({ key }) => key);
  const amiss = [rejected > 0 && `${numberText(rejected)} failed`, pending > 0 && `${numberText(pending)} pending`];
  if (lost.length > 0) {
    return stateText("bad", `Events of ${lost.join(", ")} are unaccounted for.`);
  }
  if (received === 0) {
    return stateText("warn", "No event was received.");
  }
  if (rejected + pending > 0) {
    return stateText("warn", `Of ${numberText(received)} received events: ${amiss.filter(Boolean).join(", ")}.`);
  }
  const duplicates =
    deduplicated === 0
      ? ""
      : `, ${numberText(deduplicated)} of them ${deduplicated === 1 ? "a duplicate" : "duplicates"}`;
  return stateText("good", `All ${numberText(received)} received events are accounted for${duplicates}.`);
}

function totalOf(integrations: readonly Pick<IntegrationReport, "ledger">[]): Ledger {
  const sum = (column: keyof Ledger) => integrations.reduce((total, { ledger }) => total + ledger[column], 0);
  return {
    ...{ received: sum("received"), ingested: sum("ingested"), deduplicated: sum("deduplicated") },
    ...{ rejected: sum("rejected"), pending: sum("pending"), requests: sum("requests") },
  };
}

/** An integration with its counts and the path to each of its sinks. */
function card(integration: IntegrationReport): string {
  const { key, vendor, delivery, ledger, paths } = integration;
  const ofSink = ({ sink, ledger: own, steps, deadLetterQueues }: Path) => {
    const queues = deadLetterQueues.map(([name, messages]) => {
      const count = `${numberText(messages)} ${messages === 1 ? "message" : "messages"}`;
      return step(name, `dead-letter queue, ${messages === 0 ? count : stateText("warn", count)}`);
    });
    return `<h4>To ${escaped(sink)}</h4>${paths.length > 1 ? pairs("counts", ledgerFigures(own)) : ""}
<ol class="path">${steps.map(([kind, name]) => step(name, escaped(kind))).join("")}</ol>
${queues.length === 0 ? "" : `<ul class="path">${queues.join("")}</ul>`}`;
  };
  return `<article>
<h3>${escaped(key)} <span class="muted">${escaped(`${vendor}, ${delivery}`)}</span></h3>
<p>${verdict([integration])}</p>
${pairs("counts", ledgerFigures(ledger))}
${paths.map(ofSink).join("\n")}
</article>`;
}

/** A resource of a path; its kind is markup. */
function step(name: string, kind: string): string {
  return `<li><p><span class="muted">${kind}</span><br>${escaped(name)}</p></li>`;
}
