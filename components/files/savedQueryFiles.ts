import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./packageFolder";

/** The placeholder in a query for the id of the event data store of partner events. */
export const storePlaceholder = "$PARTNER_EVENT_DATA_STORE_ID";

/** Reads the query files of a folder, sorted by name. */
export function savedQueryFiles(
  ending: ".sql" | ".cwli",
  folder = join(packageFolder, "queries"),
): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({ name: file.slice(0, -ending.length), text: readFileSync(join(folder, file), "utf8") }));
}

/** Returns the first paragraph of the comment at the top of a query, in one line. `sign` begins a comment. */
export function firstParagraph(text: string, sign: "--" | "#"): string {
  const lines = text.split("\n").map((line) => (line.startsWith(`${sign} `) ? line.slice(sign.length + 1) : undefined));
  const end = lines.indexOf(undefined);
  return lines.slice(0, end === -1 ? undefined : end).join(" ");
}
