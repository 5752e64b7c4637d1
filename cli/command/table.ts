import stringWidth from "string-width";
import { columnsOf, type Style, styled } from "./terminal";

/** Formats a table at most as wide as the terminal: aligned columns, numbers to the right, long values cut. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  longestValue = 48,
  available = columnsOf("stdout"),
): string {
  const cells = rows.map((row) => row.map((value) => cellText(value, longestValue)));
  const numeric = numericColumns(columns, rows);
  const widths = fittingWidths(columns, cells, numeric, available);
  return [...head(columns, widths, numeric), ...cells.map((row) => line(row, widths, numeric))].join("\n");
}

/**
 * Formats a table at most as wide as the terminal; long values continue on further lines.
 * @param styles styles of the words in the first column, for example of a status
 */
export function wrappedTable(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  styles: Readonly<Record<string, Style>> = {},
  available = columnsOf("stdout"),
): string {
  const cells = rows.map((row) => row.map((value) => cellText(value, Number.POSITIVE_INFINITY)));
  const numeric = numericColumns(columns, rows);
  const widths = fittingWidths(columns, cells, numeric, available);
  const lines = cells.flatMap((row) => {
    const wrapped = row.map((cell, index) => wrap(cell, widths[index] ?? 0));
    const style = styles[row[0] ?? ""];
    return Array.from({ length: Math.max(...wrapped.map(({ length }) => length)) }, (_, number) => {
      const text = line(
        wrapped.map((parts) => parts[number] ?? ""),
        widths,
        numeric,
      );
      const first = wrapped[0]?.[number] ?? "";
      return style !== undefined && text.startsWith(first)
        ? styled("stdout", style, first) + text.slice(first.length)
        : text;
    });
  });
  return [...head(columns, widths, numeric), ...lines].join("\n");
}

/** Formats a value for a cell: numbers with separators, structures as JSON, long values cut. */
export function cellText(value: unknown, longest: number): string {
  return cut(printable(typeof value === "number" ? value.toLocaleString("en-US") : plainText(value)), longest);
}

/** Converts a value to text: a text stays as it is, a structure becomes JSON, and null becomes an empty text. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Replaces each control character with a dot: control characters of an event must not reach a terminal or a page. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\u00b7");
}

/** Finds the columns with only numbers, which are aligned to the right. */
export function numericColumns(columns: readonly string[], rows: readonly (readonly unknown[])[]): readonly boolean[] {
  return columns.map((_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === "number"));
}

const gap = "  ";
/** Minimum width of a column of text, in characters of the terminal. */
const narrowest = 8;

/** Narrows the widest column of text until the table fits or no column can be narrower. */
function fittingWidths(
  columns: readonly string[],
  cells: readonly (readonly string[])[],
  numeric: readonly boolean[],
  available = Number.POSITIVE_INFINITY,
): readonly number[] {
  const widths = columns.map((column, index) =>
    Math.max(...[column, ...cells.map((row) => row[index] ?? "")].map(widthOf)),
  );
  const canGive = widths.map((width, index) => (numeric[index] ? 0 : width - narrowest));
  let excess = widths.reduce((sum, width) => sum + width, gap.length * (columns.length - 1)) - available;
  while (excess > 0 && canGive.some((width) => width > 0)) {
    const widest = canGive.indexOf(Math.max(...canGive));
    widths[widest] = (widths[widest] ?? 0) - 1;
    canGive[widest] = (canGive[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function head(columns: readonly string[], widths: readonly number[], numeric: readonly boolean[]): readonly string[] {
  return [
    styled("stdout", "bold", line(columns, widths, numeric)),
    line(
      widths.map((width) => "-".repeat(width)),
      widths,
      numeric,
    ),
  ];
}

function line(row: readonly string[], widths: readonly number[], numeric: readonly boolean[]): string {
  return row
    .map((cell, index) => {
      const width = widths[index] ?? 0;
      const shown = cut(cell, width);
      const blank = " ".repeat(width - widthOf(shown));
      return numeric[index] ? blank + shown : shown + blank;
    })
    .join(gap)
    .trimEnd();
}

/** Cuts a text to a width in characters of the terminal; some letters take two. */
function cut(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${beginning(text, width - 1)}\u2026`;
}

/** Breaks a text into lines between words, and within a word that is too long. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (widthOf(rest) > width) {
    const most = beginning(rest, width) || rest.slice(0, 1);
    const space = rest[most.length] === " " ? most.length : most.lastIndexOf(" ");
    const part = space > 0 ? rest.slice(0, space) : most;
    lines.push(part.trimEnd());
    rest = rest.slice(part.length).trimStart();
  }
  return [...lines, rest];
}

function beginning(text: string, width: number): string {
  let [taken, taking] = ["", 0];
  for (const character of text) {
    taking += widthOf(character);
    if (taking > width) {
      break;
    }
    taken += character;
  }
  return taken;
}

function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
