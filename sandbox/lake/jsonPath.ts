import { invalidStatement } from "./queryError";

/**
 * A JSON path of Trino's `json_extract` in DuckDB's spelling. Trino's paths are a dollar sign followed by keys
 * (`.key`, `["any key"]`) and array indexes (`[0]`).
 *
 * Source: Trino documentation, JSON functions and operators, json_extract.
 */
export function duckDbJsonPath(path: string): string {
  const refusal = () => invalidStatement(`Invalid JSON path: '${path}'`);
  if (!path.startsWith("$")) throw refusal();
  let spelled = "$";
  for (let rest = path.slice(1); rest !== ""; ) {
    const match = step.exec(rest);
    if (match === null) throw refusal();
    const { key, index, quoted } = match.groups ?? {};
    spelled += index === undefined ? duckDbKey(key ?? unescapeKey(quoted ?? "")) : `[${index}]`;
    rest = rest.slice(match[0].length);
  }
  return spelled;
}

const step = /^(?:\.(?<key>[\w:$-]+)|\[(?<index>\d+)\]|\["(?<quoted>(?:[^"\\]|\\["\\])*)"\])/;

function unescapeKey(key: string): string {
  return key.replace(/\\(["\\])/g, "$1");
}

// Inside its quotes DuckDB reads every character as itself but these two.
function duckDbKey(key: string): string {
  return `."${key.replace(/["\\]/g, "\\$&")}"`;
}
