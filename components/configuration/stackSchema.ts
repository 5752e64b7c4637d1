import { z } from "zod";
import { severities } from "../../functions/detector/detection";
import { lakeDashboardLimits } from "../aws/limits";
import { awsClientSchema } from "../integration/integrationSettings";
import { lakeSchema } from "../lake/lakeSettings";
import { flag, listedNumber, oneOf, tags, text, wholeNumber } from "./fields";
import { keyArn } from "./keyArn";
import { notAllowed, type Problem } from "./problem";

/** The path of roles (IAM API Reference, CreateRole, `Path`). */
export const rolePath = text("a path that begins and ends with /, for example /audit/", /^\/([!-~]+\/)?$/, 512);

/** The ARN of an SNS topic (Service Authorization Reference, Amazon SNS, resource types), and the encryption of a topic of the stack's own. */
const topicFields = {
  /** An SNS topic that exists. @default a topic of the stack's own */
  topicArn: text(
    "the ARN of an SNS topic, arn:aws:sns:REGION:ACCOUNT:NAME",
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
    512,
  ).optional(),
  /** The customer managed KMS key of the topic. The key policy of a topic of alarms has to let CloudWatch in, and Amazon S3 where the stack has a bucket; the detector may use the key of findings. @default the topic is not encrypted */
  kmsKeyArn: keyArn("topic").optional(),
  /** The stack makes such a key, one for all its topics. @default `false` */
  encrypt: flag().optional(),
};

const alarms = z.strictObject(topicFields, {
  error: "a map: topicArn of an SNS topic; kmsKeyArn or encrypt for a topic of the stack's own; or empty",
});

const findings = z.strictObject(
  {
    ...topicFields,
    /** An event bus that exists. @default the account's default event bus */
    eventBusName: text(
      "the name of an event bus of this account and Region, of letters, digits and / . - _",
      /^[/._\-A-Za-z0-9]+$/,
      256,
    ).optional(),
  },
  { error: "a map of topicArn, kmsKeyArn, encrypt and eventBusName" },
);

const dashboards = z.strictObject(
  {
    /** A CloudTrail Lake dashboard for each event data store of the stack's own that vendors fill. */
    lake: flag().default(true),
    /** A CloudWatch dashboard of the log groups of events, and saved queries for them. */
    logs: flag().default(true),
    /** Hours between refreshes of CloudTrail's dashboards. Each refresh scans a day of events, which is paid for. @default never */
    refreshHours: listedNumber("hours", lakeDashboardLimits.refreshHours).optional(),
  },
  { error: "a map, empty or with lake, logs and refreshHours" },
);

/** The keys of a stack, beside its vendors, event stores and detections. */
export const stackFields = {
  /** The id of the account's own AWS event data store, for queries that join both. @default no such queries */
  awsEventStore: text("the id of an event data store, a UUID", /^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$/, 36),
  /** The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or the installed package, packed with the function. @default `runtime` */
  awsClient: awsClientSchema,
  // IAM User Guide, "IAM identifiers".
  /** A permissions boundary for every role. @default none */
  permissionsBoundary: text(
    "the ARN of an IAM policy, arn:aws:iam::ACCOUNT:policy/NAME",
    /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    2048,
  ),
  /** The path of every role. @default `/` */
  rolePath: rolePath,
  /** Alarms and a dashboard of them (watching.md). @default no alarms */
  alarms: alarms,
  /** Dashboards of the stored events, and saved queries. @default no dashboards */
  dashboards: dashboards,
  /** Where the findings of detections go (detections.md). */
  findings: findings,
  /** The lake of the vendors with the sink `s3`: their bucket, table and Athena workgroup. */
  lake: lakeSchema,
  /** Allows a stack without vendors, whose update deletes every integration. @default `false` */
  allowEmpty: flag(),
  /** Marks a demonstration with made-up vendors, which is refused outside the sandbox. @default `false` */
  sandbox: flag(),
  /** Tags on every resource that takes tags. @default none */
  tags: tags(),
};

