import { managedPoliciesAsOf, misnamedPolicies, wholeServicesOf } from "../data/managedPolicies";
import { attachedPolicies } from "../documents/places";
import { findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** Forbids AWS managed policies that grant full access to services. */
export const managedPolicies: ResourcePolicy = {
  name: "managed-policies",
  description: `Nothing attaches an AWS managed policy that grants a whole service or all services: by its content on ${managedPoliciesAsOf} or, if it is newer, by its name.`,
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AC-6", "CIS AWS Foundations Benchmark 1.15"],
  remediation: "Replace the managed policy with one that has only the actions and resources in use.",
  rules: [
    onEach(attachedPolicies, (read, { name }) => {
      const arn = String(read());
      const fault = faultOf(arn);
      return findingIf(
        fault !== undefined,
        `ManagedPolicy::${arn}`,
        `${name} attaches ${arn}, which ${fault}; write a policy with only the actions and resources in use.`,
      );
    }),
  ],
};

/**
 * Reports if a managed policy's path and name have the form that AWS uses for whole services (AWS Managed Policy Reference): AmazonSQSFullAccess,
 * AmazonDynamoDBFullAccess_v2, AWSAppSyncAdministrator, PowerUserAccess.
 */
export function suggestsWholeServices(name: string): boolean {
  return /(FullAccess(_?[Vv]\d+)?|Administrator(Access(-\w+)?)?|PowerUser(Access)?)$/.test(name);
}

/** Describes the services that an AWS managed policy grants whole, by name if it is newer than the table; undefined for none and for the account's own policies. */
function faultOf(arn: string): string | undefined {
  const name = /^arn:aws[\w-]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) {
    return undefined;
  }
  if (Object.hasOwn(wholeServicesOf, name)) {
    return `allows every action of ${servicesIn(wholeServicesOf[name] ?? "")} on every resource`;
  }
  return suggestsWholeServices(name) && !misnamedPolicies.includes(name)
    ? `AWS did not list on ${managedPoliciesAsOf} and whose name suggests that it allows every action of a service`
    : undefined;
}

function servicesIn(text: string): string {
  const [first, ...others] = text.split(" ");
  if (first !== "*") {
    return inWords([first ?? "", ...others]);
  }
  return others.length === 0 ? "every service" : `every service except for ${inWords(others)}`;
}

/** Joins names, at most the first ten. */
function inWords(names: readonly string[]): string {
  const shown = names.length > 10 ? [...names.slice(0, 10), `${names.length - 10} more services`] : names;
  return shown.join(", ").replace(/, ([^,]*)$/, " and $1");
}
