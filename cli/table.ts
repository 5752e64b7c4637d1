/** A table for a terminal: columns aligned, numbers to the right, long values cut. */
export function table(columns: readonly string[], rows: readonly (readonly unknown[])[], longestValue = 48): string {
  const cells = rows.map((row) => row.map((value) => cellText(value, longestValue)));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const numeric = columns.map((_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === "number"));
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => (numeric[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(columns), line(widths.map((width) => "-".repeat(width))), ...cells.map(line)].join("\n");
}

function cellText(value: unknown, longest: number): string {
  const text =
    typeof value === "number"
      ? value.toLocaleString("en-US")
      : typeof value === "string"
        ? value
        : value === null || value === undefined
          ? ""
          : JSON.stringify(value);
  // Control characters in an event must not reach the terminal.
  const printable = text.replace(/[\p{Cc}\p{Cf}]/gu, "\u00b7");
  return printable.length <= longest ? printable : `${printable.slice(0, longest - 1)}\u2026`;
}
