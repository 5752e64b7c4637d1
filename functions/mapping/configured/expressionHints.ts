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
    return `write a field whose name has a hyphen as ${path}["${field}"]`;
  }
  const variable = /^Unknown variable: (\w+)/.exec(problem)?.[1];
  if (variable === "item") {
    return "item is available only in a mapping with forEach";
  }
  if (/^[A-Za-z]\w*(?: \w+)*$/.test(text)) {
    return `write a text in quotes, in YAML "'${text}'"`;
  }
  return variable === undefined ? undefined : `an expression starts with event or envelope; write a text in quotes`;
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
    ? `${sourceOf(node)} never has a value, because CEL reads an event's numbers as doubles; write int(${name}) for ${name}`
    : `${sourceOf(node)} never has a value, because CEL reads an event's numbers as doubles; write ${literal.args}.0 for ${literal.args}`;
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
