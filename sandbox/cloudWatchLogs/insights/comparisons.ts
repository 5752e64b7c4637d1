import type { Comparison, Expression } from "./syntax";
import { asNumber, asText, quoteText, type Value } from "./values";

/**
 * A comparison, never NULL: with a field that is missing it is false. A number is held against what is written as one, and a text in quotes
 * against a text; two fields are compared as numbers where both are.
 */
export function compare(operator: Comparison, left: Value, right: Value): string {
  const asNumbers = of(operator, asNumber(left), asNumber(right));
  const asTexts = of(operator, asText(left), asText(right));
  const isTextual = ({ kind }: Value) => kind === "text" || kind === "structure";
  if (!isTextual(left) || !isTextual(right)) {
    const areThere = `${asText(left)} IS NOT NULL AND ${asText(right)} IS NOT NULL`;
    return operator === "!="
      ? `(${areThere} AND ${asNumber(left)} IS DISTINCT FROM ${asNumber(right)})`
      : `coalesce(${asNumbers}, false)`;
  }
  if (left.isLiteral || right.isLiteral) {
    return `coalesce(${asTexts}, false)`;
  }
  const areNumbers = `${asNumber(left)} IS NOT NULL AND ${asNumber(right)} IS NOT NULL`;
  return `coalesce(CASE WHEN ${areNumbers} THEN ${asNumbers} ELSE ${asTexts} END, false)`;
}

/** Whether a value has a text in it, or matches a regular expression. */
export function matches(value: Value, pattern: Expression): string {
  const text = pattern.kind === "text" || pattern.kind === "regex" ? quoteText(pattern.value) : "''";
  const named = pattern.kind === "regex" ? "regexp_matches" : "contains";
  return `coalesce(${named}(${asText(value)}, ${text}), false)`;
}

function of(operator: Comparison, left: string, right: string): string {
  return `(${left} ${operator === "!=" ? "<>" : operator} ${right})`;
}
