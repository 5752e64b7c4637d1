import { z } from "zod";
import type { ConfiguredMapping } from "../../functions/mapping/configuredMapping";
import { alarmSettingsSchema } from "../alarms/alarmSettings";
import {
  externalIdLimits,
  functionLimits,
  logGroupNameLimit,
  logRetentionDays,
  queueLimits,
  retryPolicyLimits,
} from "../aws/limits";
import { recommendedSetup } from "../capacity/recommendation";
import { jsonObject, listedNumber, text, within } from "../configuration/fields";
import { keyArn } from "../configuration/keyArn";
import { mappingSchema } from "../configuration/mappingSchema";

/*
 * The settings of an integration. A default is the schema's; `absent` describes what applies without a value where there is none, and
 * `replaces` what a change replaces. docs/configuration.md is generated from these.
 */

/** Events a second that the defaults are made for; they manage over a hundred times as many (docs/scaling.md). */
const usualEventsPerSecond = 20;
const setup = recommendedSetup(usualEventsPerSecond);
const mapping: z.ZodType<ConfiguredMapping, ConfiguredMapping> = mappingSchema;

/** The source of an integration's events on EventBridge. */
export const eventSourceFields = {
  eventSourceName: text(
    "the name of a partner event source, aws.partner/DOMAIN/NAMESPACE/NAME",
    /^aws\.partner(\/[._\-A-Za-z0-9]+){2,}$/,
    256,
  )
    .optional()
    .meta({
      description:
        "The partner event source that the vendor made in this account and Region. Its event bus is created. Needed, unless `eventBusName` is given.",
      replaces: "the bus and the rule",
    }),
  eventBusName: text("the name of an event bus, of letters, digits and / . - _", /^[/._\-A-Za-z0-9]+$/, 256)
    .optional()
    .meta({
      description:
        "An existing event bus, in place of `eventSourceName`. A bus that is not a partner's needs a `pattern` with its sources.",
      replaces: "the rule",
    }),
  pattern: jsonObject("an event pattern: a map of fields to lists of values").optional().meta({
    description: "Narrows the rule: an event pattern, joined with the one on account and source.",
    absent: "every event of the source",
  }),
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
    drop: paths.describe("Fields that are left out; in a path, `*` stands for any index or key."),
    mask: paths.describe("Fields whose value becomes `REDACTED`."),
    hash: paths.describe("Fields in which every text and number becomes its HMAC-SHA-256, keyed with the salt."),
    allow: paths.describe("The only fields that are kept, beside those that the mapping needs."),
    saltSecretArn: text(
      "the ARN of a Secrets Manager secret, arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME",
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/,
      2048,
    )
      .optional()
      .describe("The secret whose text salts the hashes; needed with `hash`. The function reads it when it starts."),
    saltKeyArn: keyArn("resource").optional().meta({
      description: "The customer managed KMS key that encrypts that secret; the function's role may decrypt with it.",
      absent: "the AWS managed key, which needs no grant",
    }),
  },
  { error: "a map of drop, mask, hash and allow to lists of paths" },
);

/** A map with `retentionDays`, of a log group. */
const keptLogGroup = z.strictObject(
  { retentionDays: listedNumber("days", logRetentionDays).describe("Days that its events are kept.") },
  { error: "a map with retentionDays, for example { retentionDays: 90 }" },
);

/** The settings of what events pass on their way over EventBridge, whichever the sink. */
export const forwarderFields = {
  mapping: mapping.optional().meta({
    description:
      "Maps the vendor's events, for a vendor that no code knows, or overrides parts of the built-in mapping.",
    absent: "the vendor's own mapping",
  }),
  privacy: privacy.optional().meta({
    description: "Fields that must not be stored, beside the vendor's own defaults (privacy.md).",
    absent: "the vendor's defaults",
  }),
  rawLogGroup: keptLogGroup.optional().meta({
    description: "A log group that the rule sends every event to as it came, beside the queue.",
    absent: "none",
  }),
  archive: z
    .strictObject(
      { retentionDays: within("days", { minimum: 1, maximum: 3650 }).describe("Days that its events are kept.") },
      { error: "a map with retentionDays, for example { retentionDays: 30 }" },
    )
    .optional()
    .meta({ description: "Keeps what the bus received, for a replay.", absent: "none" }),
  logRetentionDays: listedNumber("days", logRetentionDays)
    .default(365)
    .describe("Days that the function's own log is kept."),
  batchSize: within("messages", functionLimits.batchSize)
    .default(setup.batchSize)
    .describe("Messages an invocation of the function takes at most."),
  batchWindowSeconds: within("seconds", functionLimits.batchWindowSeconds)
    .default(setup.batchWindowSeconds)
    .describe("Seconds that a batch waits to fill."),
  maximumConcurrency: within("invocations", functionLimits.maximumConcurrency)
    .default(setup.maximumConcurrency)
    .describe("Invocations of the function at one time, at most."),
  timeoutSeconds: within("seconds", functionLimits.timeoutSeconds)
    .default(40)
    .describe("Seconds that an invocation may take. The queue's visibility timeout is six times this plus the window."),
  memoryMegabytes: within("MB", functionLimits.memoryMegabytes)
    .default(setup.memoryMegabytes)
    .describe("Memory of the function."),
  maximumReceiveCount: within("receives", queueLimits.maximumReceiveCount)
    .default(100)
    .describe(
      "Receives after which a message moves to the dead-letter queue. With the default timeout, 100 last over six hours.",
    ),
  queueRetentionDays: within("days", queueLimits.retentionDays)
    .default(7)
    .describe("Days that an event waits in the queue."),
  deadLetterRetentionDays: within("days", queueLimits.retentionDays)
    .default(14)
    .describe(
      "Days that the dead-letter queues keep an event, counted from its arrival in the first queue; more than `queueRetentionDays`.",
    ),
  maximumRetryAttempts: within("attempts", retryPolicyLimits.maximumRetryAttempts)
    .default(185)
    .describe("Attempts of EventBridge to deliver an event to the queue."),
  maximumEventAgeSeconds: within("seconds", retryPolicyLimits.maximumEventAgeSeconds)
    .default(86_400)
    .describe("Seconds that EventBridge tries to deliver an event to the queue."),
  alarms: alarmSettingsSchema
    .prefault({})
    .meta({ description: "Thresholds of the integration's alarms, where the stack has an alarm topic (watching.md)." }),
};

