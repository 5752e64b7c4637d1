import { dataTable } from "./dataTable";
import { type Html, html } from "./html";
import type { PageAnswer } from "./model";

/** As many rows of an answer are shown; the others are counted. */
const mostRows = 50;

/** The answers of every saved query, the question once above those of all stores. */
export function answersSection(answers: readonly PageAnswer[]): Html {
  if (answers.length === 0) {
    return html`<p>No query was asked: no vendor of this run fills an event data store.</p>`;
  }
  const questions = new Map(answers.map(({ name, question }) => [name, question]));
  return html`${[...questions].map(
    ([name, question]) => html`<h3>${question}</h3>
<p class="muted"><code>queries/${name}.sql</code></p>
${answers.filter((one) => one.name === name).map(answer)}`,
  )}`;
}

function answer({ name, store, columns, rows }: PageAnswer): Html {
  return rows.length === 0
    ? html`<p>No rows in the event data store ${store}.</p>
`
    : dataTable({ caption: `${name} in the event data store ${store}`, columns, rows, mostRows });
}
