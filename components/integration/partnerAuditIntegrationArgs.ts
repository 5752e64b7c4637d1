import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { rolePath } from "../configuration/stackSchema";
import { eventDataStoreSchema } from "./eventDataStoreSettings";
import { awsClientSchema } from "./integrationSettings";
import { type InputOf, type OutputOf, variantsOf } from "./integrationVariants";

/** An Input, which only the engine can check. */
function input<Value>() {
  return z.custom<pulumi.Input<Value>>(() => true).optional();
}

/** The arguments of a PartnerAuditIntegration: the settings of an integration, and what only a program can give. */
export const argumentVariants = variantsOf(
  {
    /** The vendor whose events these are, by its name in the catalogue, for example `okta`. */
    vendor: z.string({ error: "the name of a vendor of the catalogue" }),
    /** The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or one packed with the function, which has to be installed. `npm run doctor` reports a runtime without it. */
    awsClient: awsClientSchema.default("runtime"),
    /** A permissions boundary for the role: the ARN of a managed policy. @default none */
    permissionsBoundary: input<string>(),
    /** The role's path. @default `/` */
    rolePath: rolePath.optional(),
    /** The SNS topic that alarms go to. @default none, and no alarms are made */
    alarmTopicArn: input<string>(),
    /** Tags on every resource that takes them. @default none */
    tags: z.record(z.string(), z.string({ error: "text" }), { error: "a map of names to text" }).optional(),
  },
  {},
  {
    /** How the integration's own event data store is kept. Not used with `eventDataStoreArns` or `channelArn`. @default kept 2555 days, protected */
    eventDataStore: eventDataStoreSchema.optional(),
    /** Existing event data stores that the channel delivers to. @default an event data store of the integration's own */
    eventDataStoreArns: input<readonly string[]>(),
    /** An existing channel, for a Source that already has one. @default a channel of the integration's own */
    channelArn: input<string>(),
  },
);

/**
 * The arguments of a PartnerAuditIntegration: of its {@link IntegrationSettings}, those that have an effect with its `delivery` and `sink`, and
 * those that only a program can give. docs/configuration.md lists each with its default.
 */
export type PartnerAuditIntegrationArgs = InputOf<typeof argumentVariants>;

/** The arguments with every default. */
export type ResolvedArguments = OutputOf<typeof argumentVariants>;
