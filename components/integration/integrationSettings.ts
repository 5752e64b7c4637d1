import { z } from "zod";
import { oneOf } from "../configuration/fields";
import { batchingDefaults } from "./batching";
import {
  auditLogFields,
  directFields,
  encryptionKeys,
  encryptionKeysOfLogs,
  eventSourceFields,
  forwarderFields,
} from "./integrationFields";
import {
  anySinks,
  namedSinks,
  type Sink,
  type SinkSet,
  type SinkSetName,
  sinkError,
  sinkSets,
  type WrittenSinks,
} from "./sinks";

/** Ways of delivery of events to their store. */
export const deliveries = ["eventbridge", "direct", "solution"] as const;

const error = "a map of keys to values, for example { eventSourceName: aws.partner/okta.com/acme/audit }";

const bridgeFields = {
  /**
   * The delivery of the events: `eventbridge` uses an event bus and this project's function; with `direct`, the partner calls PutAuditEvents from its
   * own account; with `solution`, an application in this account calls it.
   */
  delivery: z.literal("eventbridge").default("eventbridge"),
};

type SinkSchema<Set extends SinkSet> = z.ZodCustom<WrittenSinks<Set>, WrittenSinks<Set>>;

/** Fields of an integration that exist for every set of sinks, but differ in type. */
type SinkFields<Set extends SinkSet> = {
  /** The stores of the audit events: CloudTrail Lake, Parquet files in S3, a log group of CloudWatch Logs; one, or a list. Each has its own queues and forwarder. */
  sink: Set extends readonly ["cloudtrail-lake"] ? z.ZodDefault<SinkSchema<Set>> : SinkSchema<Set>;
  /**
   * Customer managed KMS keys of the stack's Region. The stack grants the function's role their use; the key policies of `queues` and `archive` must
   * allow EventBridge, those of the log groups CloudWatch Logs. @default keys owned by AWS
   */
  encryptionKeys: "cloudwatch-logs" extends Set[number] ? typeof encryptionKeysOfLogs : typeof encryptionKeys;
};
const directDelivery = { delivery: z.literal("direct") };
const solutionDelivery = { delivery: z.literal("solution") };

type Strict<Shape extends z.ZodRawShape> = z.ZodObject<Shape, z.core.$strict>;
type OverBridge<Shared, Bridge> = Shared &
  typeof eventSourceFields &
  typeof bridgeFields &
  typeof forwarderFields &
  Bridge;

/** Fields of a set of sinks: those of each of its sinks. */
type FieldsOfSet<Set extends SinkSet, Lake, S3> = SinkFields<Set> &
  ("cloudtrail-lake" extends Set[number] ? Lake : unknown) &
  ("s3" extends Set[number] ? S3 : unknown) &
  ("cloudwatch-logs" extends Set[number] ? typeof auditLogFields : unknown);

/** Result of {@link variantsOf}; spelled out, so the package's types refer to the commented fields. */
export type VariantsOf<
  Shared extends z.ZodRawShape,
  Bridge extends z.ZodRawShape,
  Lake extends z.ZodRawShape,
  S3 extends z.ZodRawShape,
> = {
  readonly [Set in SinkSet as SinkSetName<Set>]: Strict<OverBridge<Shared, Bridge> & FieldsOfSet<Set, Lake, S3>>;
} & {
  readonly any: z.ZodObject;
  readonly direct: Strict<Shared & typeof directDelivery & typeof directFields & Lake>;
  readonly solution: Strict<Shared & typeof solutionDelivery & Lake>;
};

/**
 * Makes the schemas of an integration, one for each delivery and, over EventBridge, each set of sinks. Each accepts only keys that have an effect in it.
 * `any` accepts all keys and distinguishes a key without effect from an unknown one. `lake` and `s3` are the fields of these sinks.
 */
export function variantsOf<
  const Shared extends z.ZodRawShape,
  const Bridge extends z.ZodRawShape,
  const Lake extends z.ZodRawShape,
  const S3 extends z.ZodRawShape,
>(shared: Shared, bridge: Bridge, lake: Lake, s3: S3): VariantsOf<Shared, Bridge, Lake, S3> {
  const overBridge = { ...shared, ...eventSourceFields, ...bridgeFields, ...forwarderFields, ...bridge };
  const ownFields: Readonly<Record<Sink, z.ZodRawShape>> = {
    "cloudtrail-lake": lake,
    s3,
    "cloudwatch-logs": auditLogFields,
  };
  const any: z.ZodObject = z.strictObject(
    {
      ...overBridge,
      delivery: oneOf(deliveries).default("eventbridge"),
      sink: anySinks.default("cloudtrail-lake"),
      ...auditLogFields,
      encryptionKeys: encryptionKeysOfLogs,
      ...directFields,
      ...lake,
      ...s3,
    },
    { error },
  );
  const bySinks = sinkSets.map((set) => {
    const keys = set.includes("cloudwatch-logs") ? encryptionKeysOfLogs : encryptionKeys;
    const own: z.ZodRawShape = Object.assign({}, ...set.map((sink) => ownFields[sink]));
    const shape = { ...overBridge, sink: sinkSchema(set), encryptionKeys: keys, ...own };
    return [set.join("+"), z.strictObject(shape, { error })] as const;
  });
  const variants = {
    any: any.partial(),
    direct: z.strictObject({ ...shared, ...directDelivery, ...directFields, ...lake }, { error }),
    solution: z.strictObject({ ...shared, ...solutionDelivery, ...lake }, { error }),
    ...Object.fromEntries(bySinks),
  };
  // TypeScript cannot derive this type from a list of sets; tests/package/arguments.test.ts compares the keys of each.
  return variants as unknown as VariantsOf<Shared, Bridge, Lake, S3>;
}

