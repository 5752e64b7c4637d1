import { z } from "zod";
import type { JsonObject } from "../../functions/mapping/json";
import {
  alarmLimits,
  eventDataStoreLimits,
  externalIdLimits,
  functionLimits,
  logGroupNameLimit,
  logRetentionDays,
  queueLimits,
  retryPolicyLimits,
} from "../aws/limits";
import {
  awsClients,
  deliveries,
  type EventDataStoreSettings,
  type IntegrationSettings,
  sinks,
} from "../integration/integrationSettings";
import { flag, listedNumber, oneOf, text, wholeNumber } from "./fields";
import { keyArn } from "./keyArn";
import { mappingSchema } from "./mappingSchema";

/** A vendor's entry under `partner-audit:vendors`; the key names the integration. */
export interface VendorConfiguration extends IntegrationSettings, EventDataStoreSettings {
  /** A vendor of the catalogue. @default the entry's key */
  readonly vendor?: string;
  /** Where the channel delivers: names under `partner-audit:eventStores` or ARNs. @default a store of the integration's own */
  readonly eventStore?: string | readonly string[];
  /** Another entry's key, whose channel this one shares, or the ARN of an existing channel. @default a channel of its own */
  readonly channel?: string;
  /** An event as the vendor sends it, alone or within its EventBridge event: it is mapped at a preview and shown. */
  readonly sample?: JsonObject;
}

/**
 * An entry under `partner-audit:eventStores`: a store that this stack makes, or the ARN of one that exists, with its key, which the
 * detections need.
 */
export type EventStoreConfiguration =
  | EventDataStoreSettings
  | (Pick<EventDataStoreSettings, "kmsKeyArn"> & { readonly arn: string });

/** The ARN of an event data store (AWS CloudTrail User Guide, "Resource types defined by AWS CloudTrail"). */
export const eventDataStoreArn = text(
  "the ARN of an event data store, arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/ID",
  /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:eventdatastore\/[a-f0-9-]{36}$/,
  256,
);

/** The ARN of a channel (same page). */
export const channelArn = text(
  "another vendor's key, or the ARN of a channel, arn:aws:cloudtrail:REGION:ACCOUNT:channel/ID",
  /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:channel\/[a-f0-9-]{36}$/,
  256,
);

const storeSettings = {
  retentionDays: wholeNumber(
    "days",
    eventDataStoreLimits.retentionDays.minimum,
    eventDataStoreLimits.retentionDays.maximum,
  ).optional(),
  billingMode: oneOf(["extendable", "fixed"]).optional(),
  kmsKeyArn: keyArn("store").optional(),
  terminationProtection: flag().optional(),
};

const storeName = z.string({ error: "the name of an event store, its ARN, or a list of these" });

/** A map whose content is judged elsewhere. */
function jsonObject(error: string) {
  return z.custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error,
  });
}

/** A map with `retentionDays`, of a log group. */
function keptLogGroup() {
  return z.strictObject(
    { retentionDays: listedNumber("days", logRetentionDays) },
    { error: "a map with retentionDays, for example { retentionDays: 90 }" },
  );
}

const paths = z
  .array(
    text(
      "a dotted path from the top of the vendor's event, such as actor.alternateId or target.*.id",
      /^[^.]+(\.[^.]+)*$/,
      512,
    ),
    { error: "a list of dotted paths from the top of the vendor's event, such as actor.alternateId" },
  )
  .optional();

/** Account ids are numbers to many; Pulumi hands one that is written without quotes over as a number. */
const principal = z
  .union([z.string(), z.number()], { error: principalText() })
  .transform(String)
  .refine(
    (value) => /^\d{12}$/.test(value) || /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/.test(value),
    {
      error: principalText(),
    },
  );

function principalText(): string {
  return "an account id of 12 digits (in quotes where it begins with 0), or the ARN of an IAM role, user or root, arn:aws:iam::ACCOUNT:role/NAME";
}

