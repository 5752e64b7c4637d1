import { type ValueFunction, valueFunction } from "./valueFunction";

/** Formats a double like Java's `Double.toString`, as in Trino's JSON: `1.5`, `100000.0`, `1.0E10`. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  return scientificText(value);
}

/** Formats a double as a cast to varchar does: `1.5E0`. */
function castText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? "-0E0" : "0E0";
  return scientificText(value);
}

function scientificText(value: number): string {
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${exponent.replace("+", "")}`;
}

/** Reads a text like Java's `Double.parseDouble`, which trims it and accepts suffixes and hexadecimal digits. */
export function parseDouble(text: string): number {
  const trimmed = text.replace(javaBlanks, "");
  const special = /^([+-]?)(NaN|Infinity)$/.exec(trimmed);
  if (special !== null) return Number(special[2]) * (special[1] === "-" ? -1 : 1);
  const hexadecimal = /^([+-]?)0x([0-9a-f]+)(?:\.([0-9a-f]*))?p([+-]?\d+)[fd]?$/i.exec(trimmed);
  if (hexadecimal !== null) {
    const [, sign, whole = "", fraction = "", power] = hexadecimal;
    const value = Number.parseInt(whole + fraction, 16) * 2 ** (Number(power) - 4 * fraction.length);
    return sign === "-" ? -value : value;
  }
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[fd]?$/i.test(trimmed))
    throw new Error(`Cannot cast '${text}' to DOUBLE`);
  return Number(trimmed.replace(/[fd]$/i, ""));
}

// The characters that Java's String.trim removes: the space and all below it.
const javaBlanks = /^[^!-\uffff]+|[^!-\uffff]+$/g;

const wholeRanges: Readonly<Record<string, readonly [name: string, bits: bigint]>> = {
  tinyint: ["TINYINT", 7n],
  smallint: ["SMALLINT", 15n],
  integer: ["INT", 31n],
  bigint: ["BIGINT", 63n],
};

function parseWhole(text: string, type: string): bigint {
  const [name, bits] = wholeRanges[type] ?? ["BIGINT", 63n];
  const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : undefined;
  if (value === undefined || value >= 2n ** bits || value < -(2n ** bits))
    throw new Error(`Cannot cast '${text}' to ${name}`);
  return value;
}

/** Rounds half away from zero to the scale. The digits are passed to DuckDB as text. */
function parseDecimal(text: string, precision: bigint, scale: bigint): string {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i.exec(text);
  const type = `DECIMAL(${precision}, ${scale})`;
  const digits = `${match?.[2] ?? ""}${match?.[3] ?? ""}`;
  if (match === null || digits === "")
    throw new Error(`Cannot cast VARCHAR '${text}' to ${type}. Value is not a number.`);
  const shift = Number(match[4] ?? 0) - (match[3]?.length ?? 0) + Number(scale);
  const value =
    shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : divideRounded(BigInt(digits), 10n ** BigInt(-shift));
  if (value >= 10n ** precision) throw new Error(`Cannot cast VARCHAR '${text}' to ${type}. Value too large.`);
  return `${match[1] === "-" ? "-" : ""}${decimalText(value, Number(scale))}`;
}

/** Divides whole numbers; half is rounded away from zero. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const isNegative = dividend < 0n !== divisor < 0n;
  const [size, by] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const quotient = (2n * size + by) / (2n * by);
  return isNegative ? -quotient : quotient;
}

function decimalText(value: bigint, scale: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function unscaled(text: string): readonly [value: bigint, scale: number] {
  const [whole = "", fraction = ""] = text.split(".");
  return [BigInt(whole + fraction), fraction.length];
}

function divideDecimals(left: string, right: string, scale: bigint): string {
  const [dividend, scaleBefore] = unscaled(left);
  const [divisor, scaleOfDivisor] = unscaled(right);
  if (divisor === 0n) throw new Error("Division by zero");
  const shift = BigInt(Number(scale) + scaleOfDivisor - scaleBefore);
  const quotient =
    shift >= 0n ? divideRounded(dividend * 10n ** shift, divisor) : divideRounded(dividend, divisor * 10n ** -shift);
  return decimalText(quotient, Number(scale));
}

/** Rounds or cuts a decimal to the given number of digits after its point; a negative number counts digits before the point. */
function toDigits(text: string, digits: bigint, isRounded: boolean): string {
  const [value, scale] = unscaled(text);
  const dropped = BigInt(scale) - digits;
  if (dropped <= 0n) return text;
  const unit = 10n ** dropped;
  return decimalText((isRounded ? divideRounded(value, unit) : value / unit) * unit, scale);
}

function parseBoolean(text: string): boolean {
  const word = text.toLowerCase();
  if (["t", "true", "1"].includes(word)) return true;
  if (["f", "false", "0"].includes(word)) return false;
  throw new Error(`Cannot cast '${text}' to BOOLEAN`);
}

const digitsOfBases = "0123456789abcdefghijklmnopqrstuvwxyz";

function checkBase(base: bigint): number {
  if (base < 2n || base > 36n) throw new Error(`Radix must be between 2 and 36`);
  return Number(base);
}

function fromBase(text: string, base: bigint): bigint {
  const radix = checkBase(base);
  const digits = [...text.replace(/^[+-]/, "").toLowerCase()].map((digit) => digitsOfBases.indexOf(digit));
  if (digits.length === 0 || digits.some((digit) => digit < 0 || digit >= radix))
    throw new Error(`Not a valid base-${base} number: ${text}`);
  const size = digits.reduce((value, digit) => value * base + BigInt(digit), 0n);
  if (size >= 2n ** 63n) throw new Error(`Not a valid base-${base} number: ${text}`);
  return text.startsWith("-") ? -size : size;
}

export const numberFunctions: readonly ValueFunction[] = [
  valueFunction("double_text", ["double"], "text", castText),
  valueFunction("json_double", ["double"], "text", doubleText),
  valueFunction("real_text", ["text"], "text", (digits) => castText(Number(digits))),
  valueFunction("parse_double", ["text"], "double", parseDouble),
  valueFunction("parse_whole", ["text", "text"], "whole", parseWhole),
  valueFunction("parse_decimal", ["text", "whole", "whole"], "text", parseDecimal),
  valueFunction("parse_boolean", ["text"], "boolean", parseBoolean),
  valueFunction("round_decimal", ["text", "whole"], "text", (text, digits) => toDigits(text, digits, true)),
  valueFunction("truncate_decimal", ["text", "whole"], "text", (text, digits) => toDigits(text, digits, false)),
  valueFunction("divide_decimals", ["text", "text", "whole"], "text", divideDecimals),
  valueFunction("to_base", ["whole", "whole"], "text", (value, base) => value.toString(checkBase(base))),
  valueFunction("from_base", ["text", "whole"], "whole", fromBase),
  ...(["text", "whole"] as const).map((returns) =>
    valueFunction(returns === "text" ? "fail" : "fail_whole", ["text"], returns, (message) => {
      throw new Error(message);
    }),
  ),
];
