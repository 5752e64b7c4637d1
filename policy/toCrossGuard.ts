import type {
  Policies,
  PolicyResource,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Answers, ask } from "./ask";
import {
  type Circumstances,
  controlOf,
  isStackPolicy,
  type JudgedResource,
  type Policy,
  type ResourcePolicy,
  type StackPolicy,
} from "./policy";
import { schemaOf, withDefaults } from "./settings";
import { WaiverBook, waiverPolicies } from "./waivers";

/** Makes the policies for the engine. The policies on waivers come last, when every use of a waiver is known. */
export function toCrossGuard(policies: readonly Policy[], now = new Date()): Policies {
  const waivers = new WaiverBook(now.toISOString().slice(0, 10));
  return [...policies, ...waiverPolicies(waivers)].map((policy) =>
    isStackPolicy(policy) ? stackValidation(policy, waivers) : resourceValidation(policy, waivers),
  );
}

function resourceValidation(policy: ResourcePolicy, waivers: WaiverBook): ResourceValidationPolicy {
  return {
    ...description(policy),
    validateResource: async (resource, reportViolation) => {
      const circumstances = circumstancesOf(policy, resource, waivers);
      const questions = policy
        .questions(resource, circumstances)
        .map((question) => ({ about: resource, ask: question }));
      report(await ask(policy, questions, waivers), reportViolation);
    },
  };
}

function stackValidation(policy: StackPolicy, waivers: WaiverBook): StackValidationPolicy {
  return {
    ...description(policy),
    validateStack: async (stack, reportViolation) => {
      const circumstances = circumstancesOf(policy, stack, waivers);
      const resources = stack.resources.map(judgedResource);
      report(await ask(policy, policy.stackQuestions(resources, circumstances), waivers), reportViolation);
    },
  };
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

function circumstancesOf(
  policy: Policy,
  { getConfig, stackTags }: { getConfig<T extends object>(): T; readonly stackTags: ReadonlyMap<string, string> },
  waivers: WaiverBook,
): Circumstances {
  const configuration = withDefaults(policy, getConfig<Record<string, unknown>>());
  waivers.register(policy.name, configuration);
  return { configuration, stackTags, today: waivers.today };
}

/** Reports findings. A value that is not known yet is passed over: the `up` checks it, for a resource policy before the resource is made. */
function report({ findings }: Answers, reportViolation: ReportViolation): void {
  for (const { message, about } of findings) {
    reportViolation(message, about.urn);
  }
}

function judgedResource(resource: PolicyResource): JudgedResource {
  const { type, name, urn, props, parent, provider, propertyDependencies } = resource;
  const sources = Object.entries(propertyDependencies).map(([key, from]) => [key, from.map((one) => one.urn)]);
  return {
    type,
    name,
    urn,
    props,
    ...(parent !== undefined && { parent: parent.urn }),
    ...(provider !== undefined && { provider: { props: provider.props } }),
    sources: Object.fromEntries(sources),
  };
}
