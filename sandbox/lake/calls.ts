import { duckDbDateFormat } from "./dateFormat";
import {
  matchFunctions,
  parserFunctions,
  renamedFunctions,
  sameFunctions,
  sharedOperators,
  timeFunctions,
  unplayedFunctions,
} from "./functions";
import { duckDbJsonPath } from "./jsonPath";
import { macroNames, macroPrefix } from "./macros";
import { invalidStatement, type QueryError } from "./queryError";
import { call, literal, literalText, nodesOf, type TreeNode, textOf, typedLiteral } from "./tree";

/**
 * The call of a Trino function, played on DuckDB: under the same name, under DuckDB's name for it, or by a macro. A
 * function that Trino does not have is refused, and so is one that the sandbox does not play.
 *
 * @param node a FUNCTION node whose arguments have been played already
 * @param now the time at which the query runs, as a timestamp's text
 */
export function playCall(node: TreeNode, now: string): TreeNode {
  const name = textOf(node, "function_name").toLowerCase();
  const alias = textOf(node, "alias");
  const children = nodesOf(node, "children");
  if (node.is_operator === true) {
    if (!sharedOperators.has(name)) throw invalidStatement(`Trino has no operator ${operatorWords[name] ?? name}.`);
    return node;
  }
  if (name === "timezone") return atTimeZone(children, alias);
  const timeType = timeFunctions.get(name);
  if (timeType !== undefined) return typedLiteral(timeType, now, alias);
  if (matchFunctions.has(name)) {
    return call(`${macroPrefix}${name}`, [call("list_transform", children, "")], alias);
  }
  const adapted = { ...node, children: adaptArguments(name, children) };
  if (macroNames.has(name)) return { ...adapted, function_name: `${macroPrefix}${name}`, schema: "" };
  return { ...adapted, function_name: parserFunctions.has(name) ? name : duckDbFunction(name) };
}

/** DuckDB's name for a Trino function that it has too. */
export function duckDbFunction(name: string): string {
  if (sameFunctions.has(name)) return name;
  const renamed = renamedFunctions.get(name);
  if (renamed === undefined) throw unknownFunction(name);
  return renamed;
}

function unknownFunction(name: string): QueryError {
  if (unplayedFunctions.has(name) || name.startsWith("st_")) {
    return invalidStatement(
      `Function '${name}' exists in CloudTrail Lake, but this sandbox does not play it. The query may well run there.`,
    );
  }
  return invalidStatement(`Function '${name}' not registered`);
}

const operatorWords: Readonly<Record<string, string>> = { "~~*": "ILIKE", "!~~*": "NOT ILIKE", "~~~": "GLOB" };

/** Every time is held in UTC and without a zone, so UTC is the one zone in which it can be shown. */
function atTimeZone([zone, value]: readonly TreeNode[], alias: string): TreeNode {
  if (value === undefined || literalText(zone)?.toUpperCase() !== "UTC") {
    throw invalidStatement("AT TIME ZONE exists in CloudTrail Lake, but this sandbox plays it for 'UTC' alone.");
  }
  return { ...value, alias };
}

/** Spells the paths and formats among the arguments DuckDB's way. Only literals can be read before the query runs. */
function adaptArguments(name: string, children: readonly TreeNode[]): readonly TreeNode[] {
  const spell = spellings[name];
  return spell === undefined
    ? children
    : children.map((child, index) => {
        if (index !== 1) return child;
        const text = literalText(child);
        if (text === undefined) {
          throw invalidStatement(`The sandbox plays ${name} only where its second argument is a literal.`);
        }
        return literal(spell(text));
      });
}

const spellings: Readonly<Record<string, (text: string) => string>> = {
  json_extract: duckDbJsonPath,
  json_extract_scalar: duckDbJsonPath,
  json_size: duckDbJsonPath,
  date_format: duckDbDateFormat,
  date_parse: duckDbDateFormat,
};
