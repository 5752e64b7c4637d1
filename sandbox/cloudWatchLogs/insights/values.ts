import { PersonError } from "../../../components/personError";

/**
 * SQL for DuckDB with its kind. A `text` that holds digits becomes a number where one is needed. A `time` is milliseconds since 1970;
 * a `structure` is JSON.
 */
export interface Value {
  readonly sql: string;
  readonly kind: "text" | "number" | "time" | "boolean" | "structure" | "period";
  /** @default false */
  readonly isLiteral?: boolean;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The value as text; NULL if it has no text, as for a map or list. */
export function asText({ sql, kind }: Value): string {
  switch (kind) {
    case "text":
      return sql;
    case "structure":
      return `insights_text(${sql})`;
    case "period":
      return refusePeriod();
    default:
      return `insights_digits(CAST(${sql} AS DOUBLE))`;
  }
}

/** The value as a number; NULL if it is not a number. */
export function asNumber(value: Value): string {
  const { sql, kind } = value;
  if (kind === "text" || kind === "structure") {
    return `insights_number(${asText(value)})`;
  }
  return kind === "period" ? refusePeriod() : `CAST(${sql} AS DOUBLE)`;
}

/** The value as a condition, which is never NULL. */
export function asCondition(value: Value): string {
  return value.kind === "boolean" ? `coalesce(${value.sql}, false)` : `coalesce(${asNumber(value)} <> 0, false)`;
}

/** The sort key: the number for a number, otherwise the text in natural order. */
export function orderOf(value: Value): string {
  return value.kind === "text" || value.kind === "structure" ? `insights_order(${asText(value)})` : asNumber(value);
}

/** The value in a column at the end of a query: JSON for a map or list. */
export function asResult(value: Value): string {
  if (value.kind === "structure") {
    return `insights_result(${value.sql})`;
  }
  return value.kind === "text" ? value.sql : asNumber(value);
}

function refusePeriod(): never {
  throw new MalformedQueryError("A length of time such as 30m is allowed only in bin.");
}

/** Macros that convert and sort values. */
export const macroStatements: readonly string[] = [
  // A discovered field that is true or false is 1 or 0, as public queries compare it.
  `CREATE MACRO insights_text(value) AS CASE json_type(value)
    WHEN 'OBJECT' THEN NULL WHEN 'ARRAY' THEN NULL WHEN 'NULL' THEN NULL
    WHEN 'BOOLEAN' THEN CASE WHEN CAST(value AS VARCHAR) = 'true' THEN '1' ELSE '0' END
    ELSE json_extract_string(value, '$') END`,
  `CREATE MACRO insights_result(value) AS CASE WHEN json_type(value) IN ('OBJECT', 'ARRAY')
    THEN CAST(value AS VARCHAR) ELSE insights_text(value) END`,
  `CREATE MACRO insights_structure(value) AS CASE WHEN json_type(TRY_CAST(value AS JSON)) IN ('OBJECT', 'ARRAY')
    THEN TRY_CAST(value AS JSON) END`,
  `CREATE MACRO insights_number(value) AS CASE
    WHEN regexp_full_match(value, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') THEN TRY_CAST(value AS DOUBLE) END`,
  `CREATE MACRO insights_digits(value) AS CASE WHEN value = trunc(value) AND abs(value) < 1e15
    THEN CAST(CAST(value AS BIGINT) AS VARCHAR) ELSE CAST(value AS VARCHAR) END`,
  // All texts that are not numbers sort before all numbers. Digits in a text are compared by their length first. Source: Amazon CloudWatch Logs
  // User Guide, "sort".
  `CREATE MACRO insights_natural(value) AS array_to_string(list_transform(regexp_extract_all(value, '[0-9]+|[^0-9]+'),
    lambda part: CASE WHEN part[1] BETWEEN '0' AND '9' THEN format('{:08d}', length(part)) || part ELSE part END), '')`,
  `CREATE MACRO insights_order(value) AS CASE WHEN value IS NOT NULL THEN
    row(insights_number(value) IS NOT NULL, coalesce(insights_number(value), 0),
      CASE WHEN insights_number(value) IS NULL THEN insights_natural(value) ELSE '' END) END`,
];

/** The error for a rejected query, under StartQuery's name for it (Amazon CloudWatch Logs API Reference). */
export class MalformedQueryError extends PersonError {
  override readonly name = "MalformedQueryException";
}

export const comparisons = ["=", "!=", "<", "<=", ">", ">="] as const;

/**
 * A comparison, false if a field is missing. A number literal compares as a number, a quoted text as a text; two fields compare as numbers if
 * both are numbers. `operator` is one of `comparisons`.
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

/** Matches a value with a text or a regular expression. */
export function matches(value: Value, pattern: string, isRegex: boolean): string {
  return `coalesce(${isRegex ? "regexp_matches" : "contains"}(${asText(value)}, ${quoteText(pattern)}), false)`;
}
