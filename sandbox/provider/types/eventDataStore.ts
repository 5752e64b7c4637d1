import { defineType } from "../defineType";
import { limits } from "../limits";
import type { Inputs } from "../resourceType";
import { failure, flag, isInputs, listOf, object, oneOf, optional, required, text, wholeNumber } from "../values";

/**
 * A CloudTrail Lake event data store (AWS CloudTrail API Reference, CreateEventDataStore), with the AWS provider's
 * defaults.
 */
export const eventDataStore = defineType("aws:cloudtrail/eventDataStore:EventDataStore", {
  properties: {
    name: required(text(limits.eventDataStore.name)),
    advancedEventSelectors: optional(
      listOf(
        object({
          name: optional(text(limits.eventDataStore.selectorName)),
          fieldSelectors: optional(listOf(fieldSelector(), { minimum: 1 })),
        }),
      ),
    ),
    billingMode: optional(
      oneOf(["EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"]),
      "EXTENDABLE_RETENTION_PRICING",
    ),
    kmsKeyId: optional(text(limits.eventDataStore.kmsKeyId)),
    multiRegionEnabled: optional(flag, true),
    organizationEnabled: optional(flag, false),
    retentionPeriod: optional(wholeNumber(limits.eventDataStore.retentionPeriod), 2555),
    suspend: optional(oneOf(["true", "false"])),
    terminationProtectionEnabled: optional(flag, true),
  },
  tagged: true,
  autoName: "name",
  rules: activityAuditLogRules,
  replaceOnChanges: ["kmsKeyId"],
  computedAtCreate: ["arn"],
  answer: (_inputs, identity) => {
    const arn = identity.arn("cloudtrail", `eventdatastore/${identity.uuid()}`);
    return { id: arn, arn };
  },
});

function fieldSelector() {
  const values = optional(listOf(text(limits.eventDataStore.selectorValue), limits.eventDataStore.selectorValues));
  return object({
    field: required(
      oneOf(["readOnly", "eventSource", "eventName", "eventCategory", "resources.type", "resources.ARN"]),
    ),
    equals: values,
    notEquals: values,
    startsWiths: values,
    notStartsWiths: values,
    endsWiths: values,
    notEndsWiths: values,
  });
}

/**
 * A store of events from outside AWS collects from one Region and one account, and its selector has no other field (AWS
 * CloudTrail User Guide, Create an integration to log events from outside AWS with the AWS CLI).
 */
function activityAuditLogRules(inputs: Inputs): readonly string[] {
  const selectors = entries(inputs.advancedEventSelectors).map((selector) => entries(selector.fieldSelectors));
  const audit = selectors.filter((fields) => fields.some(isActivityAuditLog));
  if (audit.length === 0) {
    return [];
  }
  const wide = Object.entries({ multiRegionEnabled: true, organizationEnabled: false })
    .filter(([name, byDefault]) => (inputs[name] ?? byDefault) === true)
    .map(([name, byDefault]) => {
      const problem = "a store of ActivityAuditLog events is of one Region and one account";
      return failure(name, problem, inputs[name] ?? byDefault, "false");
    });
  const mixed = selectors.length > 1 || audit.some((fields) => fields.length > 1);
  const problem = "a store of ActivityAuditLog events takes no other filter";
  return mixed
    ? [...wide, failure("advancedEventSelectors", problem, inputs.advancedEventSelectors, "that one field selector")]
    : wide;
}

function isActivityAuditLog(selector: Inputs): boolean {
  return (
    selector.field === "eventCategory" && Array.isArray(selector.equals) && selector.equals.includes("ActivityAuditLog")
  );
}

function entries(value: unknown): readonly Inputs[] {
  return Array.isArray(value) ? value.filter(isInputs) : [];
}
