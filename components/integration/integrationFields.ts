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
 * The settings of an integration. The comment of a key is its documentation: an editor shows it, and docs/configuration.md is generated from it,
 * from its tags (`@default`, what applies without a value where the schema has no default; `@replaces`, what a change replaces) and from
 * the schema.
 */

const mapping: z.ZodType<ConfiguredMapping, ConfiguredMapping> = mappingSchema;

/** The source of an integration's events on EventBridge. */
export const eventSourceFields = {
  /** The partner event source that the vendor made in this account and Region. Its event bus is created. Needed, unless `eventBusName` is given. @replaces the bus and the rule */
  eventSourceName: inputOf(
    text(
      "the name of a partner event source, aws.partner/DOMAIN/NAMESPACE/NAME",
      /^aws\.partner(\/[._\-A-Za-z0-9]+){2,}$/,
      256,
    ),
  ).optional(),
  /** An existing event bus, in place of `eventSourceName`. A bus that is not a partner's needs a `pattern` with its sources. @replaces the rule */
  eventBusName: inputOf(
    text("the name of an event bus, of letters, digits and / . - _", /^[/._\-A-Za-z0-9]+$/, 256),
  ).optional(),
  /** Narrows the rule: an event pattern, joined with the one on account and source. @default every event of the source */
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
    /** Fields that are left out; in a path, `*` stands for any index or key. */
    drop: paths,
    /** Fields whose value becomes `REDACTED`. */
    mask: paths,
    /** Fields in which every text and number becomes its HMAC-SHA-256, keyed with the salt. */
    hash: paths,
    /** The only fields that are kept, beside those that the mapping needs. */
    allow: paths,
    /** Names of fields and of parameters of URLs whose values are secrets, at any depth and in any case, beside the common ones (privacy.md). */
    parameters: z
      .array(text("the name of a field or parameter, such as licence_key", /^[^.\s]+(\.[^.\s]+)*$/, 128), {
        error: "a list of names of fields and parameters, such as licence_key",
      })
      .readonly()
      .optional(),
    /** Makes a user name that looks like a password `REDACTED`, in events of failed sign-ins, or leaves it. @default likely */
    typedPasswords: z.enum(["off", "likely"], { error: "off or likely" }).optional(),
    /** The secret whose text salts the hashes; needed with `hash`. The function reads it when it starts. */
    saltSecretArn: inputOf(
      text(
        "the ARN of a Secrets Manager secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME",
        /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
        2048,
      ),
    ).optional(),
    /** The customer managed KMS key that encrypts that secret; the function's role may decrypt with it. @default the AWS managed key, which needs no grant */
    saltKeyArn: inputOf(keyArn("resource")).optional(),
  },
  { error: "a map of drop, mask, hash, allow and parameters to lists, and of typedPasswords to off or likely" },
);

/** A map with `retentionDays`, of a log group. */
const keptLogGroup = z.strictObject(
  {
    /** Days that its events are kept. */
    retentionDays: listedNumber("days", logRetentionDays),
  },
  { error: "a map with retentionDays, for example { retentionDays: 90 }" },
);

