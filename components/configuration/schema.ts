import { z } from "zod";
import { eventDataStoreLimits } from "../aws/limits";
import { type eventDataStoreSchema, storeFields } from "../integration/eventDataStoreSettings";
import { type InputOf, type OutputOf, variantsOf } from "../integration/integrationSettings";
import { jsonObject, text } from "./fields";

/** Schema of the ARN of an event data store (AWS CloudTrail User Guide, "Resource types defined by AWS CloudTrail"). */
export const eventDataStoreArn = text(
  "the ARN of an event data store, arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/ID",
  /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:eventdatastore\/[a-f0-9-]{36}$/,
  256,
);

/** Schema of the ARN of a channel (same page). */
export const channelArn = text(
  "another vendor's key, or the ARN of a channel, arn:aws:cloudtrail:REGION:ACCOUNT:channel/ID",
  /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:channel\/[a-f0-9-]{36}$/,
  256,
);

const mostStores = eventDataStoreLimits.destinationsPerChannel;
const stores = `the name of an event store, its ARN, or a list of 1 to ${mostStores} of these`;
const storeName = z.string({ error: "the name of an event store, its ARN, or a list of these" });

/** Schemas of an entry under `partner-audit:vendors`; its key names the integration. */
export const vendorVariants = variantsOf(
  {
    /** A vendor of the catalogue. @default the entry's key @replaces the channel, if the vendor's Source differs */
    vendor: z.string({ error: "the name of a vendor" }).optional(),
  },
  {
    /** An event as the vendor sends it, alone or within its EventBridge event. A preview maps it and prints the result. @default none */
    sample: jsonObject("an event of the vendor: a map").optional(),
  },
  {
    /** The stores to which the channel delivers: names under `partner-audit:eventStores` or ARNs. @default a store of the integration's own */
    eventStore: z
      .union([storeName, z.array(storeName).min(1, { error: stores }).max(mostStores, { error: stores })], {
        error: stores,
      })
      .optional(),
    /** The key of another entry, to share its channel, or the ARN of an existing channel. @default its own channel */
    channel: z.string({ error: "another vendor's key, or the ARN of a channel" }).optional(),
    ...storeFields,
  },
  {},
);

/** An entry under `partner-audit:vendors`, as in a stack's file. */
export type VendorInput = InputOf<typeof vendorVariants>;

/** An entry under `partner-audit:vendors`, with all defaults. */
export type VendorConfiguration = OutputOf<typeof vendorVariants>;

/** Schema of an existing store under `partner-audit:eventStores`, with its KMS key, which detections need. */
export const givenStoreSchema = z.strictObject({
  /** An existing store. Cannot be combined with other keys except `kmsKeyArn`. */
  arn: eventDataStoreArn,
  kmsKeyArn: storeFields.kmsKeyArn,
});

/** An entry under `partner-audit:eventStores`: a store that this stack makes, or an existing one. */
export type EventStoreConfiguration = z.infer<typeof eventDataStoreSchema> | z.infer<typeof givenStoreSchema>;
