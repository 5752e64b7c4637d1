import { decimalOf } from "../types/coercion";
import { duckType, type Type } from "../types/types";
import { describe, type ResolvedCall } from "./lakeFunction";

const scalar = describe("scalar");
const wholes = ["tinyint", "smallint", "integer", "bigint"] as const;

/** Pairs with one translation for every whole-number type. */
const eachWhole = (translation: string) => wholes.map((kind) => [`${kind} -> ${kind}`, translation] as const);

/** A function that rounds decimals to whole numbers, in Trino's type: one digit more for the carry. */
const wholeDecimal = (rounded: string) => (call: ResolvedCall) =>
  `CAST(${rounded.replaceAll("$1", call.sql[0] ?? "")} AS ${duckType(call.result)})`;

/** A function of doubles; NULL and errors of DuckDB are handled separately. */
const onDouble = (name: string, translation = `${name}($1)`) => scalar(name, ["double -> double", translation]);

/** Trino documentation, "Mathematical functions and operators". */
export const numberFunctions = [
  scalar(
    "abs",
    ...eachWhole("abs($1)"),
    ["double -> double", "abs($1)"],
    ["real -> real", "abs($1)"],
    ["decimal(p,s) -> decimal(p,s)", "abs($1)"],
  ),
  scalar(
    "sign",
    ...eachWhole("CAST(sign($1) AS BIGINT)"),
    ["double -> double", "CAST(sign($1) AS DOUBLE)"],
    ["real -> real", "CAST(sign($1) AS FLOAT)"],
    ["decimal(p,s) -> decimal(p,s)", (call) => `CAST(sign(${call.sql[0]}) AS ${duckType(call.result)})`],
  ),
  ...["ceil", "ceiling", "floor"].map((name) =>
    scalar(
      name,
      ...eachWhole("$1"),
      ["double -> double", `${name}($1)`],
      ["real -> real", `${name}($1)`],
      ["decimal(p,s) -> decimal(p,s)", wholeDecimal(`${name}($1)`)],
    ),
  ),
  scalar(
    "round",
    ...eachWhole("$1"),
    ["double -> double", "round($1)"],
    ["real -> real", "round($1)"],
    ["decimal(p,s) -> decimal(p,s)", wholeDecimal("round($1)")],
    ...wholes.map(
      (kind) =>
        [
          `${kind}, bigint -> ${kind}`,
          `CAST(trino_round_decimal(CAST($1 AS VARCHAR), $2) AS ${kind.toUpperCase()})`,
        ] as const,
    ),
    ["double, bigint -> double", "round($1, CAST($2 AS INTEGER))"],
    ["real, bigint -> real", "CAST(round($1, CAST($2 AS INTEGER)) AS FLOAT)"],
    [
      "decimal(p,s), bigint -> decimal(p,s)",
      (call) =>
        `CAST(trino_round_decimal(CAST(${call.sql[0]} AS VARCHAR), ${call.sql[1]}) AS ${duckType(call.result)})`,
    ],
  ),
  scalar(
    "truncate",
    ["double -> double", "trunc($1)"],
    ["real -> real", "trunc($1)"],
    ["decimal(p,s) -> decimal(p,s)", wholeDecimal("trunc($1)")],
    [
      "decimal(p,s), bigint -> decimal(p,s)",
      (call) =>
        `CAST(trino_truncate_decimal(CAST(${call.sql[0]} AS VARCHAR), ${call.sql[1]}) AS ${duckType(call.result)})`,
    ],
  ),
  scalar(
    "mod",
    ...wholes.map((kind) => [`${kind}, ${kind} -> ${kind}`, "trino_modulo($1, $2)"] as const),
    ["double, double -> double", "trino_remainder($1, $2)"],
    ["decimal(p,s), decimal(p,s) -> decimal(p,s)", "trino_modulo($1, $2)"],
  ),
  ...["power", "pow"].map((name) => scalar(name, ["double, double -> double", "pow($1, $2)"])),
  onDouble("sqrt", "CASE WHEN $1 < 0 THEN CAST('nan' AS DOUBLE) ELSE sqrt($1) END"),
  onDouble("cbrt"),
  onDouble("exp"),
  ...(["ln", "log2", "log10"] as const).map((name) => onDouble(name, `trino_logarithm('${name}', $1)`)),
  scalar("log", ["double, double -> double", "(trino_logarithm('ln', $2) / trino_logarithm('ln', $1))"]),
  ...["asin", "acos"].map((name) =>
    onDouble(name, `CASE WHEN abs($1) > 1 THEN CAST('nan' AS DOUBLE) ELSE ${name}($1) END`),
  ),
  ...["sin", "cos", "tan", "atan", "cosh", "tanh", "degrees", "radians"].map((name) => onDouble(name)),
  scalar("atan2", ["double, double -> double", "atan2($1, $2)"]),
  scalar("pi", ["-> double", "pi()"]),
  scalar("e", ["-> double", "exp(CAST(1 AS DOUBLE))"]),
  scalar("infinity", ["-> double", "CAST('infinity' AS DOUBLE)"]),
  scalar("nan", ["-> double", "CAST('nan' AS DOUBLE)"]),
  scalar("is_nan", ["double -> boolean", "isnan($1)"], ["real -> boolean", "isnan($1)"]),
  scalar("is_finite", ["double -> boolean", "isfinite($1)"]),
  scalar("is_infinite", ["double -> boolean", "isinf($1)"]),
  ...["random", "rand"].map((name) =>
    scalar(
      name,
      ["-> double", "random()"],
      ["integer -> integer", "CAST(floor(random() * $1) AS INTEGER)"],
      ["bigint -> bigint", "CAST(floor(random() * $1) AS BIGINT)"],
      ["bigint, bigint -> bigint", "CAST($1 + floor(random() * ($2 - $1)) AS BIGINT)"],
    ),
  ),
  scalar("width_bucket", ["double, double, double, bigint -> bigint", "trino_width_bucket($1, $2, $3, $4)"]),
  scalar("to_base", ["bigint, bigint -> varchar", "trino_to_base($1, $2)"]),
  scalar("from_base", ["varchar(x), bigint -> bigint", "trino_from_base($1, $2)"]),
  scalar("bitwise_and", ["bigint, bigint -> bigint", "($1 & $2)"]),
  scalar("bitwise_or", ["bigint, bigint -> bigint", "($1 | $2)"]),
  scalar("bitwise_xor", ["bigint, bigint -> bigint", "xor($1, $2)"]),
  scalar("bitwise_not", ["bigint -> bigint", "(-1 - $1)"]),
  scalar("bit_count", ["bigint, bigint -> bigint", "trino_bit_count($1, $2)"]),
];

/** The result of a function on a decimal if it is not of the argument's type. */
export function decimalResult(name: string, types: readonly Type[]): Type | undefined {
  const [first] = types;
  const decimal = first && decimalOf(first);
  if (first?.kind !== "decimal" || decimal === undefined || types.length > 2) return undefined;
  const { precision, scale } = decimal;
  const whole = Math.min(38, precision - scale + Math.min(scale, 1));
  if (name === "round" && types.length === 2) return { kind: "decimal", precision: Math.min(38, precision + 1), scale };
  if (["ceil", "ceiling", "floor", "round"].includes(name)) return { kind: "decimal", precision: whole, scale: 0 };
  if (name === "sign") return { kind: "decimal", precision: 1, scale: 0 };
  if (name === "truncate" && types.length === 1)
    return { kind: "decimal", precision: Math.max(1, precision - scale), scale: 0 };
  return undefined;
}
