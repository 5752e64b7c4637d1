import { defineType } from "../defineType";
import { containsUnknown, type Inputs } from "../resourceType";
import { failure, flag, isInputs, listOf, object, oneOf, required, text } from "../values";

// Amazon DynamoDB Developer Guide, "Supported data types and naming rules in Amazon DynamoDB".
const attributeName = text(1, 255);

/** A table without indexes, whose capacity is on demand (Amazon DynamoDB API Reference, CreateTable). */
export const table = defineType("aws:dynamodb/table:Table", {
  properties: {
    name: required(text(3, 255, /^[a-zA-Z0-9_.-]+$/, "letters, digits, _ - and .")),
    billingMode: required(oneOf("PAY_PER_REQUEST")),
    hashKey: required(attributeName),
    rangeKey: attributeName,
    attributes: required(listOf(object({ name: required(attributeName), type: required(oneOf("S", "N", "B")) }))),
    ttl: object({ attributeName, enabled: flag }),
    pointInTimeRecovery: object({ enabled: required(flag) }),
  },
  tagged: true,
  autoName: "name",
  rules: keysAndAttributes,
  replaceOnChanges: ["hashKey", "rangeKey"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("dynamodb", `table/${String(name)}`) }),
});

/** Every key is an attribute, and no attribute is declared that is not a key. */
function keysAndAttributes({ hashKey, rangeKey, attributes }: Inputs): readonly string[] {
  if (containsUnknown([hashKey, rangeKey, attributes])) {
    return [];
  }
  const keys = [hashKey, rangeKey].flatMap((key) => (key === undefined ? [] : [String(key)]));
  const declared: readonly unknown[] = Array.isArray(attributes) ? attributes : [];
  const names = declared.map((one) => (isInputs(one) ? String(one.name) : ""));
  const undeclared = keys.filter((key) => !names.includes(key));
  const unused = names.filter((name) => !keys.includes(name));
  return [
    ...undeclared.map((key) => failure("attributes", `the key ${key} is missing`, names, "an entry for each key")),
    ...unused.map((name) => failure("attributes", `${name} is no key`, name, "the keys alone")),
  ];
}
