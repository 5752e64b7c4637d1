import type { EventDataStoreSettings, IntegrationSettings } from "../integration/integrationSettings";
import type { VendorConfiguration } from "./schema";

/** The keys that say how a store is kept. */
export const storeKeys = ["retentionDays", "billingMode", "kmsKeyArn", "terminationProtection"] as const;

/** What of a vendor's entry is about the integration itself. */
export function integrationSettings(vendor: VendorConfiguration): IntegrationSettings {
  const others: readonly string[] = ["vendor", "eventStore", "channel", "sample", ...storeKeys];
  return Object.fromEntries(Object.entries(vendor).filter(([key]) => !others.includes(key)));
}

/** What of a vendor's entry is about a store of its own. */
export function eventDataStoreSettings({
  retentionDays,
  billingMode,
  kmsKeyArn,
  terminationProtection,
}: VendorConfiguration): EventDataStoreSettings {
  return { retentionDays, billingMode, kmsKeyArn, terminationProtection };
}
