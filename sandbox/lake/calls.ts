import { parserFunctions, renamedFunctions, sameFunctions, sharedOperators, timeFunctions } from "./functions";
import { duckDbJsonPath } from "./jsonPath";
import { macroNames, macroPrefix } from "./macros";
import { invalidStatement } from "./queryError";
import { literal, literalText, nodesOf, type TreeNode, textOf, typedLiteral } from "./tree";

/**
 * The call of a Trino function on DuckDB: under the same name, under DuckDB's name for it, or by a macro. A function that the sandbox does not
 * emulate is refused.
 *
 * @param node a FUNCTION node whose arguments have been translated already
 * @param now the time at which the query runs, as a timestamp's text
 */
export function playCall(node: TreeNode, now: string): TreeNode {
  const name = textOf(node, "function_name").toLowerCase();
  if (node.is_operator === true) {
    if (!sharedOperators.has(name)) throw invalidStatement(`Trino has no operator ${operatorWords[name] ?? name}.`);
    return node;
  }
  const timeType = timeFunctions.get(name);
  if (timeType !== undefined) return typedLiteral(timeType, now, textOf(node, "alias"));
  const children = nodesOf(node, "children");
  const adapted = { ...node, children: spelled(name, children) };
  if (macroNames.has(name)) return { ...adapted, function_name: `${macroPrefix}${name}`, schema: "" };
  return { ...adapted, function_name: parserFunctions.has(name) ? name : duckDbFunction(name) };
}

/** DuckDB's name for a Trino function that it has too. */
export function duckDbFunction(name: string): string {
  const known = sameFunctions.has(name) ? name : renamedFunctions.get(name);
  if (known === undefined) {
    throw invalidStatement(
      `Function '${name}' is not registered in the sandbox. If CloudTrail Lake has it, the query may run there.`,
    );
  }
  return known;
}

const operatorWords: Readonly<Record<string, string>> = { "~~*": "ILIKE", "!~~*": "NOT ILIKE", "~~~": "GLOB" };

const spellings: Readonly<Record<string, (text: string) => string>> = {
  date_format: duckDbDateFormat,
  json_extract: duckDbJsonPath,
  json_extract_scalar: duckDbJsonPath,
  json_size: duckDbJsonPath,
};

/** Spells a path or a format, the second argument, DuckDB's way. Only a literal can be read before the query runs. */
function spelled(name: string, children: readonly TreeNode[]): readonly TreeNode[] {
  const spell = spellings[name];
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
