import type { Expression, TypeSyntax } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { finestPrecision, readType } from "../types/readType";
import { bigint, boolean, double, integer, type Type, unknown } from "../types/types";
import { parseDate, parseTime, parseTimestamp } from "../values/times";
import { instantOf } from "../values/zones";
import { castSql, textLiteral } from "./casts";
import type { Session, Typed } from "./scope";

type LiteralKind =
  | "null"
  | "true"
  | "false"
  | "string"
  | "integer"
  | "decimal"
  | "double"
  | "bytes"
  | "typedLiteral"
  | "interval"
  | "clock";
type Literal = Extract<Expression, { readonly kind: LiteralKind }>;

/** Types a literal, or a name for the query's time. */
export function typedLiteral(session: Session, node: Literal): Typed {
  switch (node.kind) {
    case "null":
      return { type: unknown, sql: "NULL" };
    case "true":
    case "false":
      return { type: boolean, sql: node.kind };
    case "string":
      return { type: { kind: "varchar", length: [...node.text].length }, sql: textLiteral(node.text), isLiteral: true };
    case "integer":
      return wholeLiteral(BigInt(node.text));
    case "decimal":
      return decimalLiteral(session, node.text, node.at);
    case "double":
      return { type: double, sql: `CAST('${Number(node.text)}' AS DOUBLE)` };
    case "bytes":
      return { type: { kind: "varbinary" }, sql: `unhex('${node.text}')` };
    case "typedLiteral":
      return literalOfType(session, node.type, node.text, node.at);
    case "interval":
      return intervalLiteral(session, node);
    case "clock":
      return clock(session, node);
  }
}

function wholeLiteral(value: bigint): Typed {
  const isInteger = value < 2n ** 31n && value >= -(2n ** 31n);
  return { type: isInteger ? integer : bigint, sql: `CAST(${value} AS ${isInteger ? "INTEGER" : "BIGINT"})` };
}

function decimalLiteral(session: Session, text: string, at: number): Typed {
  const [whole = "", fraction = ""] = text
    .replace("-", "")
    .replace(/^0+(?=\d)/, "")
    .split(".");
  const precision = Math.max(1, (whole === "0" ? "" : whole).length + fraction.length);
  if (precision > 38) throw session.error(at, `Invalid decimal literal: ${text}`);
  const type = { kind: "decimal", precision, scale: fraction.length } as const;
  return { type, sql: `CAST('${text.replace(/\.$/, "")}' AS DECIMAL(${precision}, ${fraction.length}))` };
}

function literalOfType(session: Session, syntax: TypeSyntax, text: string, at: number): Typed {
  const invalid = () => session.error(at, `'${text}' is not a valid ${syntax.name} literal`);
  const or = <T>(read: () => T): T => {
    try {
      return read();
    } catch {
      throw invalid();
    }
  };
  switch (syntax.name) {
    case "date":
      return { type: { kind: "date" }, sql: `trino_date_of(${or(() => parseDate(text))})` };
    case "timestamp":
      return timestampLiteral(session, text, at, or);
    case "time": {
      const precision = fractionDigits(session, text, at);
      return {
        type: { kind: "time", precision },
        sql: `CAST(make_timestamp(${or(() => parseTime(text, precision))}) AS TIME)`,
      };
    }
    case "json":
      return { type: { kind: "json" }, sql: `trino_json_parse(${textLiteral(text)})` };
    default:
      return castLiteral(session, syntax, text, at);
  }
}

function castLiteral(session: Session, syntax: TypeSyntax, text: string, at: number): Typed {
  const type = readType(syntax, session.statement);
  const sql = castSql({ kind: "varchar" }, type, textLiteral(text), () => session.alias("v"));
  if (sql === undefined) throw session.error(at, `'${text}' is not a valid ${syntax.name} literal`);
  return { type, sql };
}

function fractionDigits(session: Session, text: string, at: number): number {
  const digits = /:\d{1,2}\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  if (digits > finestPrecision) throw notSupported(`${place(session.statement, at)}: a time finer than microseconds`);
  return digits;
}

function timestampLiteral(session: Session, text: string, at: number, or: <T>(read: () => T) => T): Typed {
  const precision = fractionDigits(session, text, at);
  const { local, zone } = or(() => parseTimestamp(text, precision));
  if (zone === undefined) return { type: { kind: "timestamp", precision }, sql: `make_timestamp(${local})` };
  return { type: { kind: "timestamp with time zone", precision }, sql: zonedSql(instantOf(local, zone), zone) };
}

function zonedSql(instant: bigint, zone: string): string {
  return `struct_pack(instant := make_timestamp(${instant}), zone := '${zone}')`;
}

function clock(session: Session, { name, precision = 3, at }: Extract<Literal, { readonly kind: "clock" }>): Typed {
  if (name === "current_time" || name === "localtime") throw notSupported(`${place(session.statement, at)}: ${name}`);
  const now = BigInt(Math.trunc(session.surroundings.now)) * 1_000n;
  if (name === "current_date") return { type: { kind: "date" }, sql: `CAST(make_timestamp(${now}) AS DATE)` };
  if (precision > finestPrecision)
    throw notSupported(`${place(session.statement, at)}: a time finer than microseconds`);
  if (name === "localtimestamp") return { type: { kind: "timestamp", precision }, sql: `make_timestamp(${now})` };
  return { type: { kind: "timestamp with time zone", precision }, sql: zonedSql(now, "UTC") };
}

/** Milliseconds of the units of an interval up to days. */
const milliseconds: Readonly<Record<string, number>> = {
  DAY: 86_400_000,
  HOUR: 3_600_000,
  MINUTE: 60_000,
  SECOND: 1_000,
};
const fieldsInOrder = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];
const separators: Readonly<Record<string, string>> = { MONTH: "-", HOUR: " ", MINUTE: ":", SECOND: ":" };

function intervalLiteral(session: Session, node: Extract<Literal, { readonly kind: "interval" }>): Typed {
  const { from, to = from, text, at } = node;
  const invalid = session.error(
    at,
    `Invalid INTERVAL ${from}${node.to === undefined ? "" : ` TO ${to}`} value: ${text}`,
  );
  const fields = fieldsInOrder.slice(fieldsInOrder.indexOf(from), fieldsInOrder.indexOf(to) + 1);
  const isYears = from === "YEAR" || from === "MONTH";
  if (fields.length === 0 || isYears !== (to === "YEAR" || to === "MONTH")) throw invalid;
  const pattern = fields.map((field, index) => {
    const digits = field === "SECOND" ? "(\\d+(?:\\.\\d{1,9})?)" : "(\\d+)";
    return index === 0 ? digits : `(?:${separators[field]}${digits})`;
  });
  // Trailing parts may be left out, starting with the last one.
  const source = pattern.reduceRight((rest, part) => (rest === "" ? part : `${part}(?:${rest})?`), "");
  const match = new RegExp(`^([+-]?)${source}$`).exec(text.trim());
  if (match === null) throw invalid;
  const sign = (match[1] === "-") !== node.negative ? -1 : 1;
  const value = fields.reduce((sum, field, index) => sum + Number(match[index + 2] ?? 0) * unitOf(field), 0);
  const type: Type = { kind: isYears ? "interval year to month" : "interval day to second" };
  return { type, sql: `CAST(${Math.trunc(sign * value)} AS ${isYears ? "INTEGER" : "BIGINT"})` };
}

function unitOf(field: string): number {
  if (field === "YEAR") return 12;
  return field === "MONTH" ? 1 : (milliseconds[field] ?? 0);
}
