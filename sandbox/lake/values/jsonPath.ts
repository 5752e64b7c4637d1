import { remembered } from "./valueFunction";

/** Parses a path of `json_extract` into its keys and indexes. @throws Error for an invalid path. Source: Trino 400, JsonPathTokenizer */
export const jsonPath = remembered((path: string): readonly string[] => {
  const steps: string[] = [];
  if (!path.startsWith("$")) throw new Error(`Invalid JSON path: '${path}'`);
  for (let rest = path.slice(1); rest !== ""; ) {
    const match = step.exec(rest);
    if (match === null) throw new Error(`Invalid JSON path: '${path}'`);
    const { key, subscript, quoted } = match.groups ?? {};
    steps.push(key ?? subscript ?? (quoted ?? "").replace(/\\(["\\])/g, "$1"));
    rest = rest.slice(match[0].length);
  }
  return steps;
});

const step = /^(?:\.(?<key>[\p{L}\p{Nd}_:]+)|\[(?<subscript>[\p{L}\p{Nd}_]+)\]|\["(?<quoted>(?:[^"\\]|\\["\\])*)"\])/u;
