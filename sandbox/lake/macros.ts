/** What the name of every macro begins with. No function that a query may call begins so. */
export const macroPrefix = "trino_";

/**
 * Trino's functions that DuckDB lacks, or has with another meaning, as DuckDB macros. Each name has its overloads: the
 * parameters and what the macro stands for.
 *
 * Source of the meanings: Trino documentation, the page of each kind of functions ("JSON functions and operators",
 * "Regular expression functions", "Date and time functions and operators", and so on).
 */
export const macros: Readonly<Record<string, readonly string[]>> = {
  // Maps and arrays. Both are absent rather than an error where the key or the index is.
  element_at: ["(container, key) AS container[key]"],
  // The subscript operator, unlike element_at, fails on a key that is not there.
  subscript: [
    `(container, key) AS CASE
      WHEN container IS NULL THEN NULL
      WHEN map_contains(container, key) THEN container[key]
      ELSE error('Key not present in map: ' || key)
    END`,
  ],
  cardinality: [
    `(container) AS CASE
      WHEN typeof(container) LIKE 'MAP(%' AND NOT typeof(container) LIKE '%]' THEN len(json_keys(to_json(container)))
      ELSE json_array_length(to_json(container))
    END`,
  ],
  array_position: [
    "(list, value) AS CASE WHEN list IS NULL THEN NULL ELSE coalesce(list_position(list, value), 0) END",
  ],
  any_match: ["(matches) AS CASE WHEN len(matches) = 0 THEN false ELSE list_bool_or(matches) END"],
  all_match: ["(matches) AS CASE WHEN len(matches) = 0 THEN true ELSE list_bool_and(matches) END"],
  none_match: ["(matches) AS CASE WHEN len(matches) = 0 THEN true ELSE NOT list_bool_or(matches) END"],

  // JSON. A text that is no JSON has no values in it; only json_parse fails on it.
  json_extract: ["(document, path) AS CASE WHEN json_valid(document) THEN json_extract(document, path) END"],
  json_extract_scalar: [
    `(document, path) AS CASE WHEN json_valid(document) THEN
      CASE WHEN json_type(document, path) IN ('OBJECT', 'ARRAY') THEN NULL ELSE json_extract_string(document, path) END
    END`,
  ],
  json_parse: ["(text) AS CAST(text AS JSON)"],
  json_format: ["(document) AS CAST(json(document) AS VARCHAR)"],
  json_array_length: [
    `(document) AS CASE WHEN json_valid(document) THEN
      CASE WHEN json_type(document) = 'ARRAY' THEN json_array_length(document) END
    END`,
  ],
  json_array_contains: ["(document, value) AS list_contains(TRY_CAST(document AS JSON[]), to_json(value))"],
  json_size: [
    `(document, path) AS CASE WHEN json_valid(document) THEN
      CASE json_type(document, path)
        WHEN 'OBJECT' THEN len(json_keys(document, path))
        WHEN 'ARRAY' THEN json_array_length(document, path)
        ELSE CASE WHEN json_type(document, path) IS NOT NULL THEN 0 END
      END
    END`,
  ],
  is_json_scalar: ["(document) AS json_type(document) NOT IN ('OBJECT', 'ARRAY')"],
  cast_varchar: [
    `(value) AS CASE typeof(value)
      WHEN 'JSON' THEN to_json(value) ->> '$'
      WHEN 'TIMESTAMP' THEN strftime(TRY_CAST(value AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g')
      ELSE CAST(value AS VARCHAR)
    END`,
  ],

  // Texts.
  concat: overloads(2, 8, (values) => values.join(" || ")),
  greatest: overloads(2, 4, (values) => `CASE WHEN ${anyNull(values)} THEN NULL ELSE greatest(${values}) END`),
  least: overloads(2, 4, (values) => `CASE WHEN ${anyNull(values)} THEN NULL ELSE least(${values}) END`),
  replace: ["(text, search) AS replace(text, search, '')", "(text, search, other) AS replace(text, search, other)"],
  split_part: [
    `(text, delimiter, part) AS CASE
      WHEN len(string_split(text, delimiter)) >= part THEN split_part(text, delimiter, part)
    END`,
  ],
  regexp_count: ["(text, pattern) AS len(regexp_extract_all(text, pattern))"],
  regexp_extract: [
    "(text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern) END",
    "(text, pattern, part) AS CASE WHEN regexp_matches(text, pattern) THEN regexp_extract(text, pattern, part) END",
  ],
  // Trino writes a group of the pattern $1, DuckDB \1.
  regexp_replace: [
    "(text, pattern) AS regexp_replace(text, pattern, '', 'g')",
    `(text, pattern, other) AS
      regexp_replace(text, pattern, regexp_replace(other, '\\$(\\d+)', '\\\\\\1', 'g'), 'g')`,
  ],
  url_extract_host: [urlPart("^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/:?#]+)")],
  url_extract_path: [urlPart("^[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?([^?#]*)")],
  url_extract_protocol: [urlPart("^([A-Za-z][A-Za-z0-9+.-]*):")],
  url_extract_query: [urlPart("\\?([^#]*)")],
  md5: ["(bytes) AS unhex(md5(bytes))"],
  sha1: ["(bytes) AS unhex(sha1(bytes))"],
  sha256: ["(bytes) AS unhex(sha256(bytes))"],

  // Times. The sandbox holds every time in UTC and without a zone.
  date: ["(value) AS CAST(value AS DATE)"],
  date_add: [
    `(unit, amount, value) AS value + CASE lower(unit)
      WHEN 'millisecond' THEN to_milliseconds(amount)
      WHEN 'second' THEN to_seconds(amount)
      WHEN 'minute' THEN to_minutes(amount)
      WHEN 'hour' THEN to_hours(amount)
      WHEN 'day' THEN to_days(CAST(amount AS INTEGER))
      WHEN 'week' THEN to_days(CAST(7 * amount AS INTEGER))
      WHEN 'month' THEN to_months(CAST(amount AS INTEGER))
      WHEN 'quarter' THEN to_months(CAST(3 * amount AS INTEGER))
      WHEN 'year' THEN to_years(CAST(amount AS INTEGER))
      ELSE error('''' || unit || ''' is not a valid TIMESTAMP field')
    END`,
  ],
  from_iso8601_date: ["(text) AS CAST(text AS DATE)"],
  from_iso8601_timestamp: ["(text) AS CAST(text AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"],
  from_unixtime: ["(seconds) AS make_timestamp(CAST(round(seconds * 1000) AS BIGINT) * 1000)"],
  to_unixtime: ["(value) AS epoch(CAST(value AS TIMESTAMP))"],
  to_iso8601: [
    `(value) AS CASE
      WHEN typeof(value) = 'DATE' THEN strftime(value, '%Y-%m-%d')
      ELSE strftime(value, '%Y-%m-%dT%H:%M:%S.%g')
    END`,
  ],
  millisecond: ["(value) AS millisecond(value) % 1000"],
  e: ["() AS exp(1)"],
};

/** The statements that make the macros in a database. */
export function macroStatements(): readonly string[] {
  return Object.entries(macros).map(([name, variants]) => `CREATE MACRO ${macroPrefix}${name} ${variants.join(",\n")}`);
}

function overloads(from: number, to: number, body: (parameters: readonly string[]) => string): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const parameters = Array.from({ length: from + index }, (_, parameter) => `value${parameter + 1}`);
    return `(${parameters.join(", ")}) AS ${body(parameters)}`;
  });
}

function anyNull(values: readonly string[]): string {
  return values.map((value) => `${value} IS NULL`).join(" OR ");
}

function urlPart(pattern: string): string {
  return `(url) AS CASE WHEN regexp_matches(url, '${pattern}') THEN regexp_extract(url, '${pattern}', 1) END`;
}
