/** A number of any size: `digits` times 10 to the power of `exponent`. The digits bear a minus sign where it is negative. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/**
 * Reads a decimal number of at most 38 significant digits; undefined for anything else.
 * @param smallest and largest powers of ten that the first digit may have; DynamoDB and SQS differ in them
 */
export function readDecimal(text: string, smallest: number, largest: number): Decimal | undefined {
  const match = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const written = (whole + fraction).replace(/^0+/, "");
  const digits = written.replace(/0+$/, "");
  if (digits === "") {
    return { digits: 0n, exponent: 0 };
  }
  const exponent = Number(power) - fraction.length + written.length - digits.length;
  const first = exponent + digits.length - 1;
  const isAllowed = digits.length <= 38 && first >= smallest && first <= largest;
  return isAllowed ? { digits: BigInt(sign === "-" ? `-${digits}` : digits), exponent } : undefined;
}

export function isLess(one: Decimal, other: Decimal): boolean {
  const unit = Math.min(one.exponent, other.exponent);
  const scaled = ({ digits, exponent }: Decimal) => digits * 10n ** BigInt(exponent - unit);
  return scaled(one) < scaled(other);
}

/** Writes a number in plain digits, without a power of ten. */
export function decimalText({ digits, exponent }: Decimal): string {
  if (exponent >= 0) {
    return String(digits * 10n ** BigInt(exponent));
  }
  const sign = digits < 0n ? "-" : "";
  const all = String(digits < 0n ? -digits : digits).padStart(1 - exponent, "0");
  return `${sign}${all.slice(0, exponent)}.${all.slice(exponent)}`;
}
