import { type Condition, covers, hasWildcard, type Statement } from "./statements";

/**
 * Reports if a statement's conditions name its callers: an account, an organization, an ARN, a network. Conditions that are met without their key
 * (`IfExists`, `ForAllValues`), that exclude (`Not`) or that any value meets do not count (IAM User Guide, "Condition operators", "AWS global
 * condition context keys").
 */
export function isNarrowed({ conditions }: Statement, keys: readonly string[] = callerKeys): boolean {
  return conditions.some((condition) => keys.some((key) => covers(key, condition.key)) && namesSomething(condition));
}

/** Whether a condition demands one of the values that it lists, none of which is everything. */
export function namesSomething({ operator, values }: Condition): boolean {
  const positive = /^(foranyvalue:)?(string(equals(ignorecase)?|like)|arn(equals|like)|ipaddress)$/.test(operator);
  return positive && values.length > 0 && values.every((value) => value !== "" && !/^[*?]+$/.test(value));
}

/** The keys that a service sets when it acts for somebody's resource (IAM User Guide, "The confused deputy problem"). */
export const sourceKeys: readonly string[] = [
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
];

/** The keys that tell who calls or from where. */
const callerKeys: readonly string[] = [
  ...sourceKeys,
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:sourceip",
  "aws:userid",
  "kms:calleraccount",
];

/** Whether a condition names the value of a key in full. */
export function demandsExactly({ conditions }: Statement, key: string): boolean {
  return conditions.some(
    (condition) =>
      condition.key === key &&
      condition.operator === "stringequals" &&
      condition.values.length > 0 &&
      condition.values.every((value) => value !== "" && !hasWildcard(value)),
  );
}

/**
 * Reports if a statement denies everybody what comes without TLS (Amazon SQS and SNS Developer Guides, security best practices: "Enforce encryption of
 * data in transit"; Amazon S3 User Guide, "Amazon S3 policy keys": aws:SecureTransport).
 */
export function refusesPlainTransport({ effect, principals, conditions, notActions }: Statement): boolean {
  const [condition] = conditions;
  return (
    effect === "Deny" &&
    notActions.length === 0 &&
    principals.some((principal) => principal === "*" || principal === "AWS:*") &&
    conditions.length === 1 &&
    condition?.key === "aws:securetransport" &&
    /^bool(ifexists)?$/.test(condition.operator) &&
    condition.values.every((value) => value === "false")
  );
}
