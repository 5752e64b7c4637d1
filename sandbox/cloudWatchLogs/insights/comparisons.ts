import { asNumber, asText, quoteText, type Value } from "./values";

export const comparisons = ["=", "!=", "<", "<=", ">", ">="] as const;

/**
 * A comparison, never NULL: with a field that is missing it is false. A number is compared with what is written as one, and a text in quotes
 * with a text; two fields are compared as numbers where both are.
 * @param operator one of `comparisons`
 */
export function compare(operator: string, left: Value, right: Value): string {
  const sign = operator === "!=" ? "<>" : operator;
  const asNumbers = `(${asNumber(left)} ${sign} ${asNumber(right)})`;
  const asTexts = `(${asText(left)} ${sign} ${asText(right)})`;
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
export function matches(value: Value, pattern: string, isRegex: boolean): string {
  return `coalesce(${isRegex ? "regexp_matches" : "contains"}(${asText(value)}, ${quoteText(pattern)}), false)`;
}
