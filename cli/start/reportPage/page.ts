import { isBalanced, type Ledger } from "../../../sandbox/ledger";
import { answersSection } from "./answersSection";
import { dataTable } from "./dataTable";
import { eventsSection } from "./eventsSection";
import { type Html, html } from "./html";
import type { ReportPageModel } from "./model";
import { style } from "./style";
import { topologyPicture } from "./topologyPicture";

/** The page of a run: one file that needs no other, no network and no script. Equal models give equal bytes. */
export function reportPage(model: ReportPageModel): string {
  const sections = sectionsOf(model);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Audit events of the stack ${model.stack}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>Audit events of the stack ${model.stack}</h1>
<p>A run in the sandbox, which played the Region ${model.region}. Times are in UTC.</p>
</header>
<nav aria-label="Sections"><ul>
${sections.map(
  ({ id, heading }) => html`<li><a href="#${id}">${heading}</a></li>
`,
)}</ul></nav>
<main id="content" tabindex="-1">
${sections.map(
  ({ id, heading, content }) => html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>
`,
)}</main>
</body>
</html>
`.markup;
}

interface Section {
  readonly id: string;
  readonly heading: string;
  readonly content: Html;
}

function sectionsOf(model: ReportPageModel): readonly Section[] {
  const { findings, faults } = model;
  return [
    { id: "ledger", heading: "Ledger", content: ledgerSection(model) },
    { id: "topology", heading: "Topology", content: topologyPicture(model.integrations) },
    { id: "events", heading: "Events", content: eventsSection(model) },
    ...(findings === undefined
      ? []
      : [{ id: "detections", heading: "Detections", content: findingsSection(findings) }]),
    { id: "rejects", heading: "Rejects", content: rejectsSection(model) },
    ...(faults.length === 0 ? [] : [{ id: "faults", heading: "Faults", content: faultsSection(faults) }]),
    { id: "queries", heading: "Saved queries", content: answersSection(model.answers) },
  ];
}

function ledgerSection({ integrations }: ReportPageModel): Html {
  const unbalanced = integrations.filter(({ ledger }) => !isBalanced(ledger)).map(({ key }) => key);
  const verdict =
    unbalanced.length === 0
      ? html`<p class="good">\u2713 Every event that was received is accounted for.</p>`
      : html`<p class="bad">\u2717 Events are unaccounted for, of ${unbalanced.join(", ")}.</p>`;
  const columns = ["received", "ingested", "deduplicated", "rejected", "pending", "requests"] as const;
  return html`${verdict}
${dataTable({
  caption: "Where each vendor's events are",
  columns: ["vendor", ...columns, "balance"],
  rows: integrations.map(({ key, ledger }) => [key, ...columns.map((column) => ledger[column]), balance(ledger)]),
  namedRows: true,
})}`;
}

function balance(ledger: Ledger): Html {
  return isBalanced(ledger)
    ? html`<span class="good">\u2713 balanced</span>`
    : html`<span class="bad">\u2717 received differs from the sum</span>`;
}

function findingsSection(findings: NonNullable<ReportPageModel["findings"]>): Html {
  return findings.length === 0
    ? html`<p>No detection found anything.</p>`
    : dataTable({
        caption: "What the detections found",
        columns: ["detection", "severity", "who", "what", "first", "last", "origin", "events"],
        rows: findings.map(({ detection, severity, who, what, firstTime, lastTime, origin, howMany }) => {
          return [detection, severity, who, what, firstTime, lastTime, origin, howMany];
        }),
        namedRows: true,
      });
}

function rejectsSection({ integrations }: ReportPageModel): Html {
  const rows = integrations.flatMap(({ key, rejects }) => rejects.map(({ reason, count }) => [key, count, reason]));
  return rows.length === 0
    ? html`<p>No event was rejected.</p>`
    : dataTable({
        caption: "Events that can never be ingested, by reason",
        columns: ["vendor", "events", "reason"],
        rows,
        namedRows: true,
        mostRows: 50,
      });
}

function faultsSection(faults: ReportPageModel["faults"]): Html {
  return dataTable({
    caption: "How often each fault struck",
    columns: ["fault", "struck"],
    rows: faults.map(({ fault, struck }) => [fault, struck]),
    namedRows: true,
  });
}
