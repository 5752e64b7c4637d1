import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { stackPrefix } from "../aws/location";
import { integrationNames } from "../aws/names";
import { type EventDataStoreSettings, eventDataStoreDefaults } from "./eventDataStoreSettings";

const billingModes = { extendable: "EXTENDABLE_RETENTION_PRICING", fixed: "FIXED_RETENTION_PRICING" } as const;

/**
 * Makes an event data store for partner events: for one Region and account, with the category ActivityAuditLog (AWS CloudTrail User Guide, "Create
 * an integration with the AWS CLI"). While it has termination protection, Pulumi protects it too, so a preview refuses its removal.
 * @param key the integration's key, or the entry's name under `partner-audit:eventStores`
 */
export function eventDataStore(
  key: string,
  settings: EventDataStoreSettings,
  tags: Readonly<Record<string, string>>,
  options: pulumi.CustomResourceOptions,
): aws.cloudtrail.EventDataStore {
  const retentionDays = settings.retentionDays ?? eventDataStoreDefaults.retentionDays;
  const terminationProtection = settings.terminationProtection ?? eventDataStoreDefaults.terminationProtection;
  return new aws.cloudtrail.EventDataStore(
    eventDataStoreResourceName(key),
    {
      name: integrationNames(key, stackPrefix()).eventDataStore,
      advancedEventSelectors: [
        {
          name: "Events from outside AWS",
          fieldSelectors: [{ field: "eventCategory", equals: ["ActivityAuditLog"] }],
        },
      ],
      billingMode: billingModes[settings.billingMode ?? eventDataStoreDefaults.billingMode],
      kmsKeyId: settings.kmsKeyArn,
      multiRegionEnabled: false,
      organizationEnabled: false,
      retentionPeriod: retentionDays,
      terminationProtectionEnabled: terminationProtection,
      tags,
    },
    { ...options, protect: terminationProtection },
  );
}

/** Returns the store's logical name. It is the same wherever the store is declared, so the store can move without replacement. */
function eventDataStoreResourceName(key: string): string {
  return `${key}/event-data-store`;
}
