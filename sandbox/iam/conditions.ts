import { CONDITION_OPERATORS, type ConditionOperator, NULL_OPERATOR } from "./conditionOperators";
import { asList, asObject } from "./documentShape";
import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";
import { expand, hasVariables, parseTemplate, type Template, textOf } from "./policyVariables";
import type { RequestContext } from "./requestContext";

/** One key of a Condition block under one operator. */
export interface Condition {
  /** In lower case: keys are compared without regard to case. */
  readonly key: string;
  /** Undefined for Null. */
  readonly operator: ConditionOperator | undefined;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
  readonly values: readonly Template[];
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
  const policyValues = values.map((value) => expand(value, context));
  if (operator === undefined) {
    return policyValues.some((value) => value && textOf(value).toLowerCase() === String(isNull));
  }
  if (requestValues.length === 0 && ifExists) {
    return true;
  }
  const holds = (requestValue: string) =>
    policyValues.some((value) => value !== undefined && operator.matches(value, requestValue)) !== operator.negated;
  if (quantifier === "ForAllValues") {
    return isNull || requestValues.every(holds);
  }
  return quantifier === undefined && operator.negated ? requestValues.every(holds) : requestValues.some(holds);
}

/** Reads a Condition block; `variables` says whether the document's version knows policy variables. */
export function parseConditions(block: unknown, variables: boolean, place: Place): readonly Condition[] {
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
        values: parseValues(values, operator.operator, variables, keyPlace),
      };
    });
  });
}

function parseOperator(name: string, place: Place): Omit<Condition, "key" | "values"> {
  if (name === NULL_OPERATOR) {
    return { operator: undefined, quantifier: undefined, ifExists: false };
  }
  const form = /^(?:(?<quantifier>ForAllValues|ForAnyValue):)?(?<base>\w+?)(?<ifExists>IfExists)?$/.exec(name);
  const operator = CONDITION_OPERATORS.get(form?.groups?.base ?? "");
  if (form === null || operator === undefined) {
    throw new PolicyDocumentError(
      place,
      `${name} is no condition operator; there are ${[...CONDITION_OPERATORS.keys(), NULL_OPERATOR].join(", ")}, and all ` +
        "but Null take IfExists behind them and ForAllValues: or ForAnyValue: before them.",
    );
  }
  const quantifier = form.groups?.quantifier as Condition["quantifier"];
  return { operator, quantifier, ifExists: form.groups?.ifExists !== undefined };
}

function parseValues(
  values: unknown,
  operator: ConditionOperator | undefined,
  variables: boolean,
  place: Place,
): readonly Template[] {
  const isValue = operator?.isValue ?? ((text: string) => /^(true|false)$/i.test(text));
  return asList(values, place).map(({ value, place: valuePlace }) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new PolicyDocumentError(valuePlace, "a condition value is a string, a number or a boolean.");
    }
    const text = String(value);
    const template = parseTemplate(text, variables && (operator?.variables ?? false), valuePlace);
    if (!hasVariables(template) && !isValue(text)) {
      throw new PolicyDocumentError(valuePlace, `"${text}" is not ${operator?.form ?? "true or false"}.`);
    }
    return template;
  });
}
