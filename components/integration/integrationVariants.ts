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
export type Sink = (typeof sinks)[number];

const error = "a map of keys to values, for example { eventSourceName: aws.partner/okta.com/acme/audit }";
const sinkError = `one of ${sinks.join(", ")}, or a list of both`;
const [toLake, toLogs] = [z.literal("cloudtrail-lake"), z.literal("cloudwatch-logs")];
const deliveryNote = {
  description:
    "How the events get to CloudTrail: `eventbridge`, over an event bus and this project's function; `direct`, the partner calls PutAuditEvents from its own account; `solution`, an application in this account calls it.",
};
const sinkNote = {
  description: "Where the audit events go: CloudTrail Lake, a log group of CloudWatch Logs, or both.",
};

/**
 * Makes the schemas of an integration, one for each combination of delivery and sink, of which each takes only the keys that have an effect
 * in it. `any` takes the keys of all, which tells a key without effect from an unknown one.
 * @param shared the keys that each combination takes
 * @param bridge the keys of a delivery over EventBridge, beside the integration's settings
 * @param lake the keys of a channel and its stores
 */
export function variantsOf<
  const Shared extends z.ZodRawShape,
  const Bridge extends z.ZodRawShape,
  const Lake extends z.ZodRawShape,
>(shared: Shared, bridge: Bridge, lake: Lake) {
  const overBridge = {
    ...shared,
    ...eventSourceFields,
    delivery: z.literal("eventbridge").default("eventbridge").meta(deliveryNote),
    ...forwarderFields,
    ...bridge,
  };
  const sinkOfLake = z.union([toLake, z.tuple([toLake]).readonly()], { error: sinkError });
  const sinkOfLogs = z.union([toLogs, z.tuple([toLogs]).readonly()], { error: sinkError });
  const sinkOfBoth = z.union([z.tuple([toLake, toLogs]).readonly(), z.tuple([toLogs, toLake]).readonly()], {
    error: sinkError,
  });
  const any: z.ZodObject = z
    .strictObject(
      {
        ...overBridge,
        delivery: oneOf(deliveries).default("eventbridge").meta(deliveryNote),
        sink: z
          .union([sinkOfLake, sinkOfLogs, sinkOfBoth], { error: sinkError })
          .default("cloudtrail-lake")
          .meta(sinkNote),
        ...auditLogFields,
        encryptionKeys: encryptionKeysOfLogs,
        ...directFields,
        ...lake,
      },
      { error },
    )
    .partial();
  return {
    any,
    lake: z.strictObject(
      { ...overBridge, sink: sinkOfLake.default("cloudtrail-lake"), encryptionKeys, ...lake },
      { error },
    ),
    logs: z.strictObject(
      { ...overBridge, sink: sinkOfLogs, ...auditLogFields, encryptionKeys: encryptionKeysOfLogs },
      { error },
    ),
    both: z.strictObject(
      { ...overBridge, sink: sinkOfBoth, ...auditLogFields, encryptionKeys: encryptionKeysOfLogs, ...lake },
      { error },
    ),
    direct: z.strictObject({ ...shared, delivery: z.literal("direct"), ...directFields, ...lake }, { error }),
    solution: z.strictObject({ ...shared, delivery: z.literal("solution"), ...lake }, { error }),
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

/**
 * A union whose members exclude each other's keys. TypeScript alone takes a key that any member has wherever the literal leaves an optional
 * discriminator out.
 */
type Exclusive<Union, Keys extends PropertyKey = Union extends unknown ? keyof Union : never> = Union extends unknown
  ? Union & { readonly [Key in Exclude<Keys, keyof Union>]?: undefined }
  : never;

/** The variant that a value chooses by `delivery` and `sink`; undefined where these are not allowed. */
export function variantOf(value: unknown): VariantName | undefined {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const { delivery, sink }: { readonly delivery?: unknown; readonly sink?: unknown } = value;
  if (delivery === "direct" || delivery === "solution") {
    return delivery;
  }
  return delivery === undefined || delivery === "eventbridge" ? variantOfSink(sink) : undefined;
}

function variantOfSink(sink: unknown): VariantName | undefined {
  const chosen = JSON.stringify([sink ?? "cloudtrail-lake"].flat().sort());
  return sinkVariants.get(chosen);
}

const sinkVariants: ReadonlyMap<string, VariantName> = new Map([
  [JSON.stringify(["cloudtrail-lake"]), "lake"],
  [JSON.stringify(["cloudwatch-logs"]), "logs"],
  [JSON.stringify(["cloudtrail-lake", "cloudwatch-logs"]), "both"],
]);

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
