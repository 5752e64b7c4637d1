import { asObject, listOf } from "../documents/statements";
import { type Finding, findingIf, type JudgedResource, type ResourcePolicy } from "../policy";
import { isSet } from "../unknownValue";

/** Stores hold the evidence: nobody deletes them by mistake, and a channel's takes what a channel can bring. */
export const eventDataStore: ResourcePolicy = {
  name: "event-data-store",
  description:
    "An event data store is protected against deletion; one for partners' events is of a single Region and account and holds nothing else; a customer-managed key where that is configured.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-9", "NIST 800-53 SC-28"],
  remediation:
    "Set terminationProtectionEnabled; for a channel's store multiRegionEnabled and organizationEnabled to false, and one selector on ActivityAuditLog.",
  configuration: {
    requireTerminationProtection: {
      type: "boolean",
      description:
        "Requires termination protection. Set it to false for the update that precedes the deletion of a store, as policy/presets/removal.json does.",
      default: true,
    },
    requireCustomerManagedKey: {
      type: "boolean",
      description: "Whether every store is encrypted with a key of the customer's (`kmsKeyId`).",
      default: false,
    },
  },
  questions: (store, { configuration }) => {
    const { type, name, props } = store;
    if (type !== "aws:cloudtrail/eventDataStore:EventDataStore") {
      return [];
    }
    return [
      // The provider protects a store where nothing is said (Pulumi AWS provider, aws.cloudtrail.EventDataStore).
      () =>
        findingIf(
          configuration.requireTerminationProtection !== false && props.terminationProtectionEnabled === false,
          "terminationProtectionEnabled::false",
          `The event data store ${name} can be deleted (terminationProtectionEnabled is false); set it to true or, to remove the store, configure the pack by policy/presets/removal.json.`,
        ),
      // Stores are multi-Region where nothing is said (AWS CloudTrail API Reference, CreateEventDataStore).
      () =>
        findingIf(
          takesPartnerEvents(store) && (props.multiRegionEnabled ?? true) === true,
          "multiRegionEnabled::true",
          `The event data store ${name} takes partners' events and is multi-Region (multiRegionEnabled, true where nothing is said), which a channel's store cannot be; set it to false.`,
        ),
      () =>
        findingIf(
          takesPartnerEvents(store) && props.organizationEnabled === true,
          "organizationEnabled::true",
          `The event data store ${name} takes partners' events for an organization (organizationEnabled), which a channel's store cannot; set it to false.`,
        ),
      () => activityAuditLogOnly(store),
      () =>
        findingIf(
          configuration.requireCustomerManagedKey === true && !isSet(() => props.kmsKeyId),
          "kmsKeyId",
          `The event data store ${name} is not encrypted with a key of the customer's (kmsKeyId is not set); set it to the key's ARN.`,
        ),
    ];
  },
};

/** Source of the rules on a channel's store: AWS CloudTrail User Guide, "Create an integration with an event source outside of AWS". */
function activityAuditLogOnly(store: JudgedResource): readonly Finding[] {
  const others = categoriesOf(store).filter((category) => category !== activityAuditLog);
  return findingIf(
    takesPartnerEvents(store) && others.length > 0,
    `eventCategory::${others.join(",")}`,
    `The event data store ${store.name} takes partners' events beside ${others.join(", ")} (advancedEventSelectors); select eventCategory ${activityAuditLog} alone.`,
  );
}

const activityAuditLog = "ActivityAuditLog";

function takesPartnerEvents(store: JudgedResource): boolean {
  return categoriesOf(store).includes(activityAuditLog);
}

function categoriesOf({ props }: JudgedResource): readonly string[] {
  return listOf(props.advancedEventSelectors)
    .flatMap((selector) => listOf(asObject(selector).fieldSelectors).map(asObject))
    .filter(({ field }) => field === "eventCategory")
    .flatMap(({ equals }) => listOf(equals).map(String));
}
