/** A table for a terminal: columns aligned, numbers to the right, long values cut. */
export function table(columns: readonly string[], rows: readonly (readonly unknown[])[], longestValue = 48): string {
  const cells = rows.map((row) => row.map((value) => cellText(value, longestValue)));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const numeric = numericColumns(columns, rows);
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => (numeric[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(columns), line(widths.map((width) => "-".repeat(width))), ...cells.map(line)].join("\n");
}

/** A value as it stands in a cell: numbers with separators, structures as JSON, long values cut. */
export function cellText(value: unknown, longest: number): string {
  const shown = printable(typeof value === "number" ? value.toLocaleString("en-US") : plainText(value));
  return shown.length <= longest ? shown : `${shown.slice(0, longest - 1)}\u2026`;
}

/** A value as text: a text as it is, a structure as JSON, and nothing for null. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A text with a dot for each control character: those in an event must not reach a terminal or a page. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\u00b7");
}

/** Which columns hold numbers alone, and so stand to the right. */
export function numericColumns(columns: readonly string[], rows: readonly (readonly unknown[])[]): readonly boolean[] {
  return columns.map((_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === "number"));
}
