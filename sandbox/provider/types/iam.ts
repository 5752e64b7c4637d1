import { defineType } from "../defineType";
import { arn, policyDocument } from "../formats";
import { limits } from "../limits";
import { flag, listOf, object, optional, required, text, wholeNumber } from "../values";

const inlinePolicyDocument = policyDocument("identity-based policy", {
  maximum: limits.iam.inlinePolicyCharacters,
  countsWhiteSpace: false,
});

const policyArn = arn("iam", "policy/.+");

/** The day on which every role of the sandbox was made, in the form of ISO 8601. */
const createDate = "2026-01-01T00:00:00Z";

/** A role (AWS Identity and Access Management API Reference, CreateRole). */
export const role = defineType("aws:iam/role:Role", {
  properties: {
    name: required(text(limits.iam.roleName)),
    namePrefix: optional(text()),
    assumeRolePolicy: required(
      policyDocument("role trust policy", { maximum: limits.iam.trustPolicyCharacters, countsWhiteSpace: false }),
    ),
    description: optional(text(limits.iam.description)),
    forceDetachPolicies: optional(flag, false),
    inlinePolicies: optional(
      listOf(object({ name: optional(text(limits.iam.policyName)), policy: optional(inlinePolicyDocument) })),
    ),
    managedPolicyArns: optional(listOf(policyArn, limits.iam.managedPolicies)),
    /** Seconds. */
    maxSessionDuration: optional(wholeNumber(limits.iam.maxSessionDuration), 3600),
    path: optional(text(limits.iam.path), "/"),
    permissionsBoundary: optional(policyArn),
  },
  tagged: true,
  global: true,
  autoName: "name",
  documents: ["assumeRolePolicy"],
  replaceOnChanges: ["path"],
  computedAtCreate: ["arn", "createDate", "uniqueId"],
  answer: ({ name, path }, identity) => ({
    id: String(name),
    arn: `arn:${identity.partition}:iam::${identity.accountId}:role${String(path)}${String(name)}`,
    createDate,
    uniqueId: `AROA${identity.uuid("unique").replaceAll("-", "").slice(0, 17).toUpperCase()}`,
  }),
});

/** A managed policy (AWS Identity and Access Management API Reference, CreatePolicy). */
export const policy = defineType("aws:iam/policy:Policy", {
  properties: {
    name: required(text(limits.iam.policyName)),
    namePrefix: optional(text()),
    delayAfterPolicyCreationInMs: optional(wholeNumber({ minimum: 0 })),
    description: optional(text(limits.iam.description)),
    path: optional(text(limits.iam.path), "/"),
    policy: required(
      policyDocument("identity-based policy", {
        maximum: limits.iam.managedPolicyCharacters,
        countsWhiteSpace: false,
      }),
    ),
  },
  tagged: true,
  global: true,
  autoName: "name",
  documents: ["policy"],
  replaceOnChanges: ["description", "name", "path"],
  computedAtCreate: ["arn", "attachmentCount", "policyId"],
  answer: ({ name, path }, identity) => {
    const arn = `arn:${identity.partition}:iam::${identity.accountId}:policy${String(path)}${String(name)}`;
    const policyId = `ANPA${identity.uuid("unique").replaceAll("-", "").slice(0, 17).toUpperCase()}`;
    return { id: arn, arn, attachmentCount: 0, policyId };
  },
});

/** A policy that is part of a role (AWS Identity and Access Management API Reference, PutRolePolicy). */
export const rolePolicy = defineType("aws:iam/rolePolicy:RolePolicy", {
  properties: {
    name: required(text(limits.iam.policyName)),
    namePrefix: optional(text()),
    policy: required(inlinePolicyDocument),
    role: required(text(limits.iam.roleName)),
  },
  global: true,
  autoName: "name",
  documents: ["policy"],
  replaceOnChanges: ["role"],
  computedAtCreate: [],
  answer: (inputs) => ({ id: `${String(inputs.role)}:${String(inputs.name)}` }),
});

/** A managed policy on a role (AWS Identity and Access Management API Reference, AttachRolePolicy). */
export const rolePolicyAttachment = defineType("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
  properties: { role: required(text(limits.iam.roleName)), policyArn: required(policyArn) },
  global: true,
  replaceOnChanges: ["role", "policyArn"],
  computedAtCreate: [],
  answer: (inputs) => ({ id: `${String(inputs.role)}/${String(inputs.policyArn)}` }),
});
