import { z } from "zod";
import { eventDataStoreLimits } from "../aws/limits";
import { flag, oneOf, within } from "../configuration/fields";
import { keyArn } from "../configuration/keyArn";

/** The settings of an event data store where none are given. */
export const eventDataStoreDefaults = {
  retentionDays: 2555,
  billingMode: "extendable",
  terminationProtection: true,
} as const;

/** The settings of an event data store. Its defaults are not the schema's: without a value here, a store elsewhere may be meant. */
export const storeFields = {
  retentionDays: within("days", eventDataStoreLimits.retentionDays)
    .optional()
    .meta({
      description: "Days that events are kept, by their own time. Less deletes what is older.",
      absent: `\`${eventDataStoreDefaults.retentionDays}\``,
    }),
  billingMode: oneOf(["extendable", "fixed"])
    .optional()
    .meta({
      description:
        "`extendable` is priced for a year and extended by the month, `fixed` is priced for seven years. `extendable` cannot become `fixed`.",
      absent: `\`${eventDataStoreDefaults.billingMode}\``,
    }),
  kmsKeyArn: keyArn("store").optional().meta({
    description: "A customer managed KMS key for the store.",
    absent: "a key that CloudTrail owns",
    replaces: "the store, which its protection refuses",
  }),
  terminationProtection: flag()
    .optional()
    .meta({
      description: "Refuses deletion, in CloudTrail and in Pulumi (`protect`).",
      absent: `\`${eventDataStoreDefaults.terminationProtection}\``,
    }),
};

/** An event data store, as an entry under `partner-audit:eventStores` or an argument. */
export const eventDataStoreSchema = z.strictObject(storeFields, {
  error: "a map of keys to values, for example { retentionDays: 2555 }",
});

/** The settings of an event data store; docs/configuration.md lists each with its default. */
export type EventDataStoreSettings = z.input<typeof eventDataStoreSchema>;
