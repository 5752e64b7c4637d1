import type { ArithmeticOperator } from "../sql/syntax";
import { commonType, decimalOf } from "../types/coercion";
import { type DecimalType, duckType, isNumeric, type Type, typeText } from "../types/types";
import { coerce } from "./coerce";
import type { Session, Typed } from "./scope";

/** Types `+ - * / %`. Source: Trino documentation, "Mathematical functions and operators", "Decimal functions", "Date and time functions". */
export function arithmetic(
  session: Session,
  operator: ArithmeticOperator,
  left: Typed,
  right: Typed,
  at: number,
): Typed {
  const result =
    numbers(session, operator, left, right) ??
    times(session, operator, left, right) ??
    intervals(operator, left, right);
  if (result !== undefined) return result;
  throw session.error(at, `Cannot apply operator: ${typeText(left.type)} ${operator} ${typeText(right.type)}`);
}

function numbers(session: Session, operator: ArithmeticOperator, left: Typed, right: Typed): Typed | undefined {
  const type = commonType(left.type, right.type);
  if (type === undefined) return undefined;
  // For two NULLs, Trino chooses the operator's variant for the smallest numbers.
  if (type.kind === "unknown") return { type: { kind: "integer" }, sql: "CAST(NULL AS INTEGER)" };
  if (!isNumeric(type)) return undefined;
  const [decimalA, decimalB] = [decimalOf(left.type), decimalOf(right.type)];
  if (type.kind === "decimal") return decimals(session, operator, left, right, decimalA ?? type, decimalB ?? type);
  const [a, b] = [coerce(session, left, type).sql, coerce(session, right, type).sql];
  if (type.kind === "double" || type.kind === "real")
    return { type, sql: operator === "%" ? `trino_remainder(${a}, ${b})` : `(${a} ${operator} ${b})` };
  if (operator === "/") return { type, sql: `trino_divide(${a}, ${b})` };
  return { type, sql: operator === "%" ? `trino_modulo(${a}, ${b})` : `(${a} ${operator} ${b})` };
}

function decimals(
  session: Session,
  operator: ArithmeticOperator,
  left: Typed,
  right: Typed,
  a: DecimalType,
  b: DecimalType,
): Typed {
  const type = decimalResult(operator, a, b);
  const operands = [coerce(session, left, a).sql, coerce(session, right, b).sql] as const;
  const [x, y] = operands;
  switch (operator) {
    case "/":
      return {
        type,
        sql: `CAST(trino_divide_decimals(CAST(${x} AS VARCHAR), CAST(${y} AS VARCHAR), ${type.scale}) AS ${duckType(type)})`,
      };
    case "%":
      return { type, sql: `CAST(trino_modulo(${x}, ${y}) AS ${duckType(type)})` };
    case "*":
      return { type, sql: `CAST((${x} * ${y}) AS ${duckType(type)})` };
    default:
      return {
        type,
        sql: `CAST((CAST(${x} AS ${duckType(type)}) ${operator} CAST(${y} AS ${duckType(type)})) AS ${duckType(type)})`,
      };
  }
}

function decimalResult(operator: ArithmeticOperator, a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  const of = (precision: number, digits: number): DecimalType => ({
    kind: "decimal",
    precision: Math.min(38, precision),
    scale: digits,
  });
  switch (operator) {
    case "*":
      return of(a.precision + b.precision, a.scale + b.scale);
    case "/":
      return of(a.precision + b.scale + Math.max(b.scale - a.scale, 0), scale);
    case "%":
      return of(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
    default:
      return of(whole + scale + 1, scale);
  }
}

const isDays = (type: Type) => type.kind === "interval day to second";
const isMonths = (type: Type) => type.kind === "interval year to month";
const isInterval = (type: Type) => isDays(type) || isMonths(type);

function times(session: Session, operator: ArithmeticOperator, left: Typed, right: Typed): Typed | undefined {
  if (operator === "+" && isInterval(left.type) && !isInterval(right.type))
    return times(session, operator, right, left);
  if (operator !== "+" && operator !== "-") return undefined;
  const kinds = ["date", "timestamp", "timestamp with time zone"];
  const common = commonType(left.type, right.type);
  if (
    operator === "-" &&
    common !== undefined &&
    kinds.includes(common.kind) &&
    left.type.kind !== "unknown" &&
    right.type.kind !== "unknown"
  ) {
    return difference(coerce(session, left, common), coerce(session, right, common));
  }
  if (!isInterval(right.type)) return undefined;
  const step = isDays(right.type) ? `to_milliseconds(${right.sql})` : `to_months(${right.sql})`;
  switch (left.type.kind) {
    case "date":
      return {
        type: left.type,
        sql: isDays(right.type)
          ? `CAST(${left.sql} ${operator} to_days(CAST(trino_whole_days(${right.sql}) AS INTEGER)) AS DATE)`
          : `CAST(${left.sql} ${operator} ${step} AS DATE)`,
      };
    case "timestamp":
      return {
        type: { ...left.type, precision: isDays(right.type) ? Math.max(3, left.type.precision) : left.type.precision },
        sql: `(${left.sql} ${operator} ${step})`,
      };
    case "timestamp with time zone":
      return {
        type: { ...left.type, precision: isDays(right.type) ? Math.max(3, left.type.precision) : left.type.precision },
        sql: isDays(right.type)
          ? `trino_shift(${left.sql}, ${operator === "-" ? "-" : ""}${right.sql})`
          : `trino_shift_months(${left.sql}, ${operator === "-" ? "-" : ""}${right.sql})`,
      };
    default:
      return undefined;
  }
}

function difference(left: Typed, right: Typed): Typed {
  const micros = ({ type, sql }: Typed) =>
    `epoch_us(${type.kind === "timestamp with time zone" ? `struct_extract(${sql}, 'instant')` : `CAST(${sql} AS TIMESTAMP)`})`;
  return {
    type: { kind: "interval day to second" },
    sql: `CAST(round((${micros(left)} - ${micros(right)}) / 1000.0) AS BIGINT)`,
  };
}

function intervals(operator: ArithmeticOperator, left: Typed, right: Typed): Typed | undefined {
  const duck = (type: Type) => duckType(type);
  if ((operator === "+" || operator === "-") && isInterval(left.type) && left.type.kind === right.type.kind) {
    return { type: left.type, sql: `(${left.sql} ${operator} ${right.sql})` };
  }
  if (operator === "*" && isInterval(right.type)) return intervals(operator, right, left);
  const isScale = (isNumeric(right.type) || right.type.kind === "unknown") && isInterval(left.type);
  if (operator === "*" && isScale)
    return { type: left.type, sql: `CAST(trunc(${left.sql} * CAST(${right.sql} AS DOUBLE)) AS ${duck(left.type)})` };
  if (operator === "/" && isScale)
    return { type: left.type, sql: `CAST(trunc(${left.sql} / CAST(${right.sql} AS DOUBLE)) AS ${duck(left.type)})` };
  return undefined;
}
