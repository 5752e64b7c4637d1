import { z } from "zod";
import { oneOf } from "../configuration/fields";
import { auditLogFields, type encryptionKeysOfLogs, forwarderFields } from "./integrationFields";
import { type deliveries, type InputOf, type OutputOf, type Sink, variantsOf } from "./integrationVariants";

const settingsVariants = variantsOf({}, {}, {});

/**
 * The settings of one integration, as plain data: a vendor's entry in the stack's configuration and the arguments of
 * {@link PartnerAuditIntegration} share these names. docs/configuration.md lists each with its default. None may be an Output, since they
 * decide which resources exist.
 */
export type IntegrationSettings = InputOf<typeof settingsVariants>;

/** The settings of one integration with every default. */
export type ResolvedSettings = OutputOf<typeof settingsVariants>;

/** The settings of an integration over EventBridge. */
export type EventBridgeSettings = Extract<ResolvedSettings, { readonly delivery: "eventbridge" }>;

/** How events get to CloudTrail. */
export type Delivery = (typeof deliveries)[number];

/** The ARNs of customer managed KMS keys, by what they encrypt. */
export type EncryptionKeys = NonNullable<z.input<typeof encryptionKeysOfLogs>>;

/** Fields that must not be stored of one integration's events. */
export type PrivacyConfiguration = NonNullable<IntegrationSettings["privacy"]>;

/** Sources of AWS's client for the CloudTrail Data Service: the copy in the Lambda runtime, or one packed with the function. */
export const awsClientSchema = oneOf(["runtime", "packed"]);

/** A source of AWS's client for the CloudTrail Data Service. */
export type AwsClient = z.infer<typeof awsClientSchema>;

/** The settings of an integration where none are given. */
export const integrationDefaults = {
  ...z.object({ ...forwarderFields, ...auditLogFields }).parse({}),
  sink: "cloudtrail-lake",
  awsClient: "runtime",
} as const;

/** The sinks of an integration, each once. A delivery without a sink of its own goes to CloudTrail Lake. */
export function sinksOf({
  sink = integrationDefaults.sink,
}: {
  readonly sink?: Sink | readonly Sink[] | undefined;
}): readonly Sink[] {
  return typeof sink === "string" ? [sink] : sink;
}

/** Reports if an integration's events go to CloudTrail Lake, so that it has a channel. */
export function usesLake<Settings extends { readonly sink?: Sink | readonly Sink[] | undefined }>(
  settings: Settings,
): settings is Exclude<Settings, { readonly sink: "cloudwatch-logs" | readonly ["cloudwatch-logs"] }> {
  return sinksOf(settings).includes("cloudtrail-lake");
}
