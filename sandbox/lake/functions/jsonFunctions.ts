import { describe } from "./lakeFunction";

const scalar = describe("scalar");

/** Pairs for a text that holds JSON, and for JSON. */
const ofJson = (rest: string, translation: string) => [
  [`json${rest}`, translation] as const,
  [`varchar(x)${rest}`, translation] as const,
];

/** Trino documentation, "JSON functions and operators". */
export const jsonFunctions = [
  scalar("json_parse", ["varchar(x) -> json", "trino_json_parse($1)"]),
  scalar("json_format", ["json -> varchar", "$1"]),
  scalar("json_extract", ...ofJson(", varchar -> json", "trino_json_extract($1, $2)")),
  scalar(
    "json_extract_scalar",
    ["json, varchar -> varchar", "trino_json_extract_scalar($1, $2)"],
    ["varchar(x), varchar -> varchar(x)", "trino_json_extract_scalar($1, $2)"],
  ),
  scalar("json_size", ...ofJson(", varchar -> bigint", "trino_json_size($1, $2)")),
  scalar("json_array_length", ...ofJson(" -> bigint", "trino_json_array_length($1)")),
  scalar(
    "json_array_contains",
    ...ofJson(", boolean -> boolean", "trino_json_array_has_boolean($1, $2)"),
    ...ofJson(", bigint -> boolean", "trino_json_array_has_whole($1, $2)"),
    ...ofJson(", double -> boolean", "trino_json_array_has_double($1, $2)"),
    ...ofJson(", varchar -> boolean", "trino_json_array_has_text($1, $2)"),
  ),
  scalar("is_json_scalar", ...ofJson(" -> boolean", "trino_is_json_scalar($1)")),
];
