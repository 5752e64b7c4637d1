import { managedPoliciesAsOf, misnamedPolicies, wholeServicesOf } from "../data/managedPolicies";
import { attachedPolicies } from "../documents/places";
import { findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** AWS's managed policies of full access stay out: they grant whole services, on everything. */
export const managedPolicies: ResourcePolicy = {
  name: "managed-policies",
  description: `Nothing attaches an AWS managed policy that grants a whole service, or all of them: by its content on ${managedPoliciesAsOf} or, where it is newer, by its name.`,
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AC-6", "CIS AWS Foundations Benchmark 1.15"],
  remediation: "Write a policy with the actions and resources that are used, in place of the managed one.",
  rules: [
    onEach(attachedPolicies, (read, { name }) => {
      const arn = String(read());
      const fault = faultOf(arn);
      return findingIf(
        fault !== undefined,
        `ManagedPolicy::${arn}`,
        `${name} attaches ${arn}, which ${fault}; write a policy with the actions and resources that are used.`,
      );
    }),
  ],
};

/**
 * Reports if a managed policy's path and name are as AWS names those of whole services (AWS Managed Policy Reference): AmazonSQSFullAccess,
 * AmazonDynamoDBFullAccess_v2, AWSAppSyncAdministrator, PowerUserAccess.
 */
export function suggestsWholeServices(name: string): boolean {
  return /(FullAccess(_?[Vv]\d+)?|Administrator(Access(-\w+)?)?|PowerUser(Access)?)$/.test(name);
}

/** Names what a managed policy of AWS grants whole; undefined for nothing, and for a policy of the account's own. A policy newer than the table goes by its name. */
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

/** Joins names, the first ten of them where there are more. */
function inWords(names: readonly string[]): string {
  const shown = names.length > 10 ? [...names.slice(0, 10), `${names.length - 10} more services`] : names;
  return shown.join(", ").replace(/, ([^,]*)$/, " and $1");
}
