import type { ASTNode } from "@marcbachmann/cel-js";

/** Adds advice to the interpreter's message for the most common mistakes. */
export function withHint(text: string, message: string): string {
  const [problem = ""] = message.split("\n");
  const hint = hintFor(text.trim(), problem);
  return hint === undefined ? problem : `${problem}; ${hint}`;
}

function hintFor(text: string, problem: string): string | undefined {
  const [, path, field] = /\b((?:event|envelope|item)(?:\.\w+)*)\.(\w+(?:-\w+)+)/.exec(text) ?? [];
  if (path !== undefined) {
    return `a field whose name has a hyphen is written ${path}["${field}"]`;
  }
  const variable = /^Unknown variable: (\w+)/.exec(problem)?.[1];
  if (variable === "item") {
    return "only a mapping with forEach has item";
  }
  if (/^[A-Za-z]\w*(?: \w+)*$/.test(text)) {
    return `a text is written in quotes, in YAML "'${text}'"`;
  }
  return variable === undefined
    ? undefined
    : `an expression starts from event or envelope; a text is written in quotes`;
}

/**
 * Finds a calculation that can never succeed: JSON's numbers are CEL doubles, and CEL does not mix them with integers.
 * Source: CEL Language Definition, Arithmetic Operators.
 */
export function mixedNumbers(node: ASTNode): string | undefined {
  if (!isCalculation(node)) {
    return undefined;
  }
  const [left, right] = node.args;
  const [field, literal] = isField(left) ? [left, right] : [right, left];
  if (!isField(field) || literal.op !== "value" || typeof literal.args !== "bigint") {
    return undefined;
  }
  const name = sourceOf(field);
  return node.op === "%"
    ? `${sourceOf(node)} finds nothing, since CEL reads an event's numbers as doubles; write int(${name}) for ${name}`
    : `${sourceOf(node)} finds nothing, since CEL reads an event's numbers as doubles; write ${literal.args}.0 for ${literal.args}`;
}

type Calculation = Extract<ASTNode, { readonly op: "+" | "-" | "*" | "/" | "%" }>;

function isCalculation(node: ASTNode): node is Calculation {
  return ["+", "-", "*", "/", "%"].includes(node.op);
}

/** Returns true if a node is a field of the event, its envelope or an item. */
function isField(node: ASTNode): boolean {
  if (node.op === "." || node.op === "[]") {
    return isVariable(node.args[0]) || isField(node.args[0]);
  }
  return false;
}

function isVariable(node: ASTNode): boolean {
  return node.op === "id" && ["event", "envelope", "item"].includes(node.args);
}

function sourceOf({ input, start, end }: ASTNode): string {
  return input.slice(start, end);
}