function sinkSchema(set: readonly Sink[]): z.ZodType {
  const schema = z.custom((value) => String(namedSinks(value)) === String(set), { error: sinkError });
  return String(set) === "cloudtrail-lake" ? schema.default("cloudtrail-lake") : schema;
}

/** Names of the variants: the deliveries, with the sets of sinks in place of `eventbridge`. */
export type VariantName = SinkSetName | "direct" | "solution";

/** Variants without their exact types. */
export type Variants = Readonly<Record<VariantName, z.ZodObject>> & { readonly any: z.ZodObject };

/** Input of a program or a stack's file: one of the variants, without keys of others. */
export type InputOf<Of extends Variants> = Exclusive<z.input<Of[VariantName]>>;

/** Output of the schema, with all defaults. */
export type OutputOf<Of extends Variants> = Exclusive<z.output<Of[VariantName]>>;

/** A union whose members exclude each other's keys, which TypeScript does not do if an optional discriminator is left out. */
type Exclusive<Union, Keys extends PropertyKey = Union extends unknown ? keyof Union : never> = Union extends unknown
  ? Union & { readonly [Key in Exclude<Keys, keyof Union>]?: undefined }
  : never;

/** Returns the variant for a value's `delivery` and `sink`; undefined if these are not allowed. */
export function variantOf(value: unknown): VariantName | undefined {
  const {
    delivery = "eventbridge",
    sink = "cloudtrail-lake",
  }: { readonly delivery?: unknown; readonly sink?: unknown } = Object(value);
  if (delivery === "direct" || delivery === "solution") {
    return delivery;
  }
  const named = namedSinks(sink)?.join("+");
  return delivery === "eventbridge" ? variantNames.find((name) => name === named) : undefined;
}

/** The names of all variants. */
export const variantNames: readonly VariantName[] = [
  "cloudtrail-lake",
  "s3",
  "cloudtrail-lake+s3",
  "cloudwatch-logs",
  "cloudtrail-lake+cloudwatch-logs",
  "s3+cloudwatch-logs",
  "cloudtrail-lake+s3+cloudwatch-logs",
  "direct",
  "solution",
];

/** Lists the variants over EventBridge with a sink, or with any sink if none is given. */
export function variantsWith(sink?: Sink): readonly VariantName[] {
  return variantNames.filter((name) => (sink === undefined ? !isDelivery(name) : name.split("+").includes(sink)));
}

function isDelivery(name: VariantName): name is "direct" | "solution" {
  return name === "direct" || name === "solution";
}

/** Returns the reason why a key of another variant has no effect in this one. */
export function reasonAgainst(variant: VariantName, key: string): string {
  if (variant !== "direct" && Object.hasOwn(directFields, key)) {
    return "only a direct delivery has them";
  }
  if (isDelivery(variant)) {
    return withoutForwarder[variant];
  }
  if (key === "encryptionKeys" || Object.hasOwn(auditLogFields, key)) {
    return "only the sink cloudwatch-logs has a log group of audit events";
  }
  return key === "lakeBucket" ? "only the sink s3 has a bucket" : "its events do not go to CloudTrail Lake";
}

const withoutForwarder = {
  direct: "the partner puts the audit events into the channel itself",
  solution: "the application puts the audit events into the channel itself",
} as const;

const settingsVariants = variantsOf({}, {}, {}, {});

/**
 * Settings of one integration, as plain data, in a stack's configuration and in the arguments of {@link PartnerAuditIntegration}.
 * docs/configuration.md lists each with its default. Those that decide which resources exist cannot be Outputs.
 */
export type IntegrationSettings = InputOf<typeof settingsVariants>;

/** Settings of one integration, with all defaults. */
export type ResolvedSettings = OutputOf<typeof settingsVariants>;

/** Settings of an integration over EventBridge. */
export type EventBridgeSettings = Extract<ResolvedSettings, { readonly delivery: "eventbridge" }>;

/** A way of delivery. */
export type Delivery = (typeof deliveries)[number];

/** ARNs of customer managed KMS keys, by the data that they encrypt. */
export type EncryptionKeys = NonNullable<z.input<typeof encryptionKeysOfLogs>>;

/** Fields of an integration's events that must not be stored. */
export type PrivacyConfiguration = NonNullable<IntegrationSettings["privacy"]>;

/** Schema of the source of AWS's client for the CloudTrail Data Service: the copy in the Lambda runtime, or one packed with the function. */
export const awsClientSchema = oneOf(["runtime", "packed"]);

/** Source of AWS's client for the CloudTrail Data Service. */
export type AwsClient = z.infer<typeof awsClientSchema>;

/** Default settings of an integration. */
export const integrationDefaults = {
  ...z.object({ ...forwarderFields, ...auditLogFields }).parse({}),
  ...batchingDefaults["cloudtrail-lake"],
  sink: "cloudtrail-lake",
  awsClient: "runtime",
} as const;
