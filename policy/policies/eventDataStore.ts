import { isTrue } from "../documents/values";
import { type Finding, findingIf, type StackPolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { inStack } from "../rules";
import type { JudgedStack } from "../stack/judgedStack";
import { isSet } from "../unknownValue";

const storeType = "aws:cloudtrail/eventDataStore:EventDataStore";
type Store = TypedResource<typeof storeType>;

/** Requires event data stores to be protected against deletion, and a channel's store to select only partner events. */
export const eventDataStore: StackPolicy = {
  name: "event-data-store",
  description:
    "An event data store ingests events and is protected against deletion. A channel's store covers one Region and one account and holds only events from channels. If configured, stores use a customer managed key.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-9", "NIST 800-53 SC-28"],
  remediation:
    "Set terminationProtectionEnabled to true. For a channel's store, set multiRegionEnabled and organizationEnabled to false and select only ActivityAuditLog.",
  configuration: {
    requireTerminationProtection: {
      type: "boolean",
      description:
        "Requires termination protection. Set it to false for the update before you delete a store, as policy/presets/removal.json does.",
      default: true,
    },
    requireCustomerManagedKey: {
      type: "boolean",
      description: "Requires a customer managed key (`kmsKeyId`) for every store.",
      default: false,
    },
  },
  stackRules: [
    // The provider protects a store by default (Pulumi AWS provider, aws.cloudtrail.EventDataStore).
    inStack(storeType, ({ name, props }, _, { configuration }) =>
      findingIf(
        configuration.requireTerminationProtection !== false &&
          isTrue(props.terminationProtectionEnabled, true) === false,
        "terminationProtectionEnabled::false",
        `The event data store ${name} can be deleted (terminationProtectionEnabled is false); set it to true or, to remove the store, configure the pack with policy/presets/removal.json.`,
      ),
    ),
    // Stores are multi-Region by default (AWS CloudTrail API Reference, CreateEventDataStore).
    inStack(storeType, (store) =>
      findingIf(
        takesPartnerEvents(store) && isTrue(store.props.multiRegionEnabled, true),
        "multiRegionEnabled::true",
        `The event data store ${store.name} receives partner events and is multi-Region (multiRegionEnabled, true by default), which a channel's store cannot be; set it to false.`,
      ),
    ),
    inStack(storeType, (store) =>
      findingIf(
        takesPartnerEvents(store) && isTrue(store.props.organizationEnabled),
        "organizationEnabled::true",
        `The event data store ${store.name} receives partner events for an organization (organizationEnabled), which a channel's store cannot; set it to false.`,
      ),
    ),
    inStack(storeType, activityAuditLogOnly),
    inStack(storeType, ({ name, props }) =>
      findingIf(
        isTrue(props.suspend),
        "suspend::true",
        `The event data store ${name} ingests no events (suspend is true); set it to false.`,
      ),
    ),
    inStack(storeType, ({ name, props }, _, { configuration }) =>
      findingIf(
        configuration.requireCustomerManagedKey === true && !isSet(() => props.kmsKeyId),
        "kmsKeyId",
        `The event data store ${name} is not encrypted with a customer managed key (kmsKeyId is not set); set it to the key's ARN.`,
      ),
    ),
    inStack("AWS::CloudTrail::Channel", destinationFindings),
  ],
};

/** A channel's store selects events from channels; without a selector it receives AWS's management events (AWS CloudTrail API Reference, CreateEventDataStore). */
function destinationFindings(
  channel: TypedResource<"AWS::CloudTrail::Channel">,
  stack: JudgedStack,
): readonly Finding[] {
  return (channel.props.destinations ?? []).flatMap(({ location }) => {
    const store = stack.named(storeType, channel, "destinations", () => location, ["arn"]);
    return store === undefined || takesPartnerEvents(store)
      ? []
      : [
          {
            subject: `eventCategory::${store.name}`,
            message: `The event data store ${store.name} is the destination of the channel ${channel.name} and does not select its events (advancedEventSelectors); select eventCategory ${activityAuditLog}.`,
          },
        ];
  });
}

/** Source of the rules on a channel's store: AWS CloudTrail User Guide, "Create an integration with an event source outside of AWS". */
function activityAuditLogOnly(store: Store): readonly Finding[] {
  const others = categoriesOf(store).filter((category) => category !== activityAuditLog);
  return findingIf(
    takesPartnerEvents(store) && others.length > 0,
    `eventCategory::${others.join(",")}`,
    `The event data store ${store.name} receives ${others.join(", ")} besides partner events (advancedEventSelectors); select only eventCategory ${activityAuditLog}.`,
  );
}

const activityAuditLog = "ActivityAuditLog";

function takesPartnerEvents(store: Store): boolean {
  return categoriesOf(store).includes(activityAuditLog);
}

function categoriesOf({ props }: Store): readonly string[] {
  return (props.advancedEventSelectors ?? [])
    .flatMap(({ fieldSelectors }) => fieldSelectors ?? [])
    .filter(({ field }) => field === "eventCategory")
    .flatMap(({ equals }) => equals ?? []);
}
