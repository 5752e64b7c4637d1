import type { Expression } from "../sql/syntax";
import { commonType } from "../types/coercion";
import { fieldKey, isNumeric, type RowType, typeText } from "../types/types";
import { callFunction } from "./calls";
import { textLiteral } from "./casts";
import { coerce } from "./coerce";
import { common } from "./conditions";
import type { Scope, Session, Typed } from "./scope";

export function subscript(
  session: Session,
  base: Typed,
  index: Typed,
  node: Expression & { readonly kind: "subscript" },
): Typed {
  const refusal = session.error(
    node.base.at,
    `Cannot use ${typeText(index.type)} for subscript of ${typeText(base.type)}`,
  );
  switch (base.type.kind) {
    case "unknown":
      return base;
    case "row":
      return rowField(session, base, base.type, node);
    case "array": {
      const isIndex = isNumeric(index.type) && ["tinyint", "smallint", "integer", "bigint"].includes(index.type.kind);
      if (!isIndex) throw refusal;
      return {
        type: base.type.element,
        sql: `trino_item(${base.sql}, ${coerce(session, index, { kind: "bigint" }).sql})`,
      };
    }
    case "map": {
      if (commonType(base.type.key, index.type)?.kind !== base.type.key.kind) throw refusal;
      return { type: base.type.value, sql: `trino_key(${base.sql}, ${coerce(session, index, base.type.key).sql})` };
    }
    default:
      throw refusal;
  }
}

function rowField(
  session: Session,
  base: Typed,
  type: RowType,
  { index }: Expression & { readonly kind: "subscript" },
): Typed {
  if (index.kind !== "integer") throw session.error(index.at, "Subscript expression on ROW requires a constant index");
  const place = Number(index.text) - 1;
  const found = type.fields[place];
  if (place < 0) throw session.error(index.at, `Invalid subscript index: ${index.text}. ROW indices start at 1`);
  if (found === undefined)
    throw session.error(index.at, `Subscript index out of bounds: ${index.text}, max value is ${type.fields.length}`);
  return { type: found.type, sql: `struct_extract(${base.sql}, ${textLiteral(fieldKey(type, place))})` };
}

export function array(session: Session, node: Expression & { readonly kind: "array" | "row" }, scope: Scope): Typed {
  const items = node.items.map((item) => session.analyze(item, scope));
  const element = common(session, items, node.items, "ARRAY elements");
  return {
    type: { kind: "array", element },
    sql: `list_value(${items.map((item) => coerce(session, item, element).sql).join(", ")})`,
  };
}

export function extract(session: Session, name: string, value: Typed, at: number): Typed {
  const called = extractFields.get(name);
  if (called === undefined) throw session.error(at, `Invalid EXTRACT field: ${name}`);
  const isTime =
    ["date", "time", "timestamp", "timestamp with time zone"].includes(value.type.kind) ||
    value.type.kind.startsWith("interval");
  if (!isTime)
    throw session.error(
      at,
      `Type of argument to extract must be DATE, TIME, TIMESTAMP, or INTERVAL (actual ${typeText(value.type)})`,
    );
  return callFunction(session, called, [value], at);
}

const extractFields: ReadonlyMap<string, string> = new Map(
  Object.entries({
    year: "year",
    quarter: "quarter",
    month: "month",
    week: "week",
    day: "day",
    day_of_month: "day",
    day_of_week: "day_of_week",
    dow: "day_of_week",
    day_of_year: "day_of_year",
    doy: "day_of_year",
    year_of_week: "year_of_week",
    yow: "year_of_week",
    hour: "hour",
    minute: "minute",
    second: "second",
    timezone_hour: "timezone_hour",
    timezone_minute: "timezone_minute",
  }),
);
