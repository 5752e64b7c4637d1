import { nameLimits } from "../../../components/aws/limits";
import { defineType, type Identity } from "../defineType";
import { arn, policyDocument } from "../formats";
import { listOf, object, required, text } from "../values";

// AWS Identity and Access Management API Reference, CreateRole; IAM User Guide, IAM and AWS STS quotas.
const nameOf = (maximum: number) => text(1, maximum, /^[\w+=,.@-]+$/, "letters, digits and + = , . @ _ -");
const roleName = nameOf(nameLimits.role);
const policyName = nameOf(128);
const description = text(0, 1000);
const path = {
  check: text(1, 512, /^(\/|\/[\u0021-\u007e]+\/)$/, "/ alone, or text between two /"),
  default: "/",
};
const inlinePolicy = policyDocument("identity-based policy", 10_240);
const policyArn = arn("iam", "policy/.+");

function arnOf({ partition, accountId }: Identity, resource: string): string {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

/** A role (AWS Identity and Access Management API Reference, CreateRole). */
export const role = defineType("aws:iam/role:Role", {
  properties: {
    name: required(roleName),
    assumeRolePolicy: required(policyDocument("role trust policy", 2048)),
    description,
    path,
    permissionsBoundary: policyArn,
    inlinePolicies: listOf(object({ name: policyName, policy: inlinePolicy })),
    managedPolicyArns: listOf(policyArn, { maximum: 10 }),
  },
  tagged: true,
  global: true,
  autoName: "name",
  documents: ["assumeRolePolicy"],
  replaceOnChanges: ["path"],
  answer: (inputs, identity) => ({
    id: String(inputs.name),
    arn: arnOf(identity, `role${String(inputs.path)}${String(inputs.name)}`),
  }),
});

/** A managed policy (AWS Identity and Access Management API Reference, CreatePolicy). */
export const policy = defineType("aws:iam/policy:Policy", {
  properties: {
    name: required(policyName),
    description,
    path,
    policy: required(policyDocument("identity-based policy", 6144)),
  },
  tagged: true,
  global: true,
  autoName: "name",
  documents: ["policy"],
  replaceOnChanges: ["description", "path"],
  answer: (inputs, identity) => {
    const id = arnOf(identity, `policy${String(inputs.path)}${String(inputs.name)}`);
    return { id, arn: id };
  },
});

/** A policy that is part of a role (AWS Identity and Access Management API Reference, PutRolePolicy). */
export const rolePolicy = defineType("aws:iam/rolePolicy:RolePolicy", {
  properties: {
    name: required(policyName),
    policy: required(inlinePolicy),
    role: required(roleName),
  },
  global: true,
  autoName: "name",
  documents: ["policy"],
  replaceOnChanges: ["role"],
  answer: (inputs) => ({ id: `${String(inputs.role)}:${String(inputs.name)}` }),
});

/** A managed policy on a role (AWS Identity and Access Management API Reference, AttachRolePolicy). */
export const rolePolicyAttachment = defineType("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
  properties: { role: required(roleName), policyArn: required(policyArn) },
  global: true,
  replaceOnChanges: ["role", "policyArn"],
  answer: (inputs) => ({ id: `${String(inputs.role)}/${String(inputs.policyArn)}` }),
});
