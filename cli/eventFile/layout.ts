import { ValueSplitter } from "./valueSplitter";

/** The arrangement of events in a file: one per line, or at a depth of brackets; `key` holds their array. */
export type Layout =
  | { readonly name: string; readonly level: "lines" }
  | { readonly name: string; readonly level: 0 | 1 | 2; readonly key?: string };

/**
 * Finds the arrangement by a file's first bytes; undefined where they are too few to decide.
 * @param isWhole true if no more bytes will come
 * @param isWrapped true if an object that holds nothing but an array under `Records` or `events` holds the events in it
 */
export function layoutOf(
  start: Buffer,
  { isWhole, isWrapped }: { readonly isWhole: boolean; readonly isWrapped: boolean },
): Layout | undefined {
  const text = start.toString("latin1").trimStart();
  const end = text.indexOf("\n");
  if (end === -1 && !isWhole && !text.startsWith("[")) return undefined;
  const line = end === -1 ? text : text.slice(0, end);
  const key = isWrapped ? wrapper.exec(text)?.[1] : undefined;
  if (text.startsWith("[")) return { name: "a JSON array", level: 1 };
  // The fields of an event may begin with an array of this name.
  if (key !== undefined && keysOf(line) <= 1) return { name: `the array under ${key} in JSON`, level: 2, key };
  if (!text.startsWith("{") || keysOf(line) > -1) return lines;
  const [document] = new ValueSplitter(0).push(start);
  if (document !== undefined) return keysOf(document.toString()) > -1 ? severalLines : lines;
  return isWhole ? lines : undefined;
}

const lines: Layout = { name: "JSON lines", level: "lines" };
const severalLines: Layout = { name: "JSON over several lines", level: 0 };

/** AWS CloudTrail's log files have their events under Records; the name events is that of many exports. */
const wrapper = /^\{\s*"(Records|events)"\s*:\s*\[/;

/** The number of keys of a JSON object, 0 for other JSON; -1 where the text is not JSON. */
function keysOf(text: string): number {
  try {
    return Object.keys(Object(JSON.parse(text))).length;
  } catch (error) {
    return error instanceof SyntaxError ? -1 : 0;
  }
}
