import { type ConditionKeys, callerKeys, kindOf, type ValueKind } from "./conditionKeys";
import { isBoundedNetwork } from "./networks";
import { type Condition, hasWildcard, type Statement } from "./statements";

/**
 * Reports if a statement's conditions name its callers: an account, an organization, an ARN of an account, a network. Conditions do not count if they
 * match without their key (`IfExists`, `ForAllValues`), exclude values (`Not`), or match any caller's values (IAM User Guide, "Condition operators",
 * "AWS global condition context keys").
 * @param keys the condition keys that count
 */
export function isNarrowed({ conditions }: Statement, keys: ConditionKeys = callerKeys): boolean {
  return conditions.some((condition) => narrows(condition, kindOf(keys, condition.key)));
}

/** Reports if a condition requires one of its values, and none of them matches everything. */
export function namesSomething(condition: Condition): boolean {
  return demandsValues(condition) && condition.values.every((value) => /[^*?]/.test(value));
}

/** Reports if a condition requires a value that it names in full. */
export function isLiteral(condition: Condition): boolean {
  return demandsValues(condition) && condition.values.every(isLiteralValue);
}

/** Reports if a condition requires one of its texts; with `orAbsent`, also if it matches without its key, as `StringEqualsIfExists` does. */
export function demandsValues({ operator, values }: Condition, orAbsent = false): boolean {
  const base = orAbsent ? operator.replace(/ifexists$/, "") : operator;
  return /^(foranyvalue:)?(string(equals(ignorecase)?|like)|arn(equals|like))$/.test(base) && values.length > 0;
}

/** Reports if a statement requires a value of a key, named in full. */
export function demandsExactly({ conditions }: Statement, key: string): boolean {
  return conditions.some(
    (condition) => condition.key === key && condition.operator === "stringequals" && isLiteral(condition),
  );
}

function narrows(condition: Condition, kind: ValueKind | undefined): boolean {
  const { operator, values } = condition;
  if (kind === undefined || values.length === 0) {
    return false;
  }
  if (kind === "network") {
    return /^(foranyvalue:)?ipaddress$/.test(operator) && isBoundedNetwork(values);
  }
  if (kind === "true") {
    return operator === "bool" && values.every((value) => value.toLowerCase() === "true");
  }
  return demandsValues(condition) && values.every(namedBy[kind]);
}

/**
 * Reports if a value names something, by form. Every value must, since any of them is enough for a request. These policy variables are the only ones
 * that stand for the resource's own account and organization (IAM User Guide, "AWS global condition context keys": aws:ResourceAccount).
 */
const namedBy: Readonly<Record<Exclude<ValueKind, "network" | "true">, (value: string) => boolean>> = {
  account: (value) => /^(\d{12}|\$\{aws:ResourceAccount\})$/i.test(value),
  // ARNs of buckets and a few others have no account: they need a separate account key.
  arn: (value) => value.startsWith("arn:") && /^\d{12}$/.test(value.split(":")[4] ?? ""),
  context: (value) => (value.startsWith("arn:") ? namesOwner(value) : isLiteralValue(value)),
  literal: (value) => isLiteralValue(value),
  organization: (value) => /^(o-[a-z0-9]+|\$\{aws:ResourceOrgID\})$/i.test(value),
  "organization path": (value) => /^(o-[a-z0-9]+|\$\{aws:ResourceOrgID\})\//i.test(value),
  // The unique id of an IAM identity, or an account of a root user (IAM User Guide, "IAM identifiers").
  user: (value) => /^(A[A-Z0-9]{7,}|\d{12})(:|$)/.test(value),
  VPC: (value) => /^vpce?-[\w-]+$/.test(value),
};

/** Reports if an ARN has a literal account or, if the service's ARNs have none, a literal beginning of a name. */
function namesOwner(arn: string): boolean {
  const [, , , , account = "", name = ""] = arn.split(":");
  return /^\d{12}$/.test(account) || (account === "" && /^[^*?/]+(\/|$)/.test(name));
}

function isLiteralValue(value: string): boolean {
  return value !== "" && !hasWildcard(value) && !value.includes("${");
}
