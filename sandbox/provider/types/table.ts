import { defineType } from "../defineType";
import { limits } from "../limits";
import { type Check, failure, flag, isInputs, listOf, object, oneOf, optional, required, text } from "../values";

/** Every key is an attribute, and no attribute is declared that is no key. */
const keysAndAttributes = ({ hashKey, rangeKey, attributes }: Readonly<Record<string, unknown>>): readonly string[] => {
  const keys = [hashKey, rangeKey].flatMap((key) => (key === undefined ? [] : [String(key)]));
  const declared: readonly unknown[] = Array.isArray(attributes) ? attributes : [];
  const names = declared.map((one) => (isInputs(one) ? String(one.name) : ""));
  const undeclared = keys.filter((key) => !names.includes(key));
  const unused = names.filter((name) => !keys.includes(name));
  return [
    ...undeclared.map((key) => failure("attributes", `the key ${key} is missing`, names, "an entry for each key")),
    ...unused.map((name) => failure("attributes", `${name} is no key`, name, "the keys alone")),
  ];
};

const keyName: Check = text(limits.table.attributeName);

/** A table without indexes (Amazon DynamoDB API Reference, CreateTable). */
export const table = defineType("aws:dynamodb/table:Table", {
  properties: {
    name: required(text(limits.table.name)),
    billingMode: optional(oneOf(["PROVISIONED", "PAY_PER_REQUEST"]), "PROVISIONED"),
    hashKey: required(keyName),
    rangeKey: optional(keyName),
    attributes: required(listOf(object({ name: required(keyName), type: required(oneOf(["S", "N", "B"])) }))),
    ttl: optional(object({ attributeName: optional(keyName), enabled: optional(flag) })),
    pointInTimeRecovery: optional(object({ enabled: required(flag) })),
    serverSideEncryption: optional(object({ enabled: required(flag), kmsKeyArn: optional(text()) })),
    deletionProtectionEnabled: optional(flag, false),
    tableClass: optional(oneOf(["STANDARD", "STANDARD_INFREQUENT_ACCESS"])),
  },
  tagged: true,
  autoName: "name",
  rules: keysAndAttributes,
  replaceOnChanges: ["hashKey", "rangeKey"],
  computedAtCreate: ["arn"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("dynamodb", `table/${String(name)}`) }),
});
