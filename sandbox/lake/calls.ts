import {
  macroNames,
  macroPrefix,
  parserFunctions,
  renamedFunctions,
  sameFunctions,
  sharedOperators,
  timeFunctions,
} from "./functions";
import { invalidStatement } from "./statement";
import { literal, literalText, nodesOf, type TreeNode, textOf, typedLiteral } from "./tree";

/**
 * Translates a call of a Trino function to DuckDB's function or a macro, and refuses other functions.
 * @param node a FUNCTION node with translated arguments
 * @param now the time of the query, as a timestamp's text
 */
export function playCall(node: TreeNode, now: string): TreeNode {
  const name = textOf(node, "function_name").toLowerCase();
  if (node.is_operator === true) {
    if (!sharedOperators.has(name)) throw invalidStatement(`Trino has no operator ${operatorWords.get(name) ?? name}.`);
    return node;
  }
  const timeType = timeFunctions.get(name);
  if (timeType !== undefined) return typedLiteral(timeType, now, textOf(node, "alias"));
  const children = nodesOf(node, "children");
  const adapted = { ...node, children: spelled(name, children) };
  if (macroNames.has(name)) return { ...adapted, function_name: `${macroPrefix}${name}`, schema: "" };
  return { ...adapted, function_name: parserFunctions.has(name) ? name : duckDbFunction(name) };
}

export function duckDbFunction(name: string): string {
  const known = sameFunctions.has(name) ? name : renamedFunctions.get(name);
  if (known === undefined) {
    throw invalidStatement(
      `Function '${name}' is not registered in the sandbox. If CloudTrail Lake has it, the query may run there.`,
    );
  }
  return known;
}

const operatorWords = new Map(Object.entries({ "~~*": "ILIKE", "!~~*": "NOT ILIKE", "~~~": "GLOB" }));

const spellings = new Map([
  ["date_format", duckDbDateFormat],
  ["json_extract", duckDbJsonPath],
  ["json_extract_scalar", duckDbJsonPath],
  ["json_size", duckDbJsonPath],
]);

/** Spells a path or a format, the second argument, DuckDB's way. Only a literal can be read before the query runs. */
function spelled(name: string, children: readonly TreeNode[]): readonly TreeNode[] {
  const spell = spellings.get(name);
  const [value, argument, ...rest] = children;
  if (spell === undefined || value === undefined) return children;
  const text = literalText(argument);
  if (text === undefined) {
    throw invalidStatement(`The sandbox takes ${name} only where its second argument is a literal.`);
  }
  return [value, literal(spell(text)), ...rest];
}

/** A format of Trino's `date_format`, which is MySQL's. Source: Trino documentation, "MySQL date functions". */
function duckDbDateFormat(format: string): string {
  return format.replace(/%(.?)/gs, (specifier: string, letter: string) => {
    if (!"dHimSY".includes(letter) || letter === "") {
      throw invalidStatement(`The sandbox does not emulate '${specifier}' in the date format '${format}'.`);
    }
    return letter === "i" ? "%M" : specifier;
  });
}

/** Translates a JSON path of Trino: `$`, then keys (`.key`, `["any key"]`) and indexes (`[0]`) (Trino documentation, json_extract). */
function duckDbJsonPath(path: string): string {
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
