import { duckType } from "../types/types";
import { describe } from "./lakeFunction";

const aggregate = describe("aggregate");
const window = describe("window");

const statistic = (name: string, database = name) =>
  aggregate(name, ["bigint -> double", `${database}{$1}`], ["double -> double", `${database}{$1}`]);
const ofPairs = (name: string) => aggregate(name, ["double, double -> double", `${name}{$1, $2}`]);

const eachInterval = (name: string) => [
  ["interval day to second -> interval day to second", `CAST(${name}{$1} AS BIGINT)`] as const,
  ["interval year to month -> interval year to month", `CAST(${name}{$1} AS INTEGER)`] as const,
];

/** Trino's digest returns an element: for few values exactly the one at the percentile's place. */
const percentile = "trino_percentile(list{$1}, $2)";

/** Trino documentation, "Aggregate functions". */
export const aggregateFunctions = [
  aggregate("count", ["-> bigint", "count{*}"], ["T -> bigint", "count{$1}"]),
  aggregate("count_if", ["boolean -> bigint", "CAST(coalesce(count_if{$1}, 0) AS BIGINT)"]),
  aggregate(
    "sum",
    ["bigint -> bigint", "CAST(sum{$1} AS BIGINT)"],
    ["double -> double", "sum{$1}"],
    ["real -> real", "CAST(sum{$1} AS FLOAT)"],
    ["decimal(p,s) -> decimal(p,s)", ({ sql, result }) => `CAST(sum{${sql[0]}} AS ${duckType(result)})`],
    ...eachInterval("sum"),
  ),
  aggregate(
    "avg",
    ["bigint -> double", "avg{$1}"],
    ["double -> double", "avg{$1}"],
    ["real -> real", "CAST(avg{$1} AS FLOAT)"],
    ["decimal(p,s) -> decimal(p,s)", ({ sql, result }) => `CAST(avg{${sql[0]}} AS ${duckType(result)})`],
    ...eachInterval("avg"),
  ),
  ...["min", "max"].map((name) =>
    aggregate(name, ["O -> O", `${name}{$1}`], ["O, bigint -> array(O)", `${name}{$1, $2}`]),
  ),
  ...["min_by", "max_by"].map((name) => aggregate(name, ["T, O -> T", `${name}{$1, $2}`])),
  aggregate("arbitrary", ["T -> T", "any_value{$1}"]),
  aggregate("array_agg", ["T -> array(T)", "list{$1}"]),
  aggregate("bool_and", ["boolean -> boolean", "bool_and{$1}"]),
  aggregate("every", ["boolean -> boolean", "bool_and{$1}"]),
  aggregate("bool_or", ["boolean -> boolean", "bool_or{$1}"]),
  aggregate(
    "approx_distinct",
    ["C -> bigint", "approx_count_distinct{$1}"],
    ["C, double -> bigint", "approx_count_distinct{$1}"],
  ),
  aggregate(
    "approx_percentile",
    ["bigint, double -> bigint", percentile],
    ["double, double -> double", percentile],
    ["real, double -> real", percentile],
  ),
  aggregate("histogram", ["C -> map(C, bigint)", "trino_histogram(histogram{$1})"]),
  aggregate("geometric_mean", ["bigint -> double", "geometric_mean{$1}"], ["double -> double", "geometric_mean{$1}"]),
  ...["stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp", "skewness"].map((name) =>
    statistic(name),
  ),
  ...["corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept"].map(ofPairs),
  aggregate("bitwise_and_agg", ["bigint -> bigint", "bit_and{$1}"]),
  aggregate("bitwise_or_agg", ["bigint -> bigint", "bit_or{$1}"]),
];

/** Trino documentation, "Window functions". */
export const windowFunctions = [
  ...["row_number", "rank", "dense_rank"].map((name) => window(name, ["-> bigint", `${name}{}`])),
  ...["percent_rank", "cume_dist"].map((name) => window(name, ["-> double", `${name}{}`])),
  window("ntile", ["bigint -> bigint", "ntile{$1}"]),
  ...["first_value", "last_value"].map((name) => window(name, ["T -> T", `${name}{$1}`])),
  window("nth_value", ["T, bigint -> T", "nth_value{$1, $2}"]),
  ...["lag", "lead"].map((name) =>
    window(
      name,
      ["T -> T", `${name}{$1}`],
      ["T, bigint -> T", `${name}{$1, $2}`],
      ["T, bigint, T -> T", `${name}{$1, $2, $3}`],
    ),
  ),
];
