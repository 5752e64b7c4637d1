import { z } from "zod";
import type { ConfiguredMapping } from "../../functions/mapping/configured/configuredMapping";
import { alarmSettingsSchema } from "../alarms/alarmSettings";
import {
  externalIdLimits,
  functionLimits,
  logGroupNameLimit,
  logRetentionDays,
  queueLimits,
  retryPolicyLimits,
} from "../aws/limits";
import { jsonObject, listedNumber, text, within } from "../configuration/fields";
import { inputOf } from "../configuration/input";
import { keyArn } from "../configuration/keyArn";
import { mappingSchema } from "../configuration/mappingSchema";
import { usualSetup } from "./batching";

/*
 * The settings of an integration. The comment of a key is its documentation: editors show it, and docs/configuration.md is generated from it, from its
 * tags (`@default`: the default that is not in the schema; `@replaces`: the resources that a change replaces) and from the schema.
 */

const mapping: z.ZodType<ConfiguredMapping, ConfiguredMapping> = mappingSchema;

/** The source of an integration's events on EventBridge. */
export const eventSourceFields = {
  /** The partner event source that the vendor made in this account and Region. Its event bus is created. Required, unless `eventBusName` is given. @replaces the bus and the rule */
  eventSourceName: inputOf(
    text(
      "the name of a partner event source, aws.partner/DOMAIN/NAMESPACE/NAME",
      /^aws\.partner(\/[._\-A-Za-z0-9]+){2,}$/,
      256,
    ),
  ).optional(),
  /** An existing event bus, instead of `eventSourceName`. A bus that is not a partner's needs a `pattern` with its sources. @replaces the rule */
  eventBusName: inputOf(
    text("the name of an event bus, of letters, digits and / . - _", /^[/._\-A-Za-z0-9]+$/, 256),
  ).optional(),
  /** An event pattern that narrows the rule, in addition to account and source. @default every event of the source */
  pattern: jsonObject("an event pattern: a map of fields to lists of values").optional(),
};

const paths = z
  .array(
    text(
      "a dotted path from the top of the vendor's event, such as actor.alternateId or target.*.id",
      /^[^.]+(\.[^.]+)*$/,
      512,
    ),
    { error: "a list of dotted paths from the top of the vendor's event, such as actor.alternateId" },
  )
  .readonly()
  .optional();

const privacy = z.strictObject(
  {
    /** Fields to remove; `*` in a path matches any index or key. */
    drop: paths,
    /** Fields whose value is replaced with `REDACTED`. */
    mask: paths,
    /** Fields whose texts and numbers are replaced with their HMAC-SHA-256, keyed with the salt. */
    hash: paths,
    /** The only fields to keep, in addition to those that the mapping needs. */
    allow: paths,
    /** Names of fields and URL parameters whose values are secrets, at any depth and in any case, in addition to the common ones (privacy.md). */
    parameters: z
      .array(text("the name of a field or parameter, such as licence_key", /^[^.\s]+(\.[^.\s]+)*$/, 128), {
        error: "a list of names of fields and parameters, such as licence_key",
      })
      .readonly()
      .optional(),
    /** With `likely`, a user name that looks like a password is replaced with `REDACTED` in events of failed sign-ins. @default likely */
    typedPasswords: z.enum(["off", "likely"], { error: "off or likely" }).optional(),
    /** The secret whose text salts the hashes; required with `hash`. The function reads it when it starts. */
    saltSecretArn: inputOf(
      text(
        "the ARN of a Secrets Manager secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME",
        /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
        2048,
      ),
    ).optional(),
    /** The customer managed KMS key that encrypts this secret; the function's role may decrypt with it. @default the AWS managed key, which needs no grant */
    saltKeyArn: inputOf(keyArn("resource")).optional(),
  },
  { error: "a map of drop, mask, hash, allow and parameters to lists, and of typedPasswords to off or likely" },
);

/** A map with `retentionDays`, of a log group. */
const keptLogGroup = z.strictObject(
  {
    /** Days for which its events are kept. */
    retentionDays: listedNumber("days", logRetentionDays),
  },
  { error: "a map with retentionDays, for example { retentionDays: 90 }" },
);

