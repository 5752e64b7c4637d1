import type { ComparisonOperator } from "../sql/syntax";
import { fieldKey, type Type } from "../types/types";

/**
 * Compares two values of one type as Trino does: NULL if a NULL in an array, a row or a map leaves the answer open; times with zones by their
 * instants; NaN as equal to nothing.
 * @param alias makes names for lambdas
 */
export function compareSql(
  operator: ComparisonOperator,
  type: Type,
  left: string,
  right: string,
  alias: () => string,
): string {
  switch (type.kind) {
    case "timestamp with time zone":
      return `(${instantSql(left)} ${operator} ${instantSql(right)})`;
    case "double":
    case "real":
      return compareDoubles(operator, left, right);
    case "array":
    case "map":
    case "row":
      if (operator === "=") return equalSql(type, left, right, alias);
      if (operator === "<>") return `(NOT ${equalSql(type, left, right, alias)})`;
      return `(${left} ${operator} ${right})`;
    default:
      return `(${left} ${operator} ${right})`;
  }
}

export function instantSql(zoned: string): string {
  return `struct_extract(${zoned}, 'instant')`;
}

/** DuckDB treats NaN as equal to itself and greater than all other numbers. */
function compareDoubles(operator: ComparisonOperator, left: string, right: string): string {
  const isLiteral = (sql: string) => /^CAST\('[-\d.]/.test(sql);
  const result = `(${left} ${operator} ${right})`;
  return isLiteral(left) && isLiteral(right)
    ? result
    : `trino_compared(${left}, ${right}, ${result}, ${operator === "<>"})`;
}

function equalSql(type: Type, left: string, right: string, alias: () => string): string {
  if (type.kind === "row") {
    const fields = type.fields.map((field, index) => {
      const key = `'${fieldKey(type, index).replaceAll("'", "''")}'`;
      return compareSql("=", field.type, `struct_extract(${left}, ${key})`, `struct_extract(${right}, ${key})`, alias);
    });
    return `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL ELSE (${fields.join(" AND ")}) END`;
  }
  const isArray = type.kind === "array";
  const held = type.kind === "map" ? type.value : type;
  const element = isArray ? type.element : held;
  const pair = alias();
  const [a, b] = [`struct_extract_at(${pair}, 1)`, `struct_extract_at(${pair}, 2)`];
  const pairs = isArray
    ? `list_zip(${left}, ${right})`
    : `list_transform(map_keys(${left}), lambda ${pair}k: row(element_at(${left}, ${pair}k)[1], element_at(${right}, ${pair}k)[1]))`;
  const results = `list_transform(${pairs}, lambda ${pair}: ${compareSql("=", element, a, b, alias)})`;
  const sizes = isArray
    ? `len(${left}) <> len(${right})`
    : `cardinality(${left}) <> cardinality(${right}) OR len(list_filter(map_keys(${left}), lambda ${pair}k: NOT list_contains(map_keys(${right}), ${pair}k))) > 0`;
  return `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN ${sizes} THEN false ELSE ${allTrue(results)} END`;
}

/** Joins a list of booleans with AND; NULL is unknown. */
export function allTrue(list: string): string {
  return `trino_all_true(${list})`;
}