/** One vendor's entry. */
export const vendorSchema = z.strictObject(
  {
    vendor: z.string({ error: "the name of a vendor" }).optional(),
    eventSourceName: text(
      "the name of a partner event source, aws.partner/DOMAIN/NAMESPACE/NAME",
      /^aws\.partner(\/[._\-A-Za-z0-9]+){2,}$/,
      256,
    ).optional(),
    eventBusName: text(
      "the name of an event bus, of letters, digits and / . - _",
      /^[/._\-A-Za-z0-9]+$/,
      256,
    ).optional(),
    pattern: jsonObject("an event pattern: a map of fields to lists of values").optional(),
    delivery: oneOf(deliveries).optional(),
    principal: principal.optional(),
    externalId: text(
      `${externalIdLimits.minimum} to ${externalIdLimits.maximum} letters, digits and _ + = , . @ : / - (the partner gives it to you; a short one can be guessed)`,
      new RegExp(`^[\\w+=,.@:/-]{${externalIdLimits.minimum},}$`),
      externalIdLimits.maximum,
    ).optional(),
    sink: z
      .union([oneOf(sinks), z.array(oneOf(sinks)).min(1)], { error: `one of ${sinks.join(", ")}, or a list of both` })
      .optional(),
    auditLogRetentionDays: listedNumber("days", logRetentionDays).optional(),
    auditLogGroup: z
      .strictObject(
        {
          import: text(
            "the name of a log group, /partner-audit/PROJECT-STACK_KEY",
            /^[._\-/#A-Za-z0-9]+$/,
            logGroupNameLimit,
          ),
        },
        { error: "a map with import, for example { import: /partner-audit/partner-audit-dev_okta }" },
      )
      .optional(),
    rawLogGroup: keptLogGroup().optional(),
    mapping: mappingSchema.optional(),
    sample: jsonObject("an event of the vendor: a map").optional(),
    privacy: z
      .strictObject(
        {
          drop: paths,
          mask: paths,
          hash: paths,
          allow: paths,
          saltSecretArn: text(
            "the ARN of a Secrets Manager secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME",
            /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
            2048,
          ).optional(),
          saltKeyArn: keyArn("resource").optional(),
        },
        { error: "a map of drop, mask, hash and allow to lists of paths" },
      )
      .optional(),
    eventStore: z
      .union([storeName, z.array(storeName).min(1).max(eventDataStoreLimits.destinationsPerChannel)], {
        error: `the name of an event store, its ARN, or a list of 1 to ${eventDataStoreLimits.destinationsPerChannel} of these`,
      })
      .optional(),
    channel: z.string({ error: "another vendor's key, or the ARN of a channel" }).optional(),
    ...storeSettings,
    archive: z
      .strictObject(
        { retentionDays: wholeNumber("days", 1, 3650) },
        { error: "a map with retentionDays, for example { retentionDays: 30 }" },
      )
      .optional(),
    encryptionKeys: z
      .strictObject(
        {
          queues: keyArn("resource").optional(),
          archive: keyArn("resource").optional(),
          rawLogGroup: keyArn("resource").optional(),
          auditLogGroup: keyArn("resource").optional(),
        },
        { error: "a map of queues, archive, rawLogGroup and auditLogGroup to the ARNs of KMS keys" },
      )
      .optional(),
    logRetentionDays: listedNumber("days", logRetentionDays).optional(),
    batchSize: within("messages", functionLimits.batchSize),
    batchWindowSeconds: within("seconds", functionLimits.batchWindowSeconds),
    maximumConcurrency: within("invocations", functionLimits.maximumConcurrency),
    timeoutSeconds: within("seconds", functionLimits.timeoutSeconds),
    memoryMegabytes: within("MB", functionLimits.memoryMegabytes),
    maximumReceiveCount: within("receives", queueLimits.maximumReceiveCount),
    queueRetentionDays: within("days", queueLimits.retentionDays),
    deadLetterRetentionDays: within("days", queueLimits.retentionDays),
    maximumRetryAttempts: within("attempts", retryPolicyLimits.maximumRetryAttempts),
    maximumEventAgeSeconds: within("seconds", retryPolicyLimits.maximumEventAgeSeconds),
    alarms: z
      .strictObject(
        {
          enabled: flag().optional(),
          silenceMinutes: silenceMinutes(),
          oldestMessageMinutes: within("minutes", alarmLimits.oldestMessageMinutes),
          rejectedPercent: within("percent", alarmLimits.percent),
          driftPerHour: within("events", alarmLimits.driftPerHour),
          concurrencyPercent: within("percent", alarmLimits.concurrencyPercent),
        },
        {
          error:
            "a map of enabled, silenceMinutes, oldestMessageMinutes, rejectedPercent, driftPerHour and concurrencyPercent",
        },
      )
      .optional(),
  },
  { error: "a map of keys to values, for example { eventSourceName: aws.partner/okta.com/acme/audit }" },
) satisfies z.ZodType<VendorConfiguration>;

/** One event store's entry: settings, or an ARN alone. */
export const eventStoreSchema = z.strictObject(
  { ...storeSettings, arn: eventDataStoreArn.optional() },
  { error: "a map of keys to values, for example { retentionDays: 2555 }" },
);

/** The ARN of an SNS topic (Service Authorization Reference, Amazon SNS, resource types). */
export const topicArn = text(
  "the ARN of an SNS topic, arn:aws:sns:REGION:ACCOUNT:NAME",
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
  512,
);

/** The encryption of a topic of the stack's own, by a key that exists or one that the stack makes. */
export const topicEncryption = { kmsKeyArn: keyArn("topic").optional(), encrypt: flag().optional() };

/** The stack's alarms. */
export const alarmsSchema = z.strictObject(
  { topicArn: topicArn.optional(), ...topicEncryption },
  { error: "a map: topicArn of an SNS topic; kmsKeyArn or encrypt for a topic of the stack's own; or empty" },
);

/** The source of AWS's client for the CloudTrail Data Service. */
export const awsClientSchema = oneOf(awsClients);

/** The ARN of a managed policy, for `permissionsBoundary` (IAM User Guide, "IAM identifiers"). */
export const managedPolicyArn = text(
  "the ARN of an IAM policy, arn:aws:iam::ACCOUNT:policy/NAME",
  /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  2048,
);

/** The path of roles (IAM API Reference, CreateRole, `Path`). */
export const rolePath = text("a path that begins and ends with /, for example /audit/", /^\/([!-~]+\/)?$/, 512);

/** The id of an event data store. */
export const eventDataStoreId = text(
  "the id of an event data store, a UUID",
  /^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$/,
  36,
);

/** An alarm counts periods of five minutes. */
function silenceMinutes() {
  const { minimum, maximum } = alarmLimits.silenceMinutes;
  const message = `a multiple of 5 from ${minimum} to ${maximum} minutes`;
  return z
    .custom<number>(
      (value) =>
        Number.isInteger(value) && Number(value) % 5 === 0 && Number(value) >= minimum && Number(value) <= maximum,
      { error: message },
    )
    .optional();
}

function within(unit: string, bounds: { readonly minimum: number; readonly maximum: number }) {
  return wholeNumber(unit, bounds.minimum, bounds.maximum).optional();
}