/** Settings of the delivery over EventBridge that do not depend on the sink. */
export const forwarderFields = {
  /** The mapping of a vendor without a built-in mapping, or parts that override the built-in mapping. @default the built-in mapping */
  mapping: mapping.optional(),
  /** Fields that must not be stored, in addition to the vendor's defaults (privacy.md). @default the vendor's defaults */
  privacy: privacy.optional(),
  /** A log group to which the rule also sends every event unmapped. @default none */
  rawLogGroup: keptLogGroup.optional(),
  /** An archive of the events that the bus received, for a replay. @default none */
  archive: z
    .strictObject(
      {
        /** Days for which its events are kept. */
        retentionDays: within("days", { minimum: 1, maximum: 3650 }),
      },
      { error: "a map with retentionDays, for example { retentionDays: 30 }" },
    )
    .optional(),
  /** Days for which the function's own log is kept. */
  logRetentionDays: listedNumber("days", logRetentionDays).default(365),
  /** Maximum messages per invocation of the function; the default for the sink `s3` is 10,000, because it stores each batch as one object. */
  batchSize: within("messages", functionLimits.batchSize).optional().meta({ default: usualSetup.batchSize }),
  /** Seconds for which Lambda gathers a batch; the default for the sink `s3` is 300. */
  batchWindowSeconds: within("seconds", functionLimits.batchWindowSeconds)
    .optional()
    .meta({ default: usualSetup.batchWindowSeconds }),
  /** Maximum concurrent invocations of the function; the default for the sink `s3` is 2. */
  maximumConcurrency: within("invocations", functionLimits.maximumConcurrency)
    .optional()
    .meta({ default: usualSetup.maximumConcurrency }),
  /** Timeout of an invocation in seconds. The queue's visibility timeout is six times this value plus the batch window. */
  timeoutSeconds: within("seconds", functionLimits.timeoutSeconds).default(40),
  /** Memory of the function in MB. */
  memoryMegabytes: within("MB", functionLimits.memoryMegabytes).default(usualSetup.memoryMegabytes),
  /** Receives after which a message moves to the dead-letter queue. With the default timeout, 100 receives take over six hours. */
  maximumReceiveCount: within("receives", queueLimits.maximumReceiveCount).default(100),
  /** Days for which the queue keeps an event. */
  queueRetentionDays: within("days", queueLimits.retentionDays).default(7),
  /** Days for which the dead-letter queues keep an event, counted from its arrival in the first queue; must be more than `queueRetentionDays`. */
  deadLetterRetentionDays: within("days", queueLimits.retentionDays).default(14),
  /** Retries of EventBridge to deliver an event to the queue. */
  maximumRetryAttempts: within("attempts", retryPolicyLimits.maximumRetryAttempts).default(185),
  /** Seconds for which EventBridge tries to deliver an event to the queue. */
  maximumEventAgeSeconds: within("seconds", retryPolicyLimits.maximumEventAgeSeconds).default(86_400),
  /** Thresholds of the integration's alarms, if the stack has an alarm topic (monitoring.md). */
  alarms: alarmSettingsSchema.prefault({}),
};

/** Settings of the log group of audit events, with the sink `cloudwatch-logs`. */
export const auditLogFields = {
  /** Days for which the log group keeps audit events. */
  auditLogRetentionDays: listedNumber("days", logRetentionDays).default(2557),
  /** Adopts the log group of audit events that an earlier deployment left in the account, unchanged. Retention, key and tags are updated by the first `up` after this setting is removed (upgrading.md). @default a new log group */
  auditLogGroup: z
    .strictObject(
      {
        /** The log group's name, which must be the integration's own. */
        import: text(
          "the name of a log group, /partner-audit/PROJECT-STACK_KEY",
          /^[._\-/#A-Za-z0-9]+$/,
          logGroupNameLimit,
        ),
      },
      { error: "a map with import, for example { import: /partner-audit/partner-audit-dev_okta }" },
    )
    .optional(),
};

const keys = {
  /** Key for each sink's queue and the dead-letter queues. */
  queues: inputOf(keyArn("resource")).optional(),
  /** Key for the archive, with `archive`. */
  archive: inputOf(keyArn("resource")).optional(),
  /** Key for the unmapped events, with `rawLogGroup`. */
  rawLogGroup: inputOf(keyArn("resource")).optional(),
};
const keysError = "a map of queues, archive, rawLogGroup and auditLogGroup to the ARNs of KMS keys";

/** Encryption keys of an integration without a log group of audit events. */
export const encryptionKeys = z.strictObject(keys, { error: keysError }).optional();

/** Encryption keys of an integration with one. */
export const encryptionKeysOfLogs = z
  .strictObject(
    {
      ...keys,
      /** Key for the audit events. */
      auditLogGroup: inputOf(keyArn("resource")).optional(),
    },
    { error: keysError },
  )
  .optional();

const principalText =
  "an account id of 12 digits (in quotes where it begins with 0), or the ARN of an IAM role, user or root, arn:aws:iam::ACCOUNT:role/NAME";
const externalIdText = `${externalIdLimits.minimum} to ${externalIdLimits.maximum} letters, digits and _ + = , . @ : / - (the partner gives it to you; a short one can be guessed)`;

/** Chooses between the error of a missing value and that of a wrong one. */
function missingOr(missing: string, wrong: string) {
  return { error: ({ input }: { readonly input?: unknown }) => (input === undefined ? missing : wrong) };
}

/** Settings of the delivery `direct`. */
export const directFields = {
  /** The caller: the partner's account, or an IAM principal of it. */
  principal: inputOf(
    z
      // Pulumi passes an account id without quotes as a number.
      .custom<string>(
        (value) =>
          (typeof value === "string" || typeof value === "number") &&
          /^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+))$/.test(String(value)),
        missingOr("the account id, or the ARN of an IAM principal, from which the partner calls", principalText),
      )
      .transform(String),
  ),
  /** The external ID that the partner gave you and sends with every call. */
  externalId: inputOf(
    z
      .string(
        missingOr(
          "the external ID that the partner gave you; without it, any customer of the partner could make it write into your channel",
          externalIdText,
        ),
      )
      .max(externalIdLimits.maximum, { error: externalIdText })
      .regex(new RegExp(`^[\\w+=,.@:/-]{${externalIdLimits.minimum},}$`), { error: externalIdText }),
  ),
};
