/** The lines of a table in Markdown. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)];
}

/** A number with thousands separators. */
export function number(value: number, maximumFractionDigits = 3): string {
  return value.toLocaleString("en-US", { maximumFractionDigits });
}
