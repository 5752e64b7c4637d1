import { matchesPattern, patternOf } from "../wildcard";
import { matchesArn } from "./arnPattern";

/** How one condition operator compares a value of the policy with a value of the request. */
export interface ConditionOperator {
  /** Negated operators hold when no value of the policy matches, and also when the request lacks the key. */
  readonly negated: boolean;
  readonly form: ValueForm;
  /** The comparison without its negation. */
  readonly matches: Matches;
}

type Matches = (policyValue: string, requestValue: string) => boolean;

/** The required form of a policy's value for an operator, with its name. */
interface ValueForm {
  readonly name: string;
  readonly pattern: RegExp;
}

const TEXT: ValueForm = { name: "a string", pattern: /^/ };
const NUMBER: ValueForm = { name: "a number", pattern: /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i };
export const BOOLEAN: ValueForm = { name: "true or false", pattern: /^(true|false)$/i };

const arnMatches: Matches = (policy, value) => matchesArn(patternOf(policy), value);

/**
 * The condition operators that the sandbox evaluates, besides Null, by name: IAM User Guide, IAM JSON policy elements: Condition operators.
 * Those on dates, IP addresses and bytes, and those that ignore case, are in no document of a stack.
 */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair("StringEquals", "StringNotEquals", TEXT, (policy, value) => policy === value),
  ...pair("StringLike", "StringNotLike", TEXT, (policy, value) => matchesPattern(patternOf(policy), value)),
  ...pair("ArnEquals", "ArnNotEquals", TEXT, arnMatches),
  ...pair("ArnLike", "ArnNotLike", TEXT, arnMatches),
  ...single("Bool", BOOLEAN, (policy, value) => policy.toLowerCase() === value.toLowerCase()),
  ...pair(
    "NumericEquals",
    "NumericNotEquals",
    NUMBER,
    compared((value, policy) => value === policy),
  ),
  ...single(
    "NumericLessThan",
    NUMBER,
    compared((value, policy) => value < policy),
  ),
  ...single(
    "NumericLessThanEquals",
    NUMBER,
    compared((value, policy) => value <= policy),
  ),
  ...single(
    "NumericGreaterThan",
    NUMBER,
    compared((value, policy) => value > policy),
  ),
  ...single(
    "NumericGreaterThanEquals",
    NUMBER,
    compared((value, policy) => value >= policy),
  ),
]);

function single(name: string, form: ValueForm, matches: Matches): [string, ConditionOperator][] {
  return [[name, { form, negated: false, matches }]];
}

function pair(name: string, negatedName: string, form: ValueForm, matches: Matches): [string, ConditionOperator][] {
  return [...single(name, form, matches), [negatedName, { form, negated: true, matches }]];
}

/** A request's value that is no number compares as no match. */
function compared(compare: (requestValue: number, policyValue: number) => boolean): Matches {
  return (policy, value) => NUMBER.pattern.test(value) && compare(Number(value), Number(policy));
}
