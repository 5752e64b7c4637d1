import { defineType } from "../defineType";
import { arn, policyDocument } from "../formats";
import { limits } from "../limits";
import type { ResourceType } from "../resourceType";
import { failure, flag, listOf, oneOf, optional, required, text } from "../values";

/** A log group (Amazon CloudWatch Logs API Reference, CreateLogGroup and PutRetentionPolicy). */
export const logGroup = defineType("aws:cloudwatch/logGroup:LogGroup", {
  properties: {
    name: required(text(limits.logs.groupName)),
    namePrefix: optional(text()),
    /** Days; 0 keeps the log for ever. */
    retentionInDays: optional(oneOf(limits.logs.retentionInDays), 0),
    logGroupClass: optional(oneOf(["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"]), "STANDARD"),
    kmsKeyId: optional(arn("kms")),
    skipDestroy: optional(flag, false),
    deletionProtectionEnabled: optional(flag, false),
  },
  tagged: true,
  autoName: "name",
  replaceOnChanges: ["logGroupClass"],
  computedAtCreate: ["arn"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("logs", `log-group:${String(name)}`) }),
});

/** Who may write to log groups (Amazon CloudWatch Logs API Reference, PutResourcePolicy). */
export const logResourcePolicy = defineType("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", {
  properties: {
    policyDocument: required(
      policyDocument("resource-based policy", {
        maximum: limits.logs.resourcePolicyCharacters,
        countsWhiteSpace: true,
      }),
    ),
    policyName: optional(text({ minimum: 1 })),
    resourceArn: optional(arn("logs")),
  },
  rules: ({ policyName, resourceArn }) => {
    if (policyName !== undefined && resourceArn !== undefined) {
      return [failure("resourceArn", "it conflicts with policyName", resourceArn, "one of them")];
    }
    return policyName === undefined && resourceArn === undefined
      ? ["policyName: one of policyName and resourceArn is required, but nothing is given"]
      : [];
  },
  documents: ["policyDocument"],
  replaceOnChanges: ["policyName", "resourceArn"],
  computedAtCreate: ["policyScope", "revisionId"],
  answer: ({ policyName, resourceArn }, identity) => ({
    id: String(policyName ?? resourceArn),
    policyScope: resourceArn === undefined ? "ACCOUNT" : "RESOURCE",
    revisionId: identity.uuid("revision"),
  }),
});

const savedQuery = defineType("aws:cloudwatch/queryDefinition:QueryDefinition", {
  properties: {
    name: required(text(limits.logs.queryDefinitionName)),
    queryString: required(text(limits.logs.queryString)),
    logGroupNames: optional(listOf(text(limits.logs.groupName), limits.logs.queriedGroups)),
  },
  autoName: "name",
  replaceOnChanges: [],
  computedAtCreate: ["arn", "queryDefinitionId"],
  answer: (_inputs, identity) => {
    const id = identity.uuid();
    return { id, queryDefinitionId: id, arn: identity.arn("logs", `query-definition:${id}`) };
  },
});

/** A query that is saved for Logs Insights (Amazon CloudWatch Logs API Reference, PutQueryDefinition). Its identity is its id, so its name may change. */
export const queryDefinition: ResourceType = { ...savedQuery, replaceOnChanges: ["region"] };
