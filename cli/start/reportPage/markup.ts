import { levels } from "../../../functions/detector/compiledRule";
import { cellText, numericColumns, printable } from "../../command/table";
import type { ReportTable } from "../report";

/** The state of a run or an integration: everything is stored, something failed or waits, or events are lost. */
export type State = "good" | "warn" | "bad";

/** Values are cut to this many characters. */
const longestValue = 300;
/** Rows of a table on the page; the others are counted. */
const mostRows = 500;
/** Rows of an open table; the others are folded. */
const openRows = 10;

/** Escapes a text for an element or a quoted attribute. A line break becomes a space, any other control character a dot. */
export function escaped(text: string): string {
  return printable(text.replaceAll("\n", " ")).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Formats a number for people. */
export function numberText(value: number): string {
  return value.toLocaleString("en-US");
}

/** Emphasizes a text with a colour, a symbol and words. */
export function stateText(state: State, text: string): string {
  return `<span class="${state}">${{ good: "\u2713", warn: "!", bad: "\u2717" }[state]} ${escaped(text)}</span>`;
}

/** Names and values, given as markup, side by side. */
export function pairs(className: string, entries: readonly (readonly [name: string, value: string])[]): string {
  const divs = entries.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${value}</dd></div>`);
  return `<dl class="${className}">${divs.join("")}</dl>`;
}

/** A folded table below its title and note. */
export function foldedTable({ note, ...table }: ReportTable): string {
  const count = `${numberText(table.rows.length)} ${table.rows.length === 1 ? "row" : "rows"}`;
  const notes = [note, count].filter((one) => one !== undefined).map(escaped);
  return `<details><summary><h3>${escaped(table.title)}</h3> <span class="muted">${notes.join(", ")}</span></summary>
${dataTable(table)}</details>`;
}

/** A table whose first rows are open. */
export function openTable({ title, columns, rows }: ReportTable): string {
  const more = { title: `More ${title.toLowerCase()}`, columns, rows: rows.slice(openRows) };
  return `${dataTable({ title, columns, rows: rows.slice(0, openRows) })}${more.rows.length > 0 ? foldedTable(more) : ""}`;
}

function dataTable({ title, columns, rows }: ReportTable): string {
  if (rows.length === 0) {
    return "<p>No rows.</p>";
  }
  const numeric = numericColumns(columns, rows);
  const row = (values: readonly unknown[]) =>
    values.map((value, index) => cell(columns[index] ?? "", cellText(value, longestValue), numeric[index] === true));
  const heads = columns.map((column, index) => {
    return `<th scope="col"${numeric[index] ? ' class="number"' : ""}>${escaped(column)}</th>`;
  });
  const more = rows.length - mostRows;
  return `<table aria-label="${escaped(title)}">
<thead><tr>${heads.join("")}</tr></thead>
<tbody>
${rows
  .slice(0, mostRows)
  .map((values) => `<tr>${row(values).join("")}</tr>`)
  .join("\n")}
</tbody>
</table>${more > 0 ? `\n<p class="muted">and ${numberText(more)} more</p>` : ""}`;
}

/** A cell with its column's name, which a small screen shows beside the value. */
function cell(column: string, text: string, isNumber: boolean): string {
  const level = column === "level" ? levels.find((one) => one === text) : undefined;
  const shown = escaped(text).replace(/\d{4}-\d\d-\d\d[ T]\d\d:[\d:.]+Z?/g, "<time>$&</time>");
  const kinds = [isNumber ? ' class="number"' : "", level ? ` class="level ${level}"` : ""];
  return `<td data-label="${escaped(column)}"${kinds[0]}><span${kinds[1]}>${shown}</span></td>`;
}