/** The keys of a stack, as its file says them. */
export type StackInput = z.input<z.ZodObject<typeof stackFields>>;

/** A stack's alarms. */
export type AlarmConfiguration = z.infer<typeof alarms>;

/** A stack's dashboards and saved queries. */
export type DashboardsConfiguration = z.infer<typeof dashboards>;

/** The destination of findings. */
export type FindingsConfiguration = z.infer<typeof findings>;

/** What bounds a detection's settings. A schedule is no finer than a quarter of an hour, since every run scans a day of events, which is paid for. */
const detectionLimits = {
  scheduleMinutes: { minimum: 15, maximum: 1_440 },
  threshold: { minimum: 1, maximum: 1_000_000 },
  withinMinutes: { minimum: 10, maximum: 1_440 },
  lateHours: { minimum: 1, maximum: 336 },
} as const;

const schedule = `a rate of 15 minutes to a day, such as rate(1 hour) or rate(15 minutes)`;
const within = `a multiple of 10 from ${detectionLimits.withinMinutes.minimum} to ${detectionLimits.withinMinutes.maximum} minutes`;

/** One detection's entry. */
export const detectionSchema = z.strictObject(
  {
    /** Of a detection of one's own: the file of its query for CloudTrail Lake; the one for Logs Insights is beside it, `.cwli`. @default the built-in queries of that name */
    query: text("the path of a .sql file in the project's folder", /^(?!\/)(?!.*\.\.).+\.sql$/, 512).optional(),
    /** The keys of the vendors whose events are queried. @default every integration of the detection's vendor */
    integrations: z
      .array(z.string({ error: "the key of a vendor" }), { error: "a list of keys of vendors" })
      .min(1, { error: "a list of at least one key of a vendor" })
      .optional(),
    /** How often the detection runs. @default `rate(1 hour)` */
    schedule: z
      .string({ error: schedule })
      .refine((value) => isWithin(scheduleMinutes(value), detectionLimits.scheduleMinutes), { error: schedule })
      .optional(),
    /** Events of one person that make a finding; 1 makes every event one. @default 1, or the built-in detection's own */
    threshold: wholeNumber("events", detectionLimits.threshold.minimum, detectionLimits.threshold.maximum).optional(),
    /** Minutes within which they must lie. @default `60` */
    withinMinutes: z
      .number({ error: within })
      .refine((value) => value % 10 === 0 && isWithin(value, detectionLimits.withinMinutes), { error: within })
      .optional(),
    /** The severity of its findings. @default `medium`, or the built-in detection's own */
    severity: oneOf(severities).optional(),
    /** Hours after its own time up to which an event may be stored and is still found. @default `24` */
    lateHours: wholeNumber("hours", detectionLimits.lateHours.minimum, detectionLimits.lateHours.maximum).optional(),
  },
  {
    error:
      "a map, in the stack's file {} where nothing is to be changed; by command, set one of its keys, such as severity",
  },
);

/** An entry under `partner-audit:detections`. */
export type DetectionEntry = z.infer<typeof detectionSchema>;

/** A detection's name is part of its schedules' names, with the integration's key. */
export function detectionNameProblems(path: string, name: string): readonly Problem[] {
  return /^[a-z][a-z0-9-]*$/.test(name)
    ? []
    : [notAllowed(path, name, "named by lower-case letters, digits and hyphens, beginning with a letter")];
}

/**
 * The minutes of a rate expression; undefined where it is none.
 * Source: Amazon EventBridge Scheduler User Guide, "Rate-based schedules".
 */
export function scheduleMinutes(expression: string): number | undefined {
  const [, count, unit] = /^rate\(([1-9]\d{0,3}) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return unit === undefined ? undefined : Number(count) * { minute: 1, hour: 60, day: 1_440 }[unit as "minute"];
}

function isWithin(value: number | undefined, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return value !== undefined && value >= minimum && value <= maximum;
}
