import { type Decimal, decimalText, readDecimal } from "../decimal";
import { type Check, failure, isInputs, mapOf } from "../provider/values";
import type { AttributeValue, Item } from "./table";

const attributeValue: Check<AttributeValue> = (value, place) => {
  const [[type, content] = [], ...others] = isInputs(value) ? Object.entries(value) : [];
  const isSound = others.length === 0 && typeof content === "string";
  return isSound && (type === "S" || (type === "N" && decimalOf(content) !== undefined))
    ? []
    : [failure(place, "the sandbox does not support this value", value, "a text S, or a number N of up to 38 digits")];
};

/** Attributes by name: texts and numbers (Amazon DynamoDB Developer Guide, "Supported data types and naming rules in Amazon DynamoDB"). */
export const attributes: Check<Item> = mapOf(attributeValue);

export function numberOf({ N }: AttributeValue): Decimal | undefined {
  return N === undefined ? undefined : decimalOf(N);
}

function decimalOf(text: string): Decimal | undefined {
  return readDecimal(text, -130, 125);
}

/** An item as DynamoDB stores it: numbers without needless zeros, so that equal numbers are equal keys. */
export function normalized(item: Item): Item {
  const entries = Object.entries(item).map(([name, value]) => {
    const number = numberOf(value);
    return [name, number === undefined ? value : { N: decimalText(number) }];
  });
  return Object.fromEntries(entries);
}

/** Bytes of an item: names, texts in UTF-8, and a byte for two digits of a number and one more ("DynamoDB Item sizes and formats"). */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce((size, [name, value]) => {
    const digits = numberOf(value)?.digits.toString().length ?? 0;
    return (
      size + Buffer.byteLength(name) + (value.S === undefined ? 1 + Math.ceil(digits / 2) : Buffer.byteLength(value.S))
    );
  }, 0);
}
