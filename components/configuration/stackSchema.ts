import { z } from "zod";
import { lakeDashboardLimits } from "../aws/limits";
import { scanDefaults } from "../detections/scans/scanDefaults";
import { awsClientSchema } from "../integration/integrationSettings";
import { lakeSchema } from "../lake/lakeSettings";
import { flag, listedNumber, tags, text, within } from "./fields";
import { keyArn } from "./keyArn";

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
    /** Hours after its own time up to which an event may be stored and is still found. */
    lateHours: within("hours", { minimum: 1, maximum: 336 }).optional().meta({ default: scanDefaults.lateHours }),
  },
  { error: "a map of topicArn, kmsKeyArn, encrypt, eventBusName and lateHours" },
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
  /** Alarms and a dashboard of them (monitoring.md). @default no alarms */
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
