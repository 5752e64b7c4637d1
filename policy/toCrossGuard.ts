import type { Policies, PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { everyPolicy } from "./everyPolicy";
import type { JudgedResource } from "./judgedResource";
import { PackRun } from "./packRun";
import { controlOf, isStackPolicy, type Policy, type ResourcePolicy, type StackPolicy } from "./policy";
import { canonicalResources } from "./reading/canonical";
import { checksOf, type ResourceFinding, runChecks } from "./runChecks";
import { schemaOf } from "./settings";
import { JudgedStack } from "./stack/judgedStack";

/** Converts the policies for the engine. Those on the pack's own configuration run last, when every use of a waiver is known. */
export function toCrossGuard(now = new Date()): Policies {
  const run = new PackRun(now);
  return everyPolicy(run).map((policy) =>
    isStackPolicy(policy) ? stackValidation(policy, run) : resourceValidation(policy, run),
  );
}

function resourceValidation(policy: ResourcePolicy, run: PackRun): ResourceValidationPolicy {
  return {
    ...description(policy),
    validateResource: async (resource, reportViolation) => {
      const circumstances = run.circumstances(policy, resource.getConfig(), resource.stackTags);
      const checks = canonicalResources(resource).flatMap((one) => checksOf(policy.rules, one, one, circumstances));
      if (checks.length === 0) {
        withoutTrace(() => resource.notApplicable("The policy has no rule for this type of resource."));
      }
      // Unknown values are not reported: the `up` checks them before the resource is created.
      for (const finding of (await runChecks(policy, checks, run.waivers)).findings) {
        reportViolation(textOf(finding, run), finding.about.urn);
      }
    },
  };
}

function stackValidation(policy: StackPolicy, run: PackRun): StackValidationPolicy {
  return {
    ...description(policy),
    validateStack: async ({ resources, getConfig, stackTags, notApplicable }, reportViolation) => {
      const circumstances = run.circumstances(policy, getConfig(), stackTags);
      const stack = new JudgedStack(resources.map(judgedResource).flatMap(canonicalResources));
      const checks = checksOf(policy.stackRules, stack, stack.itself, circumstances);
      if (checks.length === 0) {
        withoutTrace(() => notApplicable("The stack has nothing for the policy to check."));
      }
      for (const finding of (await runChecks(policy, checks, run.waivers)).findings) {
        reportViolation(textOf(finding, run), finding.about.urn);
      }
    },
  };
}

/**
 * Runs a function that always throws, such as the library's `notApplicable`, without recording a stack trace: the trace is not used, and recording it
 * takes a quarter of the pack's time.
 */
function withoutTrace(run: () => never): never {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function description(policy: Policy) {
  const [reference] = policy.references;
  return {
    name: policy.name,
    description: policy.description,
    severity: policy.severity,
    enforcementLevel: policy.enforcementLevel,
    remediationSteps: policy.remediation,
    tags: [...policy.references],
    ...(reference !== undefined && { framework: { ...controlOf(reference), specification: policy.description } }),
    configSchema: schemaOf(policy),
  };
}

/** Returns the text for the engine: the finding and a waiver of it to complete. Findings on the pack's configuration cannot be waived. */
function textOf({ subject, message, about }: ResourceFinding, run: PackRun): string {
  if (/^(Setting|Waived|Waiver)::/.test(subject)) {
    return message;
  }
  const waiver = { finding: subject, resource: about.name, owner: "", reason: "", expires: run.waivers.latest() };
  return `${message}\nWaiver: ${JSON.stringify(waiver)}`;
}

function judgedResource(resource: PolicyResource): JudgedResource {
  const { type, name, urn, props, parent, provider, propertyDependencies } = resource;
  return {
    type,
    name,
    urn,
    props,
    ...(parent !== undefined && { parent: parent.urn }),
    ...(provider !== undefined && { provider: { props: provider.props } }),
    sourcesOf: (property) => (propertyDependencies[property] ?? []).map((source) => source.urn),
  };
}
