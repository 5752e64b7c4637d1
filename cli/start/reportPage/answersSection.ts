import { dataTable } from "./dataTable";
import { type Html, html } from "./html";
import type { PageAnswer } from "./model";

/** As many rows of an answer are shown; the others are counted. */
const mostRows = 50;

/** The answers of every saved query, the question once above those of all stores. */
export function answersSection(answers: readonly PageAnswer[]): Html {
  if (answers.length === 0) {
    return html`<p>No query was asked: no vendor of this run fills an event data store or a log group.</p>`;
  }
  const questions = new Map(answers.map(({ file, question }) => [file, question]));
  return html`${[...questions].map(
    ([file, question]) => html`<h3>${question}</h3>
<p class="muted"><code>queries/${file}</code></p>
${answers.filter((one) => one.file === file).map(answer)}`,
  )}`;
}

function answer({ name, store, columns, rows }: PageAnswer): Html {
  return rows.length === 0
    ? html`<p>No rows in ${store}.</p>
`
    : dataTable({ caption: `${name} in ${store}`, columns, rows, mostRows });
}
