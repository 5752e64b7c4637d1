import type { Statement } from "../documents/statements";

/**
 * Reports if a statement denies all requests without TLS (Amazon SQS and SNS Developer Guides, security best practices: "Enforce encryption of
 * data in transit"; Amazon S3 User Guide, "Amazon S3 policy keys": aws:SecureTransport).
 */
export function refusesPlainTransport({
  effect,
  principals,
  conditions,
  notActions,
  notResources,
}: Statement): boolean {
  const [condition] = conditions;
  return (
    effect === "Deny" &&
    notActions.length === 0 &&
    notResources.length === 0 &&
    principals.some((principal) => principal === "*" || principal === "AWS:*") &&
    conditions.length === 1 &&
    condition?.key === "aws:securetransport" &&
    /^bool(ifexists)?$/.test(condition.operator) &&
    isEvery(condition.values, "false")
  );
}

/** Reports if a statement allows only requests with TLS. */
export function demandsTls({ conditions }: Statement): boolean {
  return conditions.some(
    ({ key, operator, values }) => key === "aws:securetransport" && operator === "bool" && isEvery(values, "true"),
  );
}

function isEvery(values: readonly string[], expected: "true" | "false"): boolean {
  return values.length > 0 && values.every((value) => value.toLowerCase() === expected);
}
