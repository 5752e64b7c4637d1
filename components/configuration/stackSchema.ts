import { z } from "zod";
import { lakeDashboardLimits } from "../aws/limits";
import { scanDefaults } from "../detections/scans/scanDefaults";
import { awsClientSchema } from "../integration/integrationSettings";
import { lakeSchema } from "../lake/lakeSettings";
import { flag, listedNumber, tags, text, within } from "./fields";
import { keyArn } from "./keyArn";

/** Schema of the path of roles (IAM API Reference, CreateRole, `Path`). */
export const rolePath = text("a path that begins and ends with /, for example /audit/", /^\/([!-~]+\/)?$/, 512);

/** Fields of a topic: its ARN (Service Authorization Reference, Amazon SNS, resource types), or the encryption of the stack's own. */
const topicFields = {
  /** An existing SNS topic. @default a topic of the stack's own */
  topicArn: text(
    "the ARN of an SNS topic, arn:aws:sns:REGION:ACCOUNT:NAME",
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
    512,
  ).optional(),
  /** The customer managed KMS key of the topic. For the topic of alarms, the key policy must allow CloudWatch, and Amazon S3 if the stack has a bucket; for the topic of findings, the detector may use the key. @default the topic is not encrypted */
  kmsKeyArn: keyArn("topic").optional(),
  /** Makes such a key, one for all topics of the stack. @default `false` */
  encrypt: flag().optional(),
};

const alarms = z.strictObject(topicFields, {
  error: "a map: topicArn of an SNS topic; kmsKeyArn or encrypt for a topic of the stack's own; or empty",
});

const findings = z.strictObject(
  {
    ...topicFields,
    /** An existing event bus. @default the account's default event bus */
    eventBusName: text(
      "the name of an event bus of this account and Region, of letters, digits and / . - _",
      /^[/._\-A-Za-z0-9]+$/,
      256,
    ).optional(),
    /** Maximum hours between an event's own time and its storage for detections to find it. */
    lateHours: within("hours", { minimum: 1, maximum: 336 }).optional().meta({ default: scanDefaults.lateHours }),
  },
  { error: "a map of topicArn, kmsKeyArn, encrypt, eventBusName and lateHours" },
);

const dashboards = z.strictObject(
  {
    /** A CloudTrail Lake dashboard for each of the stack's own event data stores to which vendors write. */
    lake: flag().default(true),
    /** A CloudWatch dashboard of the log groups of events, and saved queries for them. */
    logs: flag().default(true),
    /** Hours between refreshes of the CloudTrail Lake dashboards. Each refresh is charged for a scan of one day of events. @default never */
    refreshHours: listedNumber("hours", lakeDashboardLimits.refreshHours).optional(),
  },
  { error: "a map, empty or with lake, logs and refreshHours" },
);

/** Keys of a stack except its vendors, event stores and detections. */
export const stackFields = {
  /** The id of the account's event data store of AWS events, for queries that join both. @default no such queries */
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
  /** The destination of findings (detections.md). */
  findings: findings,
  /** Bucket, table and Athena workgroup of the vendors with the sink `s3`. */
  lake: lakeSchema,
  /** Allows a stack without vendors; its update deletes every integration. @default `false` */
  allowEmpty: flag(),
  /** Marks a demonstration with made-up vendors; refused outside the sandbox. @default `false` */
  sandbox: flag(),
  /** Tags for every resource that supports tags. @default none */
  tags: tags(),
};

/** Keys of a stack, as in its file. */
export type StackInput = z.input<z.ZodObject<typeof stackFields>>;

/** Settings of a stack's alarms. */
export type AlarmConfiguration = z.infer<typeof alarms>;

/** Settings of a stack's dashboards and saved queries. */
export type DashboardsConfiguration = z.infer<typeof dashboards>;

/** Settings of the destination of findings. */
export type FindingsConfiguration = z.infer<typeof findings>;
