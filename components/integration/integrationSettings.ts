import { z } from "zod";
import { oneOf } from "../configuration/fields";
import {
  auditLogFields,
  directFields,
  encryptionKeys,
  encryptionKeysOfLogs,
  eventSourceFields,
  forwarderFields,
} from "./integrationFields";

/** How events get to CloudTrail. */
export const deliveries = ["eventbridge", "direct", "solution"] as const;

/** Where audit events go. */
export const sinks = ["cloudtrail-lake", "cloudwatch-logs"] as const;

/** A store of audit events. */
export type Sink = (typeof sinks)[number];

const error = "a map of keys to values, for example { eventSourceName: aws.partner/okta.com/acme/audit }";
const sinkError = `one of ${sinks.join(", ")}, or a list of both`;
const [toLake, toLogs] = [z.literal("cloudtrail-lake"), z.literal("cloudwatch-logs")];
const sinkSchemas = {
  lake: z.union([toLake, z.tuple([toLake]).readonly()], { error: sinkError }).default("cloudtrail-lake"),
  logs: z.union([toLogs, z.tuple([toLogs]).readonly()], { error: sinkError }),
  both: z.union([z.tuple([toLake, toLogs]).readonly(), z.tuple([toLogs, toLake]).readonly()], { error: sinkError }),
};

const bridgeFields = {
  /**
   * The way of the events to CloudTrail: `eventbridge`, over an event bus and this project's function; `direct`, the partner calls
   * PutAuditEvents from its own account; `solution`, an application in this account calls it.
   */
  delivery: z.literal("eventbridge").default("eventbridge"),
};
const lakeFields = {
  /** The store of the audit events: CloudTrail Lake, a log group of CloudWatch Logs, or both, each with queues and a forwarder of its own. */
  sink: sinkSchemas.lake,
  /**
   * Customer managed KMS keys of the stack's Region. The stack grants the function's role what it needs; the key policies of `queues` and
   * `archive` must let EventBridge in, those of the log groups CloudWatch Logs. @default keys of AWS's own
   */
  encryptionKeys,
};
const logFields = { sink: sinkSchemas.logs, encryptionKeys: encryptionKeysOfLogs };
const bothFields = { sink: sinkSchemas.both, encryptionKeys: encryptionKeysOfLogs };
const directDelivery = { delivery: z.literal("direct") };
const solutionDelivery = { delivery: z.literal("solution") };

type Strict<Shape extends z.ZodRawShape> = z.ZodObject<Shape, z.core.$strict>;
type OverBridge<Shared, Bridge> = Shared &
  typeof eventSourceFields &
  typeof bridgeFields &
  typeof forwarderFields &
  Bridge;

/** What {@link variantsOf} makes; spelled out, so that the package's types refer to the commented fields. */
export interface VariantsOf<Shared extends z.ZodRawShape, Bridge extends z.ZodRawShape, Lake extends z.ZodRawShape> {
  readonly any: z.ZodObject;
  readonly lake: Strict<OverBridge<Shared, Bridge> & typeof lakeFields & Lake>;
  readonly logs: Strict<OverBridge<Shared, Bridge> & typeof auditLogFields & typeof logFields>;
  readonly both: Strict<OverBridge<Shared, Bridge> & typeof auditLogFields & typeof bothFields & Lake>;
  readonly direct: Strict<Shared & typeof directDelivery & typeof directFields & Lake>;
  readonly solution: Strict<Shared & typeof solutionDelivery & Lake>;
}

/**
 * Makes the schemas of an integration, one for each combination of delivery and sink, which takes only keys with an effect in it. `any` takes all
 * keys, which tells a key without effect from an unknown one.
 */
export function variantsOf<
  const Shared extends z.ZodRawShape,
  const Bridge extends z.ZodRawShape,
  const Lake extends z.ZodRawShape,
>(shared: Shared, bridge: Bridge, lake: Lake): VariantsOf<Shared, Bridge, Lake> {
  const overBridge = { ...shared, ...eventSourceFields, ...bridgeFields, ...forwarderFields, ...bridge };
  const any: z.ZodObject = z.strictObject(
    {
      ...overBridge,
      delivery: oneOf(deliveries).default("eventbridge"),
      sink: z.union(Object.values(sinkSchemas), { error: sinkError }).default("cloudtrail-lake"),
      ...auditLogFields,
      encryptionKeys: encryptionKeysOfLogs,
      ...directFields,
      ...lake,
    },
    { error },
  );
  return {
    any: any.partial(),
    lake: z.strictObject({ ...overBridge, ...lakeFields, ...lake }, { error }),
    logs: z.strictObject({ ...overBridge, ...auditLogFields, ...logFields }, { error }),
    both: z.strictObject({ ...overBridge, ...auditLogFields, ...bothFields, ...lake }, { error }),
    direct: z.strictObject({ ...shared, ...directDelivery, ...directFields, ...lake }, { error }),
    solution: z.strictObject({ ...shared, ...solutionDelivery, ...lake }, { error }),
  };
}

/** The combinations of delivery and sink. */
export type VariantName = "lake" | "logs" | "both" | "direct" | "solution";

/** What {@link variantsOf} makes. */
export type Variants = Readonly<Record<VariantName, z.ZodObject>> & { readonly any: z.ZodObject };

/** What a program or a stack's file may say: one of the variants, and nothing that another variant alone takes. */
export type InputOf<Of extends Variants> = Exclusive<z.input<Of[VariantName]>>;

/** What the schema makes of it: with every default. */
export type OutputOf<Of extends Variants> = Exclusive<z.output<Of[VariantName]>>;

/** Makes the members of a union exclude each other's keys, which TypeScript does not do where an optional discriminator is left out. */
type Exclusive<Union, Keys extends PropertyKey = Union extends unknown ? keyof Union : never> = Union extends unknown
  ? Union & { readonly [Key in Exclude<Keys, keyof Union>]?: undefined }
  : never;

/** The variant that a value chooses by `delivery` and `sink`; undefined where these are not allowed. */
export function variantOf(value: unknown): VariantName | undefined {
  const { delivery = "eventbridge", sink }: { readonly delivery?: unknown; readonly sink?: unknown } = Object(value);
  if (delivery === "direct" || delivery === "solution") {
    return delivery;
  }
  const chosen = (["lake", "logs", "both"] as const).find((name) => sinkSchemas[name].safeParse(sink).success);
  return delivery === "eventbridge" ? chosen : undefined;
}

/** Gives the reason why a key that another variant takes has no effect in this one. */
export function reasonAgainst(variant: VariantName, key: string): string {
  if (variant !== "direct" && Object.hasOwn(directFields, key)) {
    return "only a direct delivery has them";
  }
  return reasons[variant];
}

const withoutLogGroup = "only the sink cloudwatch-logs has a log group of audit events";
const reasons: Readonly<Record<VariantName, string>> = {
  lake: withoutLogGroup,
  logs: "its events go to CloudWatch Logs alone",
  both: withoutLogGroup,
  direct: "the partner puts the audit events into the channel itself",
  solution: "the application puts the audit events into the channel itself",
};

const settingsVariants = variantsOf({}, {}, {});

/**
 * The settings of one integration, as plain data, in a stack's configuration and in the arguments of {@link PartnerAuditIntegration}.
 * docs/configuration.md lists each with its default. None may be an Output, since they decide which resources exist.
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
