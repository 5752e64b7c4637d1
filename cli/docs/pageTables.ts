/** The rows of a Markdown table. The first row holds the column names. */
export type TableRows = readonly (readonly string[])[];

/** Writes each table below its comment `<!-- table NAME -->` in a page. Throws for a table without a place and for a place without a table. */
export function withTables(page: string, tables: Readonly<Record<string, TableRows>>): string {
  const found = new Set<string>();
  const written = page.replace(/^(<!-- table (\S+) -->\n\n)(?:\|.*\n)*/gm, (_, start: string, name: string) => {
    found.add(name);
    const rows = tables[name];
    if (rows === undefined) {
      throw new Error(
        `The page names the table ${name}, which does not exist; it can have ${Object.keys(tables).join(", ")}.`,
      );
    }
    return `${start}${markdownTable(rows)}`;
  });
  const missing = Object.keys(tables).filter((name) => !found.has(name));
  if (missing.length > 0) {
    throw new Error(
      `The page lacks the tables ${missing.join(", ")}; add <!-- table NAME --> and an empty line where each belongs.`,
    );
  }
  return written;
}

/** Formats the lines of a Markdown table. */
export function markdownTable([columns = [], ...rows]: TableRows): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  return [columns, columns.map(() => "---"), ...rows].map(line).join("");
}

/** Formats a number with thousands separators. */
export function number(value: number, maximumFractionDigits = 3): string {
  return value.toLocaleString("en-US", { maximumFractionDigits });
}

/** Formats a number of seconds as minutes or hours. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) {
    return "never";
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
