import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Policy } from "./policy";

/** The policy as the engine runs it: each check is a validation of its own, so that an unknown value ends no other. */
export function toCrossGuard(policy: Policy): ResourceValidationPolicy {
  return {
    name: policy.name,
    description: policy.description,
    severity: policy.severity,
    enforcementLevel: policy.enforcementLevel,
    remediationSteps: policy.remediation,
    ...(policy.configuration !== undefined && { configSchema: { properties: policy.configuration } }),
    validateResource: policy.checks.map((check) => async (resource, reportViolation) => {
      for (const { message } of await check(resource, resource.getConfig<Record<string, unknown>>())) {
        reportViolation(message);
      }
    }),
  };
}
