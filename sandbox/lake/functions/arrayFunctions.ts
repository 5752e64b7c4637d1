import { castSql } from "../analysis/casts";
import { allTrue, compareSql } from "../analysis/equality";
import type { Type } from "../types/types";
import { describe, type ResolvedCall } from "./lakeFunction";

const scalar = describe("scalar");

const elementOf = (type: Type | undefined): Type => (type?.kind === "array" ? type.element : { kind: "unknown" });

/** The SQL of a list of booleans: each element compared with a value. */
function equalities(call: ResolvedCall): string {
  const [list = "", value = ""] = call.sql;
  const name = call.alias();
  return `list_transform(${list}, lambda ${name}: ${compareSql("=", elementOf(call.types[0]), name, value, call.alias)})`;
}

/** The first lambda's result for each element, as a list. */
const mapped = "list_transform($1, $2)";

/** Trino documentation, "Array functions and operators", "Map functions and operators", "Lambda expressions". */
export const arrayFunctions = [
  scalar(
    "element_at",
    ["array(T), bigint -> T", "trino_element_at_index($1, $2)"],
    ["map(C,V), C -> V", "element_at($1, $2)[1]"],
  ),
  scalar(
    "cardinality",
    ["array(T) -> bigint", "CAST(len($1) AS BIGINT)"],
    ["map(C,V) -> bigint", "CAST(cardinality($1) AS BIGINT)"],
  ),
  scalar("contains", [
    "array(C), C -> boolean",
    (call) => `CASE WHEN ${call.sql[1]} IS NOT NULL THEN trino_any_true(${equalities(call)}) END`,
  ]),
  scalar("array_position", [
    "array(C), C -> bigint",
    (call) => `trino_position_of_true(${equalities(call)}, ${call.sql[1]})`,
  ]),
  scalar("array_remove", ["array(C), C -> array(C)", remaining]),
  scalar(
    "array_join",
    ["array(T), varchar -> varchar", (call) => joined(call, undefined)],
    ["array(T), varchar, varchar -> varchar", (call) => joined(call, call.sql[2])],
  ),
  scalar("array_distinct", ["array(C) -> array(C)", "trino_distinct($1)"]),
  scalar("array_sort", ["array(O) -> array(O)", "list_sort($1, 'ASC', 'NULLS LAST')"]),
  scalar("array_max", ["array(O) -> O", "trino_extreme($1, list_max($1))"]),
  scalar("array_min", ["array(O) -> O", "trino_extreme($1, list_min($1))"]),
  scalar("array_intersect", [
    "array(C), array(C) -> array(C)",
    "trino_distinct(list_filter($1, lambda trino_x: trino_has($2, trino_x)))",
  ]),
  scalar("array_union", ["array(C), array(C) -> array(C)", "trino_distinct(list_concat($1, $2))"]),
  scalar("array_except", [
    "array(C), array(C) -> array(C)",
    "trino_distinct(list_filter($1, lambda trino_x: NOT trino_has($2, trino_x)))",
  ]),
  scalar("arrays_overlap", ["array(C), array(C) -> boolean", "trino_overlap($1, $2)"]),
  scalar("flatten", ["array(array(T)) -> array(T)", "flatten($1)"]),
  scalar("slice", ["array(T), bigint, bigint -> array(T)", "trino_slice($1, $2, $3)"]),
  scalar("repeat", [
    "T, bigint -> array(T)",
    ({ sql }) => `list_transform(range(${sql[1]}), lambda trino_i: ${sql[0]})`,
  ]),
  scalar(
    "sequence",
    ["bigint, bigint -> array(bigint)", "trino_sequence($1, $2)"],
    ["bigint, bigint, bigint -> array(bigint)", "trino_sequence_by($1, $2, $3)"],
  ),
  scalar("shuffle", ["array(T) -> array(T)", "$1"]),
  scalar("filter", ["array(T), function(T, boolean) -> array(T)", "list_filter($1, $2)"]),
  scalar("transform", ["array(T), function(T, U) -> array(U)", mapped]),
  scalar("any_match", ["array(T), function(T, boolean) -> boolean", `trino_any_true(${mapped})`]),
  scalar("all_match", ["array(T), function(T, boolean) -> boolean", allTrue(mapped)]),
  scalar("none_match", ["array(T), function(T, boolean) -> boolean", `(NOT trino_any_true(${mapped}))`]),
  scalar("map", ["-> map(K,V)", "map([], [])"], ["array(C), array(V) -> map(C,V)", "trino_map($1, $2)"]),
  scalar("map_keys", ["map(K,V) -> array(K)", "map_keys($1)"]),
  scalar("map_values", ["map(K,V) -> array(V)", "map_values($1)"]),
  scalar("map_entries", [
    "map(K,V) -> array(row(K,V))",
    "list_transform(map_entries($1), lambda trino_x: struct_pack(field0 := trino_x.key, field1 := trino_x.value))",
  ]),
  scalar("map_from_entries", [
    "array(row(C,V)) -> map(C,V)",
    "trino_map(list_transform($1, lambda trino_x: struct_extract_at(trino_x, 1)), list_transform($1, lambda trino_x: struct_extract_at(trino_x, 2)))",
  ]),
  scalar("map_concat", [
    "map(C,V)... -> map(C,V)",
    ({ sql }) =>
      `CASE WHEN ${sql.map((one) => `${one} IS NOT NULL`).join(" AND ")} THEN map_concat(${sql.join(", ")}) END`,
  ]),
];

function remaining(call: ResolvedCall): string {
  const [list = "", value = ""] = call.sql;
  const name = call.alias();
  const differs = compareSql("<>", elementOf(call.types[0]), name, value, call.alias);
  return `CASE WHEN ${value} IS NOT NULL THEN list_filter(${list}, lambda ${name}: coalesce(${differs}, true)) END`;
}

function joined(call: ResolvedCall, missing: string | undefined): string {
  const name = call.alias();
  const text = castSql(elementOf(call.types[0]), { kind: "varchar" }, name, call.alias);
  const texts = `list_transform(${call.sql[0]}, lambda ${name}: ${text ?? "trino_fail('Input type not supported')"})`;
  const kept =
    missing === undefined
      ? `list_filter(${texts}, lambda ${name}: ${name} IS NOT NULL)`
      : `list_transform(${texts}, lambda ${name}: coalesce(${name}, ${missing}))`;
  return `trino_join(${kept}, ${call.sql[1]})`;
}
