import { isBalanced, type Ledger } from "../../../sandbox/ledger";
import { dataTable } from "./dataTable";
import { type Html, html } from "./html";
import { type PageIntegration, type ReportPageModel, routeColumns, type TimeBuckets } from "./model";
import { lengthText, startText } from "./timeBuckets";
import { timeChart } from "./timeChart";

export interface Section {
  readonly id: string;
  readonly heading: string;
  readonly content: Html;
}

/** The sections of the page, in their order; a section on detections or faults only where there were any. */
export function sectionsOf(model: ReportPageModel): readonly Section[] {
  const { integrations, findings, faults } = model;
  return [
    { id: "ledger", heading: "Ledger", content: ledger(integrations) },
    { id: "topology", heading: "Topology", content: topology(integrations) },
    { id: "events", heading: "Events", content: events(model) },
    ...(findings === undefined ? [] : [{ id: "detections", heading: "Detections", content: detections(findings) }]),
    { id: "rejects", heading: "Rejects", content: rejects(integrations) },
    ...(faults.length === 0
      ? []
      : [
          {
            id: "faults",
            heading: "Faults",
            content: dataTable({ caption: "How often each fault struck", columns: ["fault", "struck"], rows: faults }),
          },
        ]),
    { id: "queries", heading: "Saved queries", content: answers(model.answers) },
  ];
}

/** Rows of a saved query's answer, or reasons of rejects, that are shown; the others are counted. */
const mostRows = 50;

function ledger(integrations: readonly PageIntegration[]): Html {
  const unbalanced = integrations.filter((one) => !isBalanced(one.ledger)).map(({ key }) => key);
  const verdict =
    unbalanced.length === 0
      ? html`<p class="good">\u2713 Every event that was received is accounted for.</p>`
      : html`<p class="bad">\u2717 Events are unaccounted for, of ${unbalanced.join(", ")}.</p>`;
  const columns = ["received", "ingested", "deduplicated", "rejected", "pending", "requests"] as const;
  return html`${verdict}
${dataTable({
  caption: "Where each vendor's events are",
  columns: ["vendor", ...columns, "balance"],
  rows: integrations.map((one) => [one.key, ...columns.map((column) => one.ledger[column]), balance(one.ledger)]),
})}`;
}

function balance(counts: Ledger): Html {
  return isBalanced(counts)
    ? html`<span class="good">\u2713 balanced</span>`
    : html`<span class="bad">\u2717 received differs from the sum</span>`;
}

function topology(integrations: readonly PageIntegration[]): Html {
  return dataTable({
    caption: "What each vendor's events pass",
    columns: ["integration", ...routeColumns],
    rows: integrations.map(({ key, route }) => [key, ...routeColumns.map((column) => route[column] ?? "")]),
  });
}

/** When the stored events happened and of which kinds they are: a card for each integration, and the numbers of all charts in a table. */
function events({ integrations, buckets }: ReportPageModel): Html {
  if (buckets.count === 0) {
    return html`<p>No event was stored.</p>`;
  }
  return html`<p>By the time at which they happened, counted by ${lengthText(buckets)}.</p>
<div class="cards">
${integrations.map((integration) => card(integration, buckets))}</div>
<details>
<summary>The same as a table</summary>
${dataTable({
  caption: `Stored events, counted by ${lengthText(buckets)}`,
  columns: ["from", ...integrations.map(({ key }) => key)],
  rows: Array.from({ length: buckets.count }, (_, index) => [
    startText(buckets, index),
    ...integrations.map(({ counts }) => counts[index] ?? 0),
  ]),
})}</details>`;
}

function card({ key, counts, kinds }: PageIntegration, buckets: TimeBuckets): Html {
  const caption = `Most frequent kinds of events of ${key}`;
  return html`<div class="card">
<h3>${key}</h3>
${
  counts.every((count) => count === 0)
    ? html`<p>No event was stored.</p>`
    : html`${timeChart(key, buckets, counts)}
${dataTable({ caption, columns: ["kind", "events"], rows: kinds.top })}${kinds.more > 0 && html`<p class="muted">and ${kinds.more.toLocaleString("en-US")} more kinds</p>`}`
}
</div>
`;
}

function detections(findings: NonNullable<ReportPageModel["findings"]>): Html {
  return findings.length === 0
    ? html`<p>No detection found anything.</p>`
    : dataTable({
        caption: "What the detections found",
        columns: ["detection", "severity", "who", "what", "first", "last", "origin", "events"],
        rows: findings.map(({ detection, severity, who, what, firstTime, lastTime, origin, howMany }) => {
          return [detection, severity, who, what, firstTime, lastTime, origin, howMany];
        }),
      });
}

function rejects(integrations: readonly PageIntegration[]): Html {
  const rows = integrations.flatMap((one) => one.rejects.map(({ reason, count }) => [one.key, count, reason]));
  const caption = "Events that can never be ingested, by reason";
  return rows.length === 0
    ? html`<p>No event was rejected.</p>`
    : dataTable({ caption, columns: ["vendor", "events", "reason"], rows, mostRows });
}

/** The answers of every saved query, the question once above those of all stores. */
function answers(all: ReportPageModel["answers"]): Html {
  if (all.length === 0) {
    return html`<p>No query was asked: no vendor of this run fills an event data store or a log group.</p>`;
  }
  const questions = new Map(all.map(({ file, question }) => [file, question]));
  return html`${[...questions].map(
    ([file, question]) => html`<h3>${question}</h3>
<p class="muted"><code>queries/${file}</code></p>
${all
  .filter((one) => one.file === file)
  .map(({ name, store, columns, rows }) =>
    rows.length === 0
      ? html`<p>No rows in ${store}.</p>
`
      : dataTable({ caption: `${name} in ${store}`, columns, rows, mostRows, namedRows: false }),
  )}`,
  )}`;
}
