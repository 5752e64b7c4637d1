import { attachedPolicies } from "../documents/places";
import { findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** AWS's managed policies of full access stay out: they grant whole services, on everything. */
export const managedPolicies: ResourcePolicy = {
  name: "managed-policies",
  description: "Nothing attaches an AWS managed policy that grants a whole service, or all of them.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: [
    "NIST 800-53 AC-6",
    "AWS Foundational Security Best Practices IAM.1",
    "CIS AWS Foundations Benchmark 1.16",
  ],
  remediation: "Write a policy with the actions and resources that are used, in place of the managed one.",
  rules: [
    onEach(attachedPolicies, (read, { name }) => {
      const arn = String(read());
      return findingIf(
        wholeServices.test(arn),
        `ManagedPolicy::${arn}`,
        `${name} attaches ${arn}, which grants whole services; write a policy with the actions and resources that are used.`,
      );
    }),
  ],
};

/** How AWS names them (AWS Managed Policy Reference): AmazonSQSFullAccess, AWSLambda_FullAccess, CloudWatchFullAccessV2, PowerUserAccess. */
const wholeServices =
  /^arn:[\w-]+:iam::aws:policy\/(.*\/)?\w*(FullAccess(V\d+)?|AdministratorAccess(-\w+)?|PowerUser(Access)?|SystemAdministrator)$/;
