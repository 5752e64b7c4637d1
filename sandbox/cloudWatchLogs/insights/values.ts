import { MalformedQueryError } from "./queryError";

/**
 * What an expression becomes: SQL for DuckDB, and what it gives. A `text` may be the digits of a number, as a field's value may: it becomes a
 * number where one is needed. A `time` is milliseconds since 1970; a `structure` is JSON, of a map or list or of a part of them.
 */
export interface Value {
  readonly sql: string;
  readonly kind: "text" | "number" | "time" | "boolean" | "structure" | "period";
  /** Whether it stands in the query as it is. @default false */
  readonly isLiteral?: boolean;
}

/** A text in SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The value as text; NULL where it has none, as of a map or list. */
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

/** The value as a number; NULL where it is none. */
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

/** What the value is sorted by: as numbers where it is one, and else after the natural order of texts. */
export function orderOf(value: Value): string {
  return value.kind === "text" || value.kind === "structure" ? `insights_order(${asText(value)})` : asNumber(value);
}

/** The value as a column holds it at the end of a query: a map or list as its JSON. */
export function asResult(value: Value): string {
  if (value.kind === "structure") {
    return `insights_result(${value.sql})`;
  }
  return value.kind === "text" ? value.sql : asNumber(value);
}

function refusePeriod(): never {
  throw new MalformedQueryError("A length of time such as 30m stands only in bin.");
}

/** What DuckDB is told before a query: how a value becomes another, and how texts are sorted. */
export const macroStatements: readonly string[] = [
  // A discovered field that is true or false is 1 or 0, as in the expressions that public queries hold it against.
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
  // All that are no numbers come before all numbers. Of a text, digits are held against digits by their length first.
  // Source: Amazon CloudWatch Logs User Guide, "sort".
  `CREATE MACRO insights_natural(value) AS array_to_string(list_transform(regexp_extract_all(value, '[0-9]+|[^0-9]+'),
    lambda part: CASE WHEN part[1] BETWEEN '0' AND '9' THEN format('{:08d}', length(part)) || part ELSE part END), '')`,
  `CREATE MACRO insights_order(value) AS CASE WHEN value IS NOT NULL THEN
    row(insights_number(value) IS NOT NULL, coalesce(insights_number(value), 0),
      CASE WHEN insights_number(value) IS NULL THEN insights_natural(value) ELSE '' END) END`,
];
