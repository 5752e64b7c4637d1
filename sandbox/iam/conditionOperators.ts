import { matchesPattern } from "../wildcard";
import { matchesArn } from "./arnPattern";
import { parseConditionDate } from "./conditionDate";
import { isInIpRange, isIpRange } from "./ipRange";
import { type Expansion, expansionPattern, textOf } from "./policyVariables";

/** How one condition operator compares a value of the policy with a value of the request. */
export interface ConditionOperator {
  /** Negated operators hold when no value of the policy matches, and also when the request lacks the key. */
  readonly negated: boolean;
  /** True when the policy's value may hold policy variables. */
  readonly variables: boolean;
  /** What a policy's value must look like, for people. */
  readonly form: string;
  readonly isValue: (text: string) => boolean;
  /** The comparison without its negation. */
  readonly matches: (policyValue: Expansion, requestValue: string) => boolean;
}

/** The name of the operator that asks whether a key is present; it compares nothing, so it stands apart. */
export const NULL_OPERATOR = "Null";

/** What a policy's value for an operator must look like. */
interface ValueForm {
  readonly variables: boolean;
  readonly form: string;
  readonly isValue: (text: string) => boolean;
}

const TEXT: ValueForm = { variables: true, form: "a string", isValue: () => true };
const NUMBER: ValueForm = { variables: false, form: "a number", isValue: (text) => parseNumber(text) !== undefined };
const DATE: ValueForm = {
  variables: false,
  form: "an ISO 8601 date with its time zone, or epoch seconds",
  isValue: (text) => parseConditionDate(text) !== undefined,
};
const BOOLEAN: ValueForm = { variables: true, form: "true or false", isValue: (text) => /^(true|false)$/i.test(text) };
const BASE64: ValueForm = { variables: false, form: "base64 text", isValue: isBase64 };
const IP_RANGE: ValueForm = { variables: false, form: "an IP address or a range in CIDR form", isValue: isIpRange };

/**
 * Every condition operator but Null, by its name. Which of them know policy variables, what they compare and how is
 * IAM User Guide, IAM JSON policy elements: Condition operators.
 */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair("StringEquals", "StringNotEquals", TEXT, equals),
  ...pair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", TEXT, equalsIgnoringCase),
  ...pair("StringLike", "StringNotLike", TEXT, (policy, value) => matchesPattern(expansionPattern(policy), value)),
  ...pair(
    "NumericEquals",
    "NumericNotEquals",
    NUMBER,
    compareNumbers((value, policy) => value === policy),
  ),
  ...single(
    "NumericLessThan",
    NUMBER,
    compareNumbers((value, policy) => value < policy),
  ),
  ...single(
    "NumericLessThanEquals",
    NUMBER,
    compareNumbers((value, policy) => value <= policy),
  ),
  ...single(
    "NumericGreaterThan",
    NUMBER,
    compareNumbers((value, policy) => value > policy),
  ),
  ...single(
    "NumericGreaterThanEquals",
    NUMBER,
    compareNumbers((value, policy) => value >= policy),
  ),
  ...pair(
    "DateEquals",
    "DateNotEquals",
    DATE,
    compareDates((value, policy) => value === policy),
  ),
  ...single(
    "DateLessThan",
    DATE,
    compareDates((value, policy) => value < policy),
  ),
  ...single(
    "DateLessThanEquals",
    DATE,
    compareDates((value, policy) => value <= policy),
  ),
  ...single(
    "DateGreaterThan",
    DATE,
    compareDates((value, policy) => value > policy),
  ),
  ...single(
    "DateGreaterThanEquals",
    DATE,
    compareDates((value, policy) => value >= policy),
  ),
  ...single("Bool", BOOLEAN, equalsIgnoringCase),
  ...single("BinaryEquals", BASE64, equalsInBytes),
  ...pair("IpAddress", "NotIpAddress", IP_RANGE, (policy, value) => isInIpRange(value, textOf(policy))),
  ...pair("ArnEquals", "ArnNotEquals", TEXT, (policy, value) => matchesArn(expansionPattern(policy), value)),
  ...pair("ArnLike", "ArnNotLike", TEXT, (policy, value) => matchesArn(expansionPattern(policy), value)),
]);

type Matches = ConditionOperator["matches"];

function single(name: string, form: ValueForm, matches: Matches): [string, ConditionOperator][] {
  return [[name, { ...form, negated: false, matches }]];
}

function pair(name: string, negatedName: string, form: ValueForm, matches: Matches): [string, ConditionOperator][] {
  return [...single(name, form, matches), [negatedName, { ...form, negated: true, matches }]];
}

function equals(policyValue: Expansion, requestValue: string): boolean {
  return textOf(policyValue) === requestValue;
}

function equalsIgnoringCase(policyValue: Expansion, requestValue: string): boolean {
  return textOf(policyValue).toLowerCase() === requestValue.toLowerCase();
}

/** Both sides are base64 text of the same bytes. */
function equalsInBytes(policyValue: Expansion, requestValue: string): boolean {
  const bytes = Buffer.from(textOf(policyValue), "base64");
  return isBase64(requestValue) && bytes.equals(Buffer.from(requestValue, "base64"));
}

function compareNumbers(compare: (requestValue: number, policyValue: number) => boolean): Matches {
  return comparison(parseNumber, compare);
}

function compareDates(compare: (requestValue: number, policyValue: number) => boolean): Matches {
  return comparison(parseConditionDate, compare);
}

/** A request's value of another kind than the operator's compares as no match. */
function comparison(
  parse: (text: string) => number | undefined,
  compare: (requestValue: number, policyValue: number) => boolean,
): Matches {
  return (policyText, requestText) => {
    const policyValue = parse(textOf(policyText));
    const requestValue = parse(requestText);
    return policyValue !== undefined && requestValue !== undefined && compare(requestValue, policyValue);
  };
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
