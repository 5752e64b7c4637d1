import { describe, type ResolvedCall } from "./lakeFunction";

const scalar = describe("scalar");
const zoned = "timestamp(p) with time zone";

/** The SQL of a part of a time: `$1` is the local time. */
const partOf = (name: string, translation: string, ofInterval?: string) =>
  scalar(
    name,
    ["date -> bigint", translation],
    ["timestamp(p) -> bigint", translation],
    ["timestamp(p) with time zone -> bigint", translation.replaceAll("$1", "trino_local($1)")],
    ...(ofInterval === undefined ? [] : ([["interval day to second -> bigint", ofInterval]] as const)),
  );

/** A part that a date does not have. */
const clockPart = (name: string, translation: string, ofInterval?: string) =>
  scalar(
    name,
    ["timestamp(p) -> bigint", translation],
    ["timestamp(p) with time zone -> bigint", translation.replaceAll("$1", "trino_local($1)")],
    ["time(p) -> bigint", translation],
    ...(ofInterval === undefined ? [] : ([["interval day to second -> bigint", ofInterval]] as const)),
  );

const precisionOf = (call: ResolvedCall, index: number) => {
  const type = call.types[index];
  return type !== undefined && "precision" in type ? type.precision : 3;
};

/** Trino documentation, "Date and time functions and operators". */
export const timeFunctions = [
  scalar("now", ["-> timestamp(p) with time zone", "$now"]),
  scalar("current_timezone", ["-> varchar", "'UTC'"]),
  scalar(
    "date",
    ["varchar(x) -> date", "trino_date_of(trino_parse_date($1))"],
    ["timestamp(p) -> date", "CAST($1 AS DATE)"],
    [`${zoned} -> date`, "CAST(trino_local($1) AS DATE)"],
  ),
  scalar(
    "date_trunc",
    ["varchar, date -> date", "trino_date_trunc_date($1, $2)"],
    ["varchar, timestamp(p) -> timestamp(p)", "trino_date_trunc($1, $2)"],
    [
      `varchar, ${zoned} -> ${zoned}`,
      "trino_in_zone(epoch_us(trino_date_trunc($1, trino_local($2))), struct_extract($2, 'zone'))",
    ],
  ),
  scalar(
    "date_add",
    ["varchar, bigint, date -> date", "trino_date_add_date($1, $2, $3)"],
    [
      "varchar, bigint, timestamp(p) -> timestamp(p)",
      (call) => `trino_cut(trino_date_add(${call.sql.join(", ")}), ${precisionOf(call, 2)})`,
    ],
    [`varchar, bigint, ${zoned} -> ${zoned}`, "trino_date_add_zoned($1, $2, $3)"],
  ),
  scalar(
    "date_diff",
    ["varchar, date, date -> bigint", "trino_date_diff_date($1, $2, $3)"],
    ["varchar, timestamp(p), timestamp(p) -> bigint", "trino_date_diff($1, $2, $3)"],
    [
      `varchar, ${zoned}, ${zoned} -> bigint`,
      "trino_date_diff($1, struct_extract($2, 'instant'), struct_extract($3, 'instant'))",
    ],
  ),
  scalar(
    "date_format",
    ["timestamp(p), varchar -> varchar", "trino_date_format(epoch_us($1), $2)"],
    [`${zoned}, varchar -> varchar`, "trino_date_format(epoch_us(trino_local($1)), $2)"],
  ),
  scalar("date_parse", ["varchar(x), varchar -> timestamp(p)", "make_timestamp(trino_date_parse($1, $2))"]),
  scalar("from_iso8601_timestamp", [`varchar -> ${zoned}`, "trino_from_iso8601_timestamp($1)"]),
  scalar("from_iso8601_date", ["varchar -> date", "trino_date_of(trino_from_iso8601_date($1))"]),
  scalar(
    "to_iso8601",
    ["date -> varchar", "CAST($1 AS VARCHAR)"],
    ["timestamp(p) -> varchar", (call) => isoText(call.sql[0] ?? "", precisionOf(call, 0))],
    [
      `${zoned} -> varchar`,
      (call) => `(${isoText(`trino_local(${call.sql[0]})`, precisionOf(call, 0))} || trino_offset(${call.sql[0]}))`,
    ],
  ),
  scalar(
    "from_unixtime",
    [`double -> ${zoned}`, "trino_at_zone(trino_microseconds($1), 'UTC')"],
    [`double, varchar -> ${zoned}`, "trino_at_zone(trino_microseconds($1), $2)"],
  ),
  scalar(
    "to_unixtime",
    ["timestamp(p) -> double", "(epoch_us($1) / CAST(1000000 AS DOUBLE))"],
    [`${zoned} -> double`, "(epoch_us(struct_extract($1, 'instant')) / CAST(1000000 AS DOUBLE))"],
  ),
  scalar("at_timezone", [
    `${zoned}, varchar -> ${zoned}`,
    "trino_at_zone(epoch_us(struct_extract($1, 'instant')), $2)",
  ]),
  scalar("with_timezone", [`timestamp(p), varchar -> ${zoned}`, "trino_in_zone(epoch_us($1), $2)"]),
  scalar(
    "last_day_of_month",
    ["date -> date", "last_day($1)"],
    ["timestamp(p) -> date", "last_day($1)"],
    [`${zoned} -> date`, "last_day(trino_local($1))"],
  ),
  scalar("human_readable_seconds", ["double -> varchar", "trino_human_readable_seconds($1)"]),
  scalar("to_milliseconds", ["interval day to second -> bigint", "$1"]),
  partOf("year", "year($1)"),
  partOf("quarter", "quarter($1)"),
  partOf("month", "month($1)"),
  ...["week", "week_of_year"].map((name) => partOf(name, "week($1)")),
  ...["day", "day_of_month"].map((name) => partOf(name, "day($1)", "($1 // 86400000)")),
  ...["day_of_week", "dow"].map((name) => partOf(name, "isodow($1)")),
  ...["day_of_year", "doy"].map((name) => partOf(name, "dayofyear($1)")),
  ...["year_of_week", "yow"].map((name) => partOf(name, "isoyear($1)")),
  clockPart("hour", "hour($1)", "($1 // 3600000 % 24)"),
  clockPart("minute", "minute($1)", "($1 // 60000 % 60)"),
  clockPart("second", "second($1)", "($1 // 1000 % 60)"),
  clockPart("millisecond", "CAST(millisecond($1) % 1000 AS BIGINT)", "($1 % 1000)"),
  scalar("timezone_hour", [
    `${zoned} -> bigint`,
    "(trino_offset_minutes(epoch_us(struct_extract($1, 'instant')), struct_extract($1, 'zone')) // 60)",
  ]),
  scalar("timezone_minute", [
    `${zoned} -> bigint`,
    "(trino_offset_minutes(epoch_us(struct_extract($1, 'instant')), struct_extract($1, 'zone')) % 60)",
  ]),
];

function isoText(sql: string, precision: number): string {
  return `left(strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%f'), ${precision === 0 ? 19 : 20 + precision})`;
}