/** The settings of the log group of audit events, with the sink `cloudwatch-logs`. */
export const auditLogFields = {
  auditLogRetentionDays: listedNumber("days", logRetentionDays)
    .default(2557)
    .describe("Days that the log group of audit events keeps them."),
  auditLogGroup: z
    .strictObject(
      {
        import: text(
          "the name of a log group, /partner-audit/PROJECT-STACK_KEY",
          /^[._\-/#A-Za-z0-9]+$/,
          logGroupNameLimit,
        ).describe("The log group's name, which must be the integration's own."),
      },
      { error: "a map with import, for example { import: /partner-audit/partner-audit-dev_okta }" },
    )
    .optional()
    .meta({
      description:
        "Adopts the log group of audit events that an earlier deployment left in the account, as it is: retention, key and tags change with the first `up` after this setting is removed again.",
      absent: "a new log group",
    }),
};

const keys = {
  queues: keyArn("resource").optional().describe("Key of the queue and its two dead-letter queues."),
  archive: keyArn("resource").optional().describe("Key of what the bus received, with `archive`."),
  rawLogGroup: keyArn("resource").optional().describe("Key of the events as they came, with `rawLogGroup`."),
};
const keysNote = {
  description:
    "Customer managed KMS keys of the stack's Region. The stack grants the function's role what it needs; the key policies of `queues` and `archive` must let EventBridge in, those of the log groups CloudWatch Logs.",
  absent: "keys of AWS's own",
};
const keysError = "a map of queues, archive, rawLogGroup and auditLogGroup to the ARNs of KMS keys";

/** The keys of an integration without a log group of audit events. */
export const encryptionKeys = z.strictObject(keys, { error: keysError }).optional().meta(keysNote);

/** The keys of an integration with one. */
export const encryptionKeysOfLogs = z
  .strictObject(
    { ...keys, auditLogGroup: keyArn("resource").optional().describe("Key of the audit events.") },
    { error: keysError },
  )
  .optional()
  .meta(keysNote);

const principalText =
  "an account id of 12 digits (in quotes where it begins with 0), or the ARN of an IAM role, user or root, arn:aws:iam::ACCOUNT:role/NAME";
const externalIdText = `${externalIdLimits.minimum} to ${externalIdLimits.maximum} letters, digits and _ + = , . @ : / - (the partner gives it to you; a short one can be guessed)`;

/** Chooses between what a missing value and a wrong one must be. */
function missingOr(missing: string, wrong: string) {
  return { error: ({ input }: { readonly input?: unknown }) => (input === undefined ? missing : wrong) };
}

/** The settings of a direct delivery. */
export const directFields = {
  // Pulumi hands an account id that is written without quotes over as a number.
  principal: z
    .custom<string>(
      (value) =>
        (typeof value === "string" || typeof value === "number") &&
        /^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+))$/.test(String(value)),
      missingOr("the account id, or the ARN of an IAM principal, from which the partner calls", principalText),
    )
    .transform(String)
    .describe("The caller: the partner's account, or an IAM principal of it."),
  externalId: z
    .string(
      missingOr(
        "the external ID that the partner gave you, without which any customer of the partner's could have it write into your channel",
        externalIdText,
      ),
    )
    .max(externalIdLimits.maximum, { error: externalIdText })
    .regex(new RegExp(`^[\\w+=,.@:/-]{${externalIdLimits.minimum},}$`), { error: externalIdText })
    .describe("The external ID that the partner sends with every call, which it gave you."),
};
