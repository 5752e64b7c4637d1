import { plainText, table } from "../command/table";
import type { QueryAnswer } from "./finish";

export const formats = ["table", "csv", "json"] as const;
export type Format = (typeof formats)[number];

/** Formats a result as text for people or for programs. */
export function formatAnswer(name: string, { columns, rows, bytesScanned }: QueryAnswer, format: Format): string {
  switch (format) {
    case "json":
      return JSON.stringify({ name, columns, rows, ...(bytesScanned !== undefined && { bytesScanned }) });
    case "csv":
      return [columns, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
    case "table":
      return rows.length === 0 ? "No rows." : table(columns, rows);
  }
}

/** Source: RFC 4180. An apostrophe keeps a spreadsheet from reading a value as a formula. */
function csvCell(value: unknown): string {
  const text = plainText(value);
  const harmless = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
