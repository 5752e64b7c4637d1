import { dataTable } from "./dataTable";
import { type Html, html } from "./html";
import type { PageIntegration, ReportPageModel, TimeBuckets } from "./model";
import { lengthText, startText } from "./timeBuckets";
import { timeChart } from "./timeChart";

/** When the stored events happened and of which kinds they are: a card for each integration, and the numbers of all charts in a table. */
export function eventsSection({ integrations, buckets }: ReportPageModel): Html {
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
  namedRows: true,
})}</details>`;
}

function card({ key, counts, kinds }: PageIntegration, buckets: TimeBuckets): Html {
  return html`<div class="card">
<h3>${key}</h3>
${
  counts.every((count) => count === 0)
    ? html`<p>No event was stored.</p>`
    : html`${timeChart(key, buckets, counts)}
${dataTable({
  caption: `Most frequent kinds of events of ${key}`,
  columns: ["kind", "events"],
  rows: kinds.top.map(({ name, events }) => [name, events]),
  namedRows: true,
})}${kinds.more > 0 && html`<p class="muted">and ${kinds.more.toLocaleString("en-US")} more kinds</p>`}`
}
</div>
`;
}
