import { variable } from "./requests";

/** A title, a Condition block, the place of its error behind `Condition`, and how the error begins or goes on. */
export type ConditionFaultCase = readonly [title: string, condition: unknown, place: string, problem: string];

/** Condition blocks that break the grammar. */
export const CONDITION_FAULT_CASES: readonly ConditionFaultCase[] = [
  ["a condition that is a list", [], "", "an object is needed here, not a list"],
  ["an unknown operator", { StringEqual: { "aws:a": "b" } }, "StringEqual", "StringEqual is no condition operator"],
  ["an operator in another case", { stringequals: { "aws:a": "b" } }, "stringequals", "is no condition operator"],
  ["IfExists behind Null", { NullIfExists: { "aws:a": "true" } }, "NullIfExists", "is no condition operator"],
  ["IfExists twice", { BoolIfExistsIfExists: { "aws:a": "true" } }, "BoolIfExistsIfExists", "is no condition operator"],
  ["an unknown quantifier", { "ForEach:Bool": { "aws:a": "true" } }, "ForEach:Bool", "is no condition operator"],
  ["a key without a prefix", { Bool: { secure: "true" } }, "Bool.secure", "a condition key reads prefix:name"],
  ["an empty list of values", { Bool: { "aws:a": [] } }, "Bool.aws:a", "the list is empty"],
  ["a value that is an object", { Bool: { "aws:a": {} } }, "Bool.aws:a", "a condition value is a string"],
  [
    "a number that is none",
    { NumericEquals: { "aws:a": ["1", "one"] } },
    "NumericEquals.aws:a[1]",
    '"one" is not a number',
  ],
  [
    "a variable for a number",
    { NumericEquals: { "aws:a": variable("aws:b") } },
    "NumericEquals.aws:a",
    "is not a number",
  ],
  ["a date that is none", { DateEquals: { "aws:a": "01/02/2026" } }, "DateEquals.aws:a", "is not an ISO 8601 date"],
  [
    "a date without a zone",
    { DateEquals: { "aws:a": "2026-01-01T00:00:00" } },
    "DateEquals.aws:a",
    "is not an ISO 8601 date",
  ],
  [
    "a day that does not exist",
    { DateEquals: { "aws:a": "2026-02-29" } },
    "DateEquals.aws:a",
    "is not an ISO 8601 date",
  ],
  [
    "a range that is none",
    { IpAddress: { "aws:SourceIp": "10.0.0.0/33" } },
    "IpAddress.aws:SourceIp",
    "is not an IP address",
  ],
  ["a name for a range", { IpAddress: { "aws:SourceIp": "okta" } }, "IpAddress.aws:SourceIp", "is not an IP address"],
  ["two prefixes", { IpAddress: { "aws:SourceIp": "10.0.0.0/8/8" } }, "IpAddress.aws:SourceIp", "is not an IP address"],
  ["a boolean that is none", { Bool: { "aws:a": "yes" } }, "Bool.aws:a", '"yes" is not true or false'],
  ["a Null that is neither", { Null: { "aws:a": "no" } }, "Null.aws:a", '"no" is not true or false'],
  ["base64 that is none", { BinaryEquals: { "aws:a": "abc" } }, "BinaryEquals.aws:a", "is not base64 text"],
];
