import { z } from "zod";
import { eventDataStoreLimits } from "../aws/limits";
import { flag, oneOf, within } from "../configuration/fields";
import { inputOf } from "../configuration/input";
import { keyArn } from "../configuration/keyArn";

/** The settings of an event data store where none are given. */
export const eventDataStoreDefaults = {
  retentionDays: 2555,
  billingMode: "extendable",
  terminationProtection: true,
} as const;

/** The settings of an event data store. Its defaults are not the schema's: an entry without a value may mean a store elsewhere. */
export const storeFields = {
  /** Days that events are kept, by their own time. Less deletes what is older. */
  retentionDays: within("days", eventDataStoreLimits.retentionDays)
    .optional()
    .meta({ default: eventDataStoreDefaults.retentionDays }),
  /** `extendable` is priced for a year and extended by the month, `fixed` is priced for seven years. `extendable` cannot become `fixed`. */
  billingMode: oneOf(["extendable", "fixed"]).optional().meta({ default: eventDataStoreDefaults.billingMode }),
  /** A customer managed KMS key for the store. @default a key that CloudTrail owns @replaces the store, which its protection refuses */
  kmsKeyArn: inputOf(keyArn("store")).optional(),
  /** Refuses deletion, in CloudTrail and in Pulumi (`protect`). */
  terminationProtection: flag().optional().meta({ default: eventDataStoreDefaults.terminationProtection }),
};

/** An event data store, as an entry under `partner-audit:eventStores` or an argument. */
export const eventDataStoreSchema = z.strictObject(storeFields, {
  error: "a map of keys to values, for example { retentionDays: 2555 }",
});

/** The settings of an event data store; docs/configuration.md lists each with its default. */
export type EventDataStoreSettings = z.input<typeof eventDataStoreSchema>;
