import { type Check, failure, isInputs, mapOf } from "../provider/values";
import type { AttributeValue, Item } from "./table";

const attributeValue: Check<AttributeValue> = (value, place) => {
  const [[type, content] = [], ...others] = isInputs(value) ? Object.entries(value) : [];
  const isSound = others.length === 0 && typeof content === "string";
  return isSound && (type === "S" || (type === "N" && wholeNumber.test(content)))
    ? []
    : [
        failure(
          place,
          "the sandbox does not support this value",
          value,
          "a text S, or a whole number N of up to 38 digits",
        ),
      ];
};

/** DynamoDB and SQS accept numbers of 38 digits and fractions; the project writes no fractions. */
export const wholeNumber = /^-?\d{1,38}$/;

/** Attributes by name: texts and numbers (Amazon DynamoDB Developer Guide, "Supported data types and naming rules in Amazon DynamoDB"). */
export const attributes: Check<Item> = mapOf(attributeValue);

/** Converts an item to DynamoDB's stored form: numbers without needless zeros, so equal numbers are equal keys. */
export function normalized(item: Item): Item {
  const entries = Object.entries(item).map(([name, { S, N = "" }]) => [
    name,
    S === undefined ? { N: String(BigInt(N)) } : { S },
  ]);
  return Object.fromEntries(entries);
}

/** Counts the bytes of an item: names, texts in UTF-8, and per number one byte per two digits and one more ("DynamoDB Item sizes and formats"). */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce(
    (size, [name, { S, N = "" }]) =>
      size + Buffer.byteLength(name + (S ?? "")) + (S === undefined ? Math.ceil(N.length / 2) + 1 : 0),
    0,
  );
}
