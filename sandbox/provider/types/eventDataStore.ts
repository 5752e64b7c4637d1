import { eventDataStoreLimits, nameLimits } from "../../../components/aws/limits";
import { defineType } from "../defineType";
import type { Inputs } from "../resourceType";
import { failure, flag, isInputs, listOf, object, oneOf, required, text, wholeNumber } from "../values";

const values = listOf(text(1, 2048), { minimum: 1 });
const fieldSelector = object({
  field: required(oneOf("readOnly", "eventSource", "eventName", "eventCategory", "resources.type", "resources.ARN")),
  equals: values,
  notEquals: values,
  startsWiths: values,
  notStartsWiths: values,
  endsWiths: values,
  notEndsWiths: values,
});

/** A CloudTrail Lake event data store (AWS CloudTrail API Reference, CreateEventDataStore, AdvancedFieldSelector). */
export const eventDataStore = defineType("aws:cloudtrail/eventDataStore:EventDataStore", {
  properties: {
    name: required(text(3, nameLimits.eventDataStore, /^[a-zA-Z0-9._-]+$/, "letters, digits, . _ and -")),
    advancedEventSelectors: listOf(
      object({ name: text(0, 1000), fieldSelectors: listOf(fieldSelector, { minimum: 1 }) }),
    ),
    billingMode: {
      check: oneOf("EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"),
      default: "EXTENDABLE_RETENTION_PRICING",
    },
    kmsKeyId: text(1, 350),
    multiRegionEnabled: { check: flag, default: true },
    organizationEnabled: { check: flag, default: false },
    retentionPeriod: { check: wholeNumber(eventDataStoreLimits.retentionDays), default: 2555 },
    terminationProtectionEnabled: { check: flag, default: true },
  },
  tagged: true,
  autoName: "name",
  rules: activityAuditLogRules,
  replaceOnChanges: ["kmsKeyId"],
  answer: (_inputs, identity) => {
    const arn = identity.arn("cloudtrail", `eventdatastore/${identity.uuid()}`);
    return { id: arn, arn };
  },
});

/**
 * A store of events from outside AWS has one Region, one account and no other field selector (AWS CloudTrail User Guide, Create an
 * integration to log events from outside AWS with the AWS CLI).
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
      const problem = "a store of ActivityAuditLog events has one Region and one account";
      return failure(name, problem, inputs[name] ?? byDefault, "false");
    });
  const mixed = selectors.length > 1 || audit.some((fields) => fields.length > 1);
  const problem = "a store of ActivityAuditLog events has no other filter";
  return mixed
    ? [...wide, failure("advancedEventSelectors", problem, inputs.advancedEventSelectors, "only that field selector")]
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
