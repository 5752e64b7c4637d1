import { BOOLEAN, CONDITION_OPERATORS, type ConditionOperator } from "./conditionOperators";
import { asList, asObject, refuseVariables } from "./documentShape";
import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";
import type { RequestContext } from "./requestContext";

/** One key of a Condition block under one operator. */
export interface Condition {
  /** In lower case: keys are compared without regard to case. */
  readonly key: string;
  /** Undefined for Null. */
  readonly operator: ConditionOperator | undefined;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
  readonly values: readonly string[];
}

/**
 * True when one condition holds in the request. Values of the policy are OR, or NOR under a negated operator; all the
 * conditions of a statement are AND (IAM User Guide, Conditions with multiple context keys or values; Single-valued vs.
 * multivalued context keys):
 *
 * | quantifier | request has the key | request lacks the key |
 * |---|---|---|
 * | none | a value matches; negated: none does | false; negated: true |
 * | ForAllValues | every value matches, or all are empty | true |
 * | ForAnyValue | at least one value matches | false, also negated |
 *
 * With IfExists a lacking key holds always. AWS asks for a quantifier where a key has several values and does not say what
 * comes of one without: here it is read as in the table.
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
  const { name, pattern } = operator?.form ?? BOOLEAN;
  return asList(values, place).map(({ value, place: valuePlace }) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new PolicyDocumentError(valuePlace, "a condition value is a string, a number or a boolean.");
    }
    const text = String(value);
    refuseVariables(text, valuePlace);
    if (!pattern.test(text)) {
      throw new PolicyDocumentError(valuePlace, `"${text}" is not ${name}.`);
    }
    return text;
  });
}
