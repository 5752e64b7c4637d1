import type * as pulumi from "@pulumi/pulumi";
import { checkBefore, knownValue } from "../aws/hooks";

/**
 * Makes options for the lifecycle rules of a lake's bucket that refuse an earlier expiration than before, also at a preview: delete markers would hide
 * objects that are still locked (Amazon S3 User Guide, "Lifecycle configuration elements": an expiration adds one to a locked object too).
 */
export function refuseShorterRetention(name: string): Pick<pulumi.CustomResourceOptions, "hooks"> {
  return checkBefore("beforeUpdate", `retention:${name}`, async ({ oldInputs, newInputs }) => {
    const before = expirationDays(await knownValue(oldInputs?.rules));
    const after = expirationDays(await knownValue(newInputs?.rules));
    if (before !== undefined && after !== undefined && after < before) {
      throw new Error(
        `partner-audit:lake.retentionDays: ${after - 1} is not allowed; it must be ${before - 1} or more, since the bucket has objects that are locked for ${before - 1} days, ` +
          "and an earlier expiration would hide them behind delete markers; for shorter retention write to a bucket of another stack",
      );
    }
  });
}

/** Returns the days after which a rule expires objects. */
function expirationDays(rules: unknown): number | undefined {
  const days = Array.isArray(rules) ? rules.map((rule) => Object(Object(rule).expiration).days) : [];
  return days.find((one): one is number => typeof one === "number");
}
