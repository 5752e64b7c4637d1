import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The functions of Trino's SQL that the sandbox emulates on DuckDB; others are refused (Trino documentation, List of functions). */

/** Functions that DuckDB has under the same name and with the same meaning. */
export const sameFunctions: ReadonlySet<string> = new Set(
  `abs acos any_value array_agg array_distinct array_intersect asin atan atan2 avg bit_count bool_and bool_or cbrt ceil
   ceiling chr concat_ws corr cos cosh count count_if covar_pop covar_samp cume_dist date_trunc day degrees
   dense_rank ends_with exp first_value flatten floor geometric_mean histogram hour kurtosis lag last_value lead
   length ln log log10 log2 lower lpad ltrim map map_concat map_entries map_from_entries map_keys map_values max
   max_by min min_by minute mod month nth_value ntile nullif percent_rank pi position pow power quarter radians
   random rank regexp_extract_all reverse round row_number rpad rtrim second sign sin sinh skewness split sqrt
   starts_with stddev stddev_pop stddev_samp strpos substr substring sum tan tanh to_base64 translate trim upper
   url_decode url_encode uuid var_pop var_samp variance week year from_base64`.split(/\s+/),
);

export const renamedFunctions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    approx_distinct: "approx_count_distinct",
    approx_percentile: "approx_quantile",
    arbitrary: "any_value",
    array_join: "array_to_string",
    array_max: "list_max",
    array_min: "list_min",
    array_sort: "list_sort",
    arrays_overlap: "list_has_any",
    contains: "list_contains",
    // Trino counts whole units; DuckDB's date_diff counts the borders between units that lie in between.
    date_diff: "date_sub",
    date_format: "strftime",
    day_of_week: "isodow",
    every: "bool_and",
    filter: "list_filter",
    regexp_like: "regexp_matches",
    transform: "list_transform",
  }),
);

/** The names of the query's time, with their types. */
export const timeFunctions: ReadonlyMap<string, "DATE" | "TIMESTAMP"> = new Map(
  Object.entries({
    current_date: "DATE",
    current_timestamp: "TIMESTAMP",
    localtimestamp: "TIMESTAMP",
    now: "TIMESTAMP",
  }),
);

/** Names that are called without parentheses and that the sandbox has no answer to. */
export const unknownNames: ReadonlySet<string> = new Set(
  "current_catalog current_path current_role current_schema current_time current_user localtime".split(" "),
);

/** The operators of Trino, as DuckDB's parser names them. */
export const sharedOperators: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "||", "~~", "!~~"]);

/** Functions that DuckDB's parser writes for EXTRACT, INTERVAL, LIKE ... ESCAPE and count(*). Trino has none by these names. */
export const parserFunctions: ReadonlySet<string> = new Set(
  `count_star date_part like_escape not_like_escape to_days to_hours to_microseconds to_minutes to_months to_seconds
   to_weeks to_years trunc`.split(/\s+/),
);

/** The beginning of every macro's name. No function that a query may call begins so. */
export const macroPrefix = "trino_";

export const macroStatements = readFileSync(join(__dirname, "macros.sql"), "utf8");

export const macroNames: ReadonlySet<string> = new Set(
  Array.from(macroStatements.matchAll(/^CREATE MACRO trino_(\w+)/gm), ([, name = ""]) => name),
);
