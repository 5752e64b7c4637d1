import { z } from "zod";
import { eventDataStoreLimits } from "../aws/limits";
import { flag, oneOf, within } from "../configuration/fields";
import { inputOf } from "../configuration/input";
import { keyArn } from "../configuration/keyArn";

/** Default settings of an event data store. */
export const eventDataStoreDefaults = {
  retentionDays: 2555,
  billingMode: "extendable",
  terminationProtection: true,
} as const;

/** Settings of an event data store. The schema has no defaults, because an entry without a value may refer to another store. */
export const storeFields = {
  /** Days for which events are kept, counted from the event's time. A decrease deletes older events. */
  retentionDays: within("days", eventDataStoreLimits.retentionDays)
    .optional()
    .meta({ default: eventDataStoreDefaults.retentionDays }),
  /** The price of `extendable` includes one year, and further months are charged; the price of `fixed` includes seven years. `extendable` cannot be changed to `fixed`. */
  billingMode: oneOf(["extendable", "fixed"]).optional().meta({ default: eventDataStoreDefaults.billingMode }),
  /** A customer managed KMS key for the store. @default a key owned by CloudTrail @replaces the store, which its protection prevents */
  kmsKeyArn: inputOf(keyArn("store")).optional(),
  /** Prevents deletion, in CloudTrail and in Pulumi (`protect`). */
  terminationProtection: flag().optional().meta({ default: eventDataStoreDefaults.terminationProtection }),
};

/** An event data store, as an entry under `partner-audit:eventStores` or an argument. */
export const eventDataStoreSchema = z.strictObject(storeFields, {
  error: "a map of keys to values, for example { retentionDays: 2555 }",
});

/** Settings of an event data store; docs/configuration.md lists each with its default. */
export type EventDataStoreSettings = z.input<typeof eventDataStoreSchema>;
