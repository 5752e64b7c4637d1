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
    vendor: z.string().describe("The vendor whose events these are, by its name in the catalogue, for example `okta`."),
    awsClient: awsClientSchema
      .default("runtime")
      .describe(
        "The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or one packed with the function, which has to be installed. `npm run doctor` reports a runtime without it.",
      ),
    permissionsBoundary: input<string>().meta({
      description: "A permissions boundary for the role: the ARN of a managed policy.",
      absent: "none",
    }),
    rolePath: rolePath.optional().meta({ description: "The role's path.", absent: "`/`" }),
    alarmTopicArn: input<string>().meta({
      description: "The SNS topic that alarms go to.",
      absent: "none, and no alarms are made",
    }),
    tags: z
      .custom<Readonly<Record<string, string>>>(() => true)
      .optional()
      .meta({ description: "Tags on every resource that takes them.", absent: "none" }),
  },
  {},
  {
    eventDataStore: eventDataStoreSchema.optional().meta({
      description:
        "How the integration's own event data store is kept. Not used with `eventDataStoreArns` or `channelArn`.",
      absent: "kept 2555 days, protected",
    }),
    eventDataStoreArns: input<readonly string[]>().meta({
      description: "Existing event data stores that the channel delivers to.",
      absent: "an event data store of the integration's own",
    }),
    channelArn: input<string>().meta({
      description: "An existing channel, for a Source that already has one.",
      absent: "a channel of the integration's own",
    }),
  },
);

/**
 * The arguments of a PartnerAuditIntegration: of its {@link IntegrationSettings}, those that have an effect with its `delivery` and `sink`, and
 * those that only a program can give. docs/configuration.md lists each with its default.
 */
export type PartnerAuditIntegrationArgs = InputOf<typeof argumentVariants>;

/** The arguments with every default. */
export type ResolvedArguments = OutputOf<typeof argumentVariants>;
