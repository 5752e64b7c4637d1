import { defineType } from "../defineType";
import { limits } from "../limits";
import { containsUnknown, type Inputs } from "../resourceType";
import {
  anything,
  type Check,
  failure,
  flag,
  isInputs,
  listOf,
  object,
  oneOf,
  optional,
  required,
  text,
} from "../values";

/** Every table has a key, every key is an attribute, and no attribute is declared that is no key. */
const keysAndAttributes = ({ hashKey, rangeKey, attributes }: Inputs): readonly string[] => {
  if (containsUnknown([hashKey, rangeKey, attributes])) {
    return [];
  }
  const keys = [hashKey, rangeKey].flatMap((key) => (key === undefined ? [] : [String(key)]));
  const declared: readonly unknown[] = Array.isArray(attributes) ? attributes : [];
  const names = declared.map((one) => (isInputs(one) ? String(one.name) : ""));
  const undeclared = keys.filter((key) => !names.includes(key));
  const unused = names.filter((name) => !keys.includes(name));
  return [
    ...(hashKey === undefined ? [failure("hashKey", "a table needs one", hashKey, "the name of an attribute")] : []),
    ...undeclared.map((key) => failure("attributes", `the key ${key} is missing`, names, "an entry for each key")),
    ...unused.map((name) => failure("attributes", `${name} is no key`, name, "the keys alone")),
  ];
};

/** What a table may have beside its items; the sandbox plays none of it. */
const unplayed = [
  "globalSecondaryIndexes",
  "globalTableWitness",
  "importTable",
  "localSecondaryIndexes",
  "onDemandThroughput",
  "readCapacity",
  "replicas",
  "restoreBackupArn",
  "restoreDateTime",
  "restoreSourceName",
  "restoreSourceTableArn",
  "restoreToLatestTime",
  "streamEnabled",
  "streamViewType",
  "warmThroughput",
  "writeCapacity",
];

const keyName: Check = text(limits.table.attributeName);

/** A table without indexes (Amazon DynamoDB API Reference, CreateTable). */
export const table = defineType("aws:dynamodb/table:Table", {
  properties: {
    name: required(text(limits.table.name)),
    billingMode: optional(oneOf(["PROVISIONED", "PAY_PER_REQUEST"]), "PROVISIONED"),
    hashKey: optional(keyName),
    rangeKey: optional(keyName),
    attributes: optional(listOf(object({ name: required(keyName), type: required(oneOf(["S", "N", "B"])) }))),
    ttl: optional(object({ attributeName: optional(keyName), enabled: optional(flag) })),
    pointInTimeRecovery: optional(object({ enabled: required(flag) })),
    serverSideEncryption: optional(object({ enabled: required(flag), kmsKeyArn: optional(text()) })),
    deletionProtectionEnabled: optional(flag, false),
    tableClass: optional(oneOf(["STANDARD", "STANDARD_INFREQUENT_ACCESS"])),
    ...Object.fromEntries(unplayed.map((name) => [name, optional(anything)])),
  },
  tagged: true,
  autoName: "name",
  rules: keysAndAttributes,
  replaceOnChanges: ["hashKey", "rangeKey"],
  computedAtCreate: ["arn", "streamArn", "streamLabel"],
  answer: ({ name }, identity) => ({
    id: String(name),
    arn: identity.arn("dynamodb", `table/${String(name)}`),
    streamArn: "",
    streamLabel: "",
  }),
});
