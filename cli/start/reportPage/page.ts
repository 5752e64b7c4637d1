import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cellText, numericColumns, printable } from "../../table";
import type { ReportTable } from "../report";
import { eventsOverTime, type Lane } from "./timeAxis";

/** The content of the page of a run: equal models give equal pages. */
export interface ReportPageModel {
  readonly stack: string;
  readonly region: string;
  readonly verdict: { readonly isGood: boolean; readonly text: string };
  /** The figures below the verdict. */
  readonly figures: readonly (readonly [name: string, value: number])[];
  readonly lanes: readonly Lane[];
  readonly tables: readonly ReportTable[];
}

/** Writes the page of a run: one HTML file that needs no other file, no network and no script. */
export function reportPage({ stack, region, verdict, figures, lanes, tables }: ReportPageModel): string {
  const title = `Audit events of the stack ${escaped(stack)}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${readFileSync(join(__dirname, "style.css"), "utf8")}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>A run in the sandbox, in the Region ${escaped(region)}. Times are in UTC.</p>
<p class="verdict ${verdict.isGood ? "good" : "bad"}">${verdict.isGood ? "\u2713" : "\u2717"} ${escaped(verdict.text)}</p>
<dl>
${figures.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${cellText(value, longestValue)}</dd></div>`).join("\n")}
</dl>
${overTime(lanes)}
${tables.map(section).join("\n")}
</main>
</body>
</html>
`;
}

/** Values are cut to this many characters. */
const longestValue = 300;
/** Rows of a table that are shown; the others are counted. */
const mostRows = 50;
/** A table of more rows is folded. */
const mostOpenRows = 10;

/** Escapes a text for an element or a quoted attribute. A line break becomes a space, any other control character a dot. */
function escaped(text: string): string {
  return printable(text.replaceAll("\n", " ")).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function section({ title, columns, rows, note }: ReportTable): string {
  const table = dataTable(title, columns, rows);
  const summary = `<summary>${rows.length.toLocaleString("en-US")} rows</summary>`;
  return `<h2>${escaped(title)}</h2>
${rows.length <= mostOpenRows ? table : `<details>\n${summary}\n${table}\n</details>`}
${note ? `<p class="muted">${escaped(note)}</p>` : ""}`;
}

/** A table that a keyboard can scroll sideways, and that has a name. */
function dataTable(title: string, columns: readonly string[], rows: ReportTable["rows"]): string {
  if (rows.length === 0) {
    return "<p>No rows.</p>";
  }
  const numeric = numericColumns(columns, rows);
  const line = (element: string, values: readonly unknown[]) => {
    const cells = values.map((value, index) => {
      const text = escaped(cellText(value, longestValue));
      return `<${element}${numeric[index] ? ' class="number"' : ""}>${text}</${element}>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  };
  const more = rows.length - mostRows;
  return `<div class="scroll" role="region" aria-label="${escaped(title)}" tabindex="0">
<table>
<thead>${line("th", columns)}</thead>
<tbody>
${rows
  .slice(0, mostRows)
  .map((row) => line("td", row))
  .join("\n")}
</tbody>
</table>
</div>${more > 0 ? `\n<p class="muted">and ${more.toLocaleString("en-US")} more</p>` : ""}`;
}

/** Bars of every integration over one time axis, and the same figures as a table. */
function overTime(lanes: readonly Lane[]): string {
  const { title, from, to, bars, columns, rows } = eventsOverTime(lanes);
  if (rows.length === 0) {
    return "<p>No event was stored.</p>";
  }
  const bottom = lanes.length * laneHeight;
  const drawn = lanes.map(({ key }, lane) => {
    const base = (lane + 1) * laneHeight;
    const rectangles = (bars[lane] ?? []).map(
      ({ x, width, height }) => `<rect x="${x}" width="${width}" height="${height}"/>`,
    );
    return `<text x="0" y="${base - barHeight - 3}">${escaped(key)}</text>
<g transform="translate(0 ${base}) scale(${chartWidth} -${barHeight})">${rectangles.join("")}</g>
<line x1="0" x2="${chartWidth}" y1="${base}" y2="${base}"/>`;
  });
  return `<h2>${title}</h2>
<svg role="img" aria-label="${title}, ${from} to ${to}; the table has the figures" viewBox="0 0 ${chartWidth} ${bottom + 14}">
${drawn.join("\n")}
<text x="0" y="${bottom + 12}">${from}</text>
<text x="${chartWidth}" y="${bottom + 12}" text-anchor="end">${to}</text>
</svg>
<details>
<summary>The same as a table</summary>
${dataTable(title, columns, rows)}
</details>`;
}

/** Sizes in units of the picture. */
const chartWidth = 320;
const laneHeight = 40;
const barHeight = 24;
