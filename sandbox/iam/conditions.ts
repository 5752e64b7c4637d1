import { matchesPattern, patternOf } from "../wildcard";
import { asList, asObject, inside, type Place, PolicyDocumentError, refuseVariables } from "./documentShape";
import { ipRangeForm, isInIpRange } from "./ipRange";
import type { RequestContext } from "./requestContext";
import { matchesArn } from "./resources";

export interface Condition {
  /** In lower case: keys are compared case-insensitively. */
  readonly key: string;
  /** Undefined for Null. */
  readonly operator: ConditionOperator | undefined;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
  readonly values: readonly string[];
}

/**
 * Evaluates one condition. A statement's conditions are AND; a condition's values are OR, or NOR if negated (IAM User Guide, Single-valued
 * vs. multivalued context keys):
 *
 * | quantifier | request has the key | request lacks the key |
 * |---|---|---|
 * | none | a value matches; negated: none does | false; negated: true |
 * | ForAllValues | every value matches, or all are empty | true |
 * | ForAnyValue | at least one value matches | false, also negated |
 *
 * With IfExists a lacking key always holds, with a quantifier too (IAM User Guide, ...IfExists condition operators). For Null and ForAllValues, an
 * empty value is none ("a null data set, such as an empty string": Single-valued vs. multivalued context keys). A key with several values and no
 * quantifier is read as in the table.
 */
export function conditionHolds(condition: Condition, context: RequestContext): boolean {
  const { operator, quantifier, ifExists, values } = condition;
  const requestValues = context.get(condition.key) ?? [];
  const isNull = requestValues.every((value) => value === "");
  if (operator === undefined) {
    return values.some((value) => value.toLowerCase() === String(isNull));
  }
  if (requestValues.length === 0 && ifExists) {
    return true;
  }
  const holds = (requestValue: string) =>
    values.some((value) => operator.matches(value, requestValue)) !== operator.negated;
  if (quantifier === "ForAllValues") {
    return isNull || requestValues.every(holds);
  }
  return quantifier === undefined && operator.negated ? requestValues.every(holds) : requestValues.some(holds);
}

export function parseConditions(block: unknown, place: Place): readonly Condition[] {
  return Object.entries(asObject(block, place)).flatMap(([name, keys]) => {
    const operatorPlace = inside(place, name);
    const operator = parseOperator(name, operatorPlace);
    return Object.entries(asObject(keys, operatorPlace)).map(([key, values]) => {
      const keyPlace = inside(operatorPlace, key);
      if (!/^[^\s:]+:.+$/.test(key)) {
        throw new PolicyDocumentError(keyPlace, "a condition key reads prefix:name, for example aws:SourceArn.");
      }
      return {
        ...operator,
        key: key.toLowerCase(),
        values: parseValues(values, operator.operator, keyPlace),
      };
    });
  });
}

function parseOperator(name: string, place: Place): Omit<Condition, "key" | "values"> {
  if (name === "Null") {
    return { operator: undefined, quantifier: undefined, ifExists: false };
  }
  const form = /^(?:(?<quantifier>ForAllValues|ForAnyValue):)?(?<base>\w+?)(?<ifExists>IfExists)?$/.exec(name);
  const operator = CONDITION_OPERATORS.get(form?.groups?.base ?? "");
  if (form === null || operator === undefined) {
    throw new PolicyDocumentError(
      place,
      `${name} is no condition operator that the sandbox evaluates; there are ${[...CONDITION_OPERATORS.keys(), "Null"].join(", ")}, and all ` +
        "but Null take IfExists behind them and ForAllValues: or ForAnyValue: before them.",
    );
  }
  const quantifier = form.groups?.quantifier as Condition["quantifier"];
  return { operator, quantifier, ifExists: form.groups?.ifExists !== undefined };
}

function parseValues(values: unknown, operator: ConditionOperator | undefined, place: Place): readonly string[] {
  const { name, test } = operator?.form ?? BOOLEAN;
  return asList(values, place).map(({ value, place: valuePlace }) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new PolicyDocumentError(valuePlace, "a condition value is a string, a number or a boolean.");
    }
    const text = String(value);
    refuseVariables(text, valuePlace);
    if (!test(text)) {
      throw new PolicyDocumentError(valuePlace, `"${text}" is not ${name}.`);
    }
    return text;
  });
}

interface ConditionOperator {
  /** Negated operators match if no value of the policy matches, and also if the request lacks the key. */
  readonly negated: boolean;
  readonly form: ValueForm;
  /** The comparison without its negation. */
  readonly matches: Matches;
}

type Matches = (policyValue: string, requestValue: string) => boolean;

/** The required form of a policy's value for an operator, with its name. */
interface ValueForm {
  readonly name: string;
  readonly test: (value: string) => boolean;
}

const TEXT: ValueForm = { name: "a string", test: () => true };
const NUMBER: ValueForm = {
  name: "a number",
  test: (value) => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value),
};
const BOOLEAN: ValueForm = { name: "true or false", test: (value) => /^(true|false)$/i.test(value) };

const isEqual = compared((value, policy) => value === policy);
const isLess = compared((value, policy) => value < policy);
const isAtMost = compared((value, policy) => value <= policy);
const isGreater = compared((value, policy) => value > policy);
const isAtLeast = compared((value, policy) => value >= policy);
const isEqualText: Matches = (policy, value) => policy.toLowerCase() === value.toLowerCase();
/** A policy's value that is no ARN, such as `*`, matches no ARN, and its negation every one (IAM User Guide, ARN condition operators, "negated matching"). */
const arnMatches: Matches = (policy, value) => matchesArn(patternOf(policy), value);

/**
 * Condition operators that the sandbox evaluates, besides Null (IAM User Guide, IAM JSON policy elements: Condition operators). Stacks do not use
 * the operators on dates and bytes.
 */
const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair("StringEquals", "StringNotEquals", TEXT, (policy, value) => policy === value),
  ...pair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", TEXT, isEqualText),
  ...pair("StringLike", "StringNotLike", TEXT, (policy, value) => matchesPattern(patternOf(policy), value)),
  ...pair("ArnEquals", "ArnNotEquals", TEXT, arnMatches),
  ...pair("ArnLike", "ArnNotLike", TEXT, arnMatches),
  // An IPv4 range contains no IPv6 address, so that the negation holds; 0.0.0.0/0 contains every IPv4 address (RFC 4632).
  ...pair("IpAddress", "NotIpAddress", ipRangeForm, isInIpRange),
  ...single("Bool", BOOLEAN, (policy, value) => policy.toLowerCase() === value.toLowerCase()),
  ...pair("NumericEquals", "NumericNotEquals", NUMBER, isEqual),
  ...single("NumericLessThan", NUMBER, isLess),
  ...single("NumericLessThanEquals", NUMBER, isAtMost),
  ...single("NumericGreaterThan", NUMBER, isGreater),
  ...single("NumericGreaterThanEquals", NUMBER, isAtLeast),
]);

function single(name: string, form: ValueForm, matches: Matches): [string, ConditionOperator][] {
  return [[name, { form, negated: false, matches }]];
}

function pair(name: string, negatedName: string, form: ValueForm, matches: Matches): [string, ConditionOperator][] {
  return [...single(name, form, matches), [negatedName, { form, negated: true, matches }]];
}

/** A request's value that is not a number never matches; `1e3` is a number (IAM User Guide, Numeric condition operators). */
function compared(compare: (requestValue: number, policyValue: number) => boolean): Matches {
  return (policy, value) => NUMBER.test(value) && compare(Number(value), Number(policy));
}