/** The settings of what events pass on their way over EventBridge, whichever the sink. */
export const forwarderFields = {
  /** Maps the vendor's events, for a vendor that no code knows, or overrides parts of the built-in mapping. @default the vendor's own mapping */
  mapping: mapping.optional(),
  /** Fields that must not be stored, beside the vendor's own defaults (privacy.md). @default the vendor's defaults */
  privacy: privacy.optional(),
  /** A log group that the rule sends every event to as it came, beside the queues. @default none */
  rawLogGroup: keptLogGroup.optional(),
  /** Keeps what the bus received, for a replay. @default none */
  archive: z
    .strictObject(
      {
        /** Days that its events are kept. */
        retentionDays: within("days", { minimum: 1, maximum: 3650 }),
      },
      { error: "a map with retentionDays, for example { retentionDays: 30 }" },
    )
    .optional(),
  /** Days that the function's own log is kept. */
  logRetentionDays: listedNumber("days", logRetentionDays).default(365),
  /** Messages an invocation of the function takes at most; without a value 10,000 for the sink `s3`, which stores each batch as one object. */
  batchSize: within("messages", functionLimits.batchSize).optional().meta({ default: usualSetup.batchSize }),
  /** Seconds that a batch waits to fill; without a value 300 for the sink `s3`. */
  batchWindowSeconds: within("seconds", functionLimits.batchWindowSeconds)
    .optional()
    .meta({ default: usualSetup.batchWindowSeconds }),
  /** Invocations of the function at one time, at most; without a value 2 for the sink `s3`. */
  maximumConcurrency: within("invocations", functionLimits.maximumConcurrency)
    .optional()
    .meta({ default: usualSetup.maximumConcurrency }),
  /** Seconds that an invocation may take. The queue's visibility timeout is six times this plus the window. */
  timeoutSeconds: within("seconds", functionLimits.timeoutSeconds).default(40),
  /** Memory of the function. */
  memoryMegabytes: within("MB", functionLimits.memoryMegabytes).default(usualSetup.memoryMegabytes),
  /** Receives after which a message moves to the dead-letter queue. With the default timeout, 100 last over six hours. */
  maximumReceiveCount: within("receives", queueLimits.maximumReceiveCount).default(100),
  /** Days that an event waits in the queue. */
  queueRetentionDays: within("days", queueLimits.retentionDays).default(7),
  /** Days that the dead-letter queues keep an event, counted from its arrival in the first queue; more than `queueRetentionDays`. */
  deadLetterRetentionDays: within("days", queueLimits.retentionDays).default(14),
  /** Attempts of EventBridge to deliver an event to the queue. */
  maximumRetryAttempts: within("attempts", retryPolicyLimits.maximumRetryAttempts).default(185),
  /** Seconds that EventBridge tries to deliver an event to the queue. */
  maximumEventAgeSeconds: within("seconds", retryPolicyLimits.maximumEventAgeSeconds).default(86_400),
  /** Thresholds of the integration's alarms, where the stack has an alarm topic (monitoring.md). */
  alarms: alarmSettingsSchema.prefault({}),
};

/** The settings of the log group of audit events, with the sink `cloudwatch-logs`. */
export const auditLogFields = {
  /** Days that the log group of audit events keeps them. */
  auditLogRetentionDays: listedNumber("days", logRetentionDays).default(2557),
  /** Adopts the log group of audit events that an earlier deployment left in the account, as it is: retention, key and tags change with the first `up` after this setting is removed again (upgrading.md). @default a new log group */
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
  /** Key of each sink's queue and of the dead-letter queues. */
  queues: inputOf(keyArn("resource")).optional(),
  /** Key of what the bus received, with `archive`. */
  archive: inputOf(keyArn("resource")).optional(),
  /** Key of the events as they came, with `rawLogGroup`. */
  rawLogGroup: inputOf(keyArn("resource")).optional(),
};
const keysError = "a map of queues, archive, rawLogGroup and auditLogGroup to the ARNs of KMS keys";

/** The keys of an integration without a log group of audit events. */
export const encryptionKeys = z.strictObject(keys, { error: keysError }).optional();

/** The keys of an integration with one. */
export const encryptionKeysOfLogs = z
  .strictObject(
    {
      ...keys,
      /** Key of the audit events. */
      auditLogGroup: inputOf(keyArn("resource")).optional(),
    },
    { error: keysError },
  )
  .optional();

const principalText =
  "an account id of 12 digits (in quotes where it begins with 0), or the ARN of an IAM role, user or root, arn:aws:iam::ACCOUNT:role/NAME";
const externalIdText = `${externalIdLimits.minimum} to ${externalIdLimits.maximum} letters, digits and _ + = , . @ : / - (the partner gives it to you; a short one can be guessed)`;

/** Chooses between what a missing value and a wrong one must be. */
function missingOr(missing: string, wrong: string) {
  return { error: ({ input }: { readonly input?: unknown }) => (input === undefined ? missing : wrong) };
}

/** The settings of a direct delivery. */
export const directFields = {
  /** The caller: the partner's account, or an IAM principal of it. */
  principal: inputOf(
    z
      // Pulumi hands an account id that is written without quotes over as a number.
      .custom<string>(
        (value) =>
          (typeof value === "string" || typeof value === "number") &&
          /^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+))$/.test(String(value)),
        missingOr("the account id, or the ARN of an IAM principal, from which the partner calls", principalText),
      )
      .transform(String),
  ),
  /** The external ID that the partner sends with every call, which it gave you. */
  externalId: inputOf(
    z
      .string(
        missingOr(
          "the external ID that the partner gave you, without which any customer of the partner's could have it write into your channel",
          externalIdText,
        ),
      )
      .max(externalIdLimits.maximum, { error: externalIdText })
      .regex(new RegExp(`^[\\w+=,.@:/-]{${externalIdLimits.minimum},}$`), { error: externalIdText }),
  ),
};
