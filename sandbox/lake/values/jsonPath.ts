import { remembered } from "./valueFunction";

/** The keys and indexes of a path of `json_extract`. @throws Error for what is no such path. Source: Trino 400, JsonPathTokenizer */
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
