import type { Checked } from "../check";
import type { Problem } from "../problem";

/** Checks each entry of a map separately, so an invalid entry hides no problem of another, and returns the valid ones. */
export function checkEntries<Entry>(
  entries: Readonly<Record<string, unknown>>,
  path: string,
  checkEntry: (entry: unknown, path: string) => Checked<Entry>,
  judgeName: (path: string, name: string) => readonly Problem[],
  problems: Problem[],
): Record<string, Entry> {
  const values: Record<string, Entry> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const result = checkEntry(entry ?? {}, `${path}.${name}`);
    problems.push(...judgeName(`${path}.${name}`, name), ...result.problems);
    if (result.value !== undefined) {
      values[name] = result.value;
    }
  }
  return values;
}
