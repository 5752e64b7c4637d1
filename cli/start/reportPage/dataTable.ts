import { cellText, numericColumns } from "../../table";
import { Html, html } from "./html";

/** A table of the page. */
export interface DataTable {
  readonly caption: string;
  readonly columns: readonly string[];
  /** Values as they come, or markup. */
  readonly rows: readonly (readonly unknown[])[];
  /** Whether the first cell of a row names the row. @default true */
  readonly namedRows?: boolean;
  /** As many rows are shown; the others are counted. @default all are shown */
  readonly mostRows?: number;
}

/** As many characters of a value are shown. */
const longestValue = 300;

/** A table that can be scrolled sideways, by keyboard too, and is named for who cannot see it. */
export function dataTable({ caption, columns, rows, namedRows = true, mostRows = rows.length }: DataTable): Html {
  const numeric = numericColumns(columns, rows);
  const more = rows.length - mostRows;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column, index) => heading(column, numeric[index]))}</tr></thead>
<tbody>
${rows.slice(0, mostRows).map(
  (row) => html`<tr>${row.map((value, index) => cell(value, namedRows && index === 0, numeric[index]))}</tr>
`,
)}</tbody>
</table>
</div>
${
  more > 0 &&
  html`<p class="muted">and ${more.toLocaleString("en-US")} more</p>
`
}`;
}

function heading(column: string, isNumeric = false): Html {
  return isNumeric ? html`<th scope="col" class="number">${column}</th>` : html`<th scope="col">${column}</th>`;
}

function cell(value: unknown, namesRow: boolean, isNumeric = false): Html {
  const content = value instanceof Html ? value : cellText(value, longestValue);
  if (namesRow) {
    return html`<th scope="row">${content}</th>`;
  }
  return isNumeric ? html`<td class="number">${content}</td>` : html`<td>${content}</td>`;
}
