import { matchesPattern, patternOf } from "../wildcard";
import { matchesArn } from "./arnPattern";
import { asList, asObject, refuseVariables } from "./documentShape";
import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";
import type { RequestContext } from "./requestContext";

/** One key of a Condition block under one operator. */
export interface Condition {
  /** In lower case: keys are compared without regard to case. */
  readonly key: string;
  /** Compares a value of the policy with a value of the request. Undefined for Null. */
  readonly matches: Matches | undefined;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly values: readonly string[];
}

type Matches = (policyValue: string, requestValue: string) => boolean;

const arnMatches: Matches = (policy, value) => matchesArn(patternOf(policy), value);

/**
 * The condition operators that the sandbox evaluates, besides Null, by name: IAM User Guide, IAM JSON policy elements: Condition operators.
 * Every other one, such as a negated one, is in no document of a stack, and is refused.
 */
const operators: ReadonlyMap<string, Matches> = new Map<string, Matches>([
  ["StringEquals", (policy, value) => policy === value],
  ["StringLike", (policy, value) => matchesPattern(patternOf(policy), value)],
  ["ArnEquals", arnMatches],
  ["ArnLike", arnMatches],
  ["NumericEquals", (policy, value) => Number(policy) === Number(value)],
  ["Bool", (policy, value) => policy.toLowerCase() === value.toLowerCase()],
]);

/**
 * True when one condition holds in the request: when one of its values matches a value of the request. With ForAllValues every value of the
 * request must match, and a key that the request lacks holds. Conditions of a statement are AND (IAM User Guide, Conditions with multiple
 * context keys or values; Single-valued vs. multivalued context keys). AWS asks for a quantifier where a key has several values and does not
 * say what comes of one without: here it is ForAnyValue's.
 */
export function conditionHolds({ key, matches, quantifier, values }: Condition, context: RequestContext): boolean {
  const requestValues = context.get(key) ?? [];
  const isNull = requestValues.every((value) => value === "");
  if (matches === undefined) {
    return values.some((value) => value.toLowerCase() === String(isNull));
  }
  const holds = (requestValue: string) => values.some((value) => matches(value, requestValue));
  return quantifier === "ForAllValues" ? isNull || requestValues.every(holds) : requestValues.some(holds);
}

/** Reads a Condition block. */
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
        values: parseValues(values, /^(\w+:)?(Bool|Null)$/.test(name), keyPlace),
      };
    });
  });
}

function parseOperator(name: string, place: Place): Pick<Condition, "matches" | "quantifier"> {
  if (name === "Null") {
    return { matches: undefined, quantifier: undefined };
  }
  const form = /^(?:(?<quantifier>ForAllValues|ForAnyValue):)?(?<base>\w+)$/.exec(name);
  const matches = operators.get(form?.groups?.base ?? "");
  if (matches === undefined) {
    throw new PolicyDocumentError(
      place,
      `${name} is no condition operator that the sandbox evaluates; there are ${[...operators.keys(), "Null"].join(", ")}, and all ` +
        "but Null take ForAllValues: or ForAnyValue: before them.",
    );
  }
  return { matches, quantifier: form?.groups?.quantifier as Condition["quantifier"] };
}

function parseValues(values: unknown, isBoolean: boolean, place: Place): readonly string[] {
  return asList(values, place).map(({ value, place: valuePlace }) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new PolicyDocumentError(valuePlace, "a condition value is a string, a number or a boolean.");
    }
    const text = String(value);
    refuseVariables(text, valuePlace);
    if (isBoolean && !/^(true|false)$/i.test(text)) {
      throw new PolicyDocumentError(valuePlace, `"${text}" is not true or false.`);
    }
    return text;
  });
}
