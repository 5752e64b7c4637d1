import { describe } from "./lakeFunction";

const scalar = describe("scalar");

/** Trino documentation, "String functions", "Regular expression functions", "URL functions", "Binary functions". */
export const textFunctions = [
  ...["upper", "lower", "reverse"].map((name) =>
    scalar(
      name,
      ["varchar(x) -> varchar(x)", `trino_${name}($1)`],
      name === "reverse" ? ["array(T) -> array(T)", "list_reverse($1)"] : ["char(x) -> char(x)", `trino_${name}($1)`],
    ),
  ),
  scalar(
    "length",
    ["varchar(x) -> bigint", "length($1)"],
    ["char(x) -> bigint", ({ types }) => `CAST(${types[0]?.kind === "char" ? types[0].length : 0} AS BIGINT)`],
    ["varbinary -> bigint", "octet_length($1)"],
  ),
  ...["substr", "substring"].map((name) =>
    scalar(
      name,
      ["varchar(x), bigint -> varchar(x)", "trino_substr($1, $2, 2147483647)"],
      ["varchar(x), bigint, bigint -> varchar(x)", "trino_substr($1, $2, $3)"],
    ),
  ),
  ...(
    [
      ["trim", "both"],
      ["ltrim", "left"],
      ["rtrim", "right"],
    ] as const
  ).map(([name, sides]) =>
    scalar(
      name,
      ["varchar(x) -> varchar(x)", `trino_trim_${sides}($1)`],
      ["char(x) -> varchar", `trino_trim_${sides}($1)`],
      ["varchar(x), varchar -> varchar(x)", `trino_trim_${sides}_of($1, $2)`],
    ),
  ),
  scalar("lpad", ["varchar(x), bigint, varchar -> varchar", "trino_lpad($1, $2, $3)"]),
  scalar("rpad", ["varchar(x), bigint, varchar -> varchar", "trino_rpad($1, $2, $3)"]),
  scalar(
    "split",
    ["varchar(x), varchar -> array(varchar(x))", "trino_split($1, $2)"],
    ["varchar(x), varchar, bigint -> array(varchar(x))", "trino_split_most($1, $2, $3)"],
  ),
  scalar("split_part", ["varchar(x), varchar, bigint -> varchar(x)", "trino_split_part($1, $2, $3)"]),
  scalar("split_to_map", [
    "varchar, varchar, varchar -> map(varchar,varchar)",
    "CASE WHEN trino_split_to_map_keys($*) IS NOT NULL THEN map(trino_split_to_map_keys($*), trino_split_to_map_values($*)) END",
  ]),
  scalar(
    "strpos",
    ["varchar(x), varchar -> bigint", "trino_strpos($1, $2, 1)"],
    ["varchar(x), varchar, bigint -> bigint", "trino_strpos($1, $2, $3)"],
  ),
  scalar("starts_with", ["varchar(x), varchar -> boolean", "starts_with($1, $2)"]),
  scalar(
    "replace",
    ["varchar(x), varchar -> varchar(x)", "trino_replace($1, $2, '')"],
    ["varchar(x), varchar, varchar -> varchar", "trino_replace($1, $2, $3)"],
  ),
  scalar("translate", ["varchar(x), varchar, varchar -> varchar", "trino_translate($1, $2, $3)"]),
  scalar("chr", ["bigint -> varchar", "trino_chr($1)"]),
  scalar("codepoint", ["varchar(x) -> integer", "CAST(trino_codepoint($1) AS INTEGER)"]),
  scalar("normalize", ["varchar(x), varchar -> varchar", "trino_normalize($1, $2)"]),
  scalar("levenshtein_distance", ["varchar(x), varchar -> bigint", "trino_levenshtein_distance($1, $2)"]),
  scalar("hamming_distance", ["varchar(x), varchar -> bigint", "trino_hamming_distance($1, $2)"]),
  scalar("soundex", ["varchar -> varchar", "trino_soundex($1)"]),
  scalar(
    "concat_ws",
    ["varchar, array(varchar) -> varchar", "trino_concat_ws($1, $2)"],
    [
      "varchar, varchar, varchar... -> varchar",
      ({ sql }) => `trino_concat_ws(${sql[0]}, CAST(list_value(${sql.slice(1).join(", ")}) AS VARCHAR[]))`,
    ],
  ),
  scalar("regexp_like", ["varchar(x), varchar -> boolean", "trino_regexp_like($1, $2)"]),
  scalar(
    "regexp_extract",
    ["varchar(x), varchar -> varchar(x)", "trino_regexp_extract($1, $2, 0)"],
    ["varchar(x), varchar, bigint -> varchar(x)", "trino_regexp_extract($1, $2, $3)"],
  ),
  scalar(
    "regexp_extract_all",
    ["varchar(x), varchar -> array(varchar(x))", "trino_regexp_extract_all($1, $2, 0)"],
    ["varchar(x), varchar, bigint -> array(varchar(x))", "trino_regexp_extract_all($1, $2, $3)"],
  ),
  scalar(
    "regexp_replace",
    ["varchar(x), varchar -> varchar(x)", "trino_regexp_replace($1, $2, '')"],
    ["varchar(x), varchar, varchar -> varchar", "trino_regexp_replace($1, $2, $3)"],
  ),
  scalar("regexp_split", ["varchar(x), varchar -> array(varchar(x))", "trino_regexp_split($1, $2)"]),
  scalar("regexp_count", ["varchar(x), varchar -> bigint", "trino_regexp_count($1, $2)"]),
  scalar(
    "regexp_position",
    ["varchar(x), varchar -> integer", "CAST(trino_regexp_position($1, $2, 1, 1) AS INTEGER)"],
    ["varchar(x), varchar, bigint -> integer", "CAST(trino_regexp_position($1, $2, $3, 1) AS INTEGER)"],
    ["varchar(x), varchar, bigint, bigint -> integer", "CAST(trino_regexp_position($1, $2, $3, $4) AS INTEGER)"],
  ),
  ...["protocol", "host", "path", "query", "fragment"].map((part) =>
    scalar(`url_extract_${part}`, ["varchar(x) -> varchar(x)", `trino_url_extract_${part}($1)`]),
  ),
  scalar("url_extract_port", ["varchar(x) -> bigint", "trino_url_extract_port($1)"]),
  scalar("url_extract_parameter", ["varchar(x), varchar -> varchar(x)", "trino_url_extract_parameter($1, $2)"]),
  scalar("url_encode", ["varchar(x) -> varchar", "trino_url_encode($1)"]),
  scalar("url_decode", ["varchar(x) -> varchar(x)", "trino_url_decode($1)"]),
  scalar("to_utf8", ["varchar(x) -> varbinary", "encode($1)"]),
  scalar("from_utf8", ["varbinary -> varchar", "decode($1)"]),
  scalar("to_hex", ["varbinary -> varchar", "hex($1)"]),
  scalar("from_hex", ["varchar(x) -> varbinary", "unhex($1)"], ["varbinary -> varbinary", "unhex(decode($1))"]),
  scalar("to_base64", ["varbinary -> varchar", "to_base64($1)"]),
  scalar(
    "from_base64",
    ["varchar(x) -> varbinary", "from_base64($1)"],
    ["varbinary -> varbinary", "from_base64(decode($1))"],
  ),
  ...["md5", "sha1", "sha256"].map((name) => scalar(name, ["varbinary -> varbinary", `unhex(${name}($1))`])),
  scalar("uuid", ["-> uuid", "CAST(uuid() AS VARCHAR)"]),
];
