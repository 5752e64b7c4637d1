import { z } from "zod";
import { lakeDashboardLimits } from "../aws/limits";
import { awsClientSchema } from "../integration/integrationSettings";
import { flag, listedNumber, tags, text } from "./fields";
import { keyArn } from "./keyArn";

/** The path of roles (IAM API Reference, CreateRole, `Path`). */
export const rolePath = text("a path that begins and ends with /, for example /audit/", /^\/([!-~]+\/)?$/, 512);

/** The ARN of an SNS topic (Service Authorization Reference, Amazon SNS, resource types), and the encryption of a topic of the stack's own. */
const topicFields = {
  topicArn: text(
    "the ARN of an SNS topic, arn:aws:sns:REGION:ACCOUNT:NAME",
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
    512,
  )
    .optional()
    .meta({ description: "An SNS topic that exists.", absent: "a topic of the stack's own" }),
  kmsKeyArn: keyArn("topic").optional().meta({
    description:
      "The customer managed KMS key of the topic. The key policy of a topic of alarms has to let CloudWatch in; the detector may use the key of findings.",
    absent: "the topic is not encrypted",
  }),
  encrypt: flag().optional().meta({
    description: "The stack makes such a key, one for all its topics.",
    absent: "`false`",
  }),
};

const alarms = z.strictObject(topicFields, {
  error: "a map: topicArn of an SNS topic; kmsKeyArn or encrypt for a topic of the stack's own; or empty",
});

const findings = z.strictObject(
  {
    ...topicFields,
    eventBusName: text(
      "the name of an event bus of this account and Region, of letters, digits and / . - _",
      /^[/._\-A-Za-z0-9]+$/,
      256,
    )
      .optional()
      .meta({ description: "An event bus that exists.", absent: "the account's default event bus" }),
  },
  { error: "a map of topicArn, kmsKeyArn, encrypt and eventBusName" },
);

const dashboards = z.strictObject(
  {
    lake: flag()
      .default(true)
      .describe("A CloudTrail Lake dashboard for each event data store of the stack's own that vendors fill."),
    logs: flag()
      .default(true)
      .describe("A CloudWatch dashboard of the log groups of events, and saved queries for them."),
    refreshHours: listedNumber("hours", lakeDashboardLimits.refreshHours).optional().meta({
      description:
        "Hours between refreshes of CloudTrail's dashboards. Each refresh scans a day of events, which is paid for.",
      absent: "never",
    }),
  },
  { error: "a map, empty or with lake, logs and refreshHours" },
);

/** The keys of a stack, beside its vendors, event stores and detections. */
export const stackFields = {
  awsEventStore: text("the id of an event data store, a UUID", /^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$/, 36).meta({
    description: "The id of the account's own AWS event data store, for queries that join both.",
    absent: "no such queries",
  }),
  awsClient: awsClientSchema.meta({
    description:
      "The source of `@aws-sdk/client-cloudtrail-data`: the copy in the Lambda runtime, or the installed package, packed with the function.",
    absent: "`runtime`",
  }),
  // IAM User Guide, "IAM identifiers".
  permissionsBoundary: text(
    "the ARN of an IAM policy, arn:aws:iam::ACCOUNT:policy/NAME",
    /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    2048,
  ).meta({ description: "A permissions boundary for every role.", absent: "none" }),
  rolePath: rolePath.meta({ description: "The path of every role.", absent: "`/`" }),
  alarms: alarms.meta({ description: "Alarms and a dashboard of them (watching.md).", absent: "no alarms" }),
  dashboards: dashboards.meta({
    description: "Dashboards of the stored events, and saved queries.",
    absent: "no dashboards",
  }),
  findings: findings.meta({ description: "Where the findings of detections go (detections.md)." }),
  allowEmpty: flag().meta({
    description: "Allows a stack without vendors, whose update deletes every integration.",
    absent: "`false`",
  }),
  sandbox: flag().meta({
    description: "Marks a demonstration with made-up vendors, which is refused outside the sandbox.",
    absent: "`false`",
  }),
  tags: tags().meta({ description: "Tags on every resource that takes tags.", absent: "none" }),
};

/** A stack's alarms. */
export type AlarmConfiguration = z.infer<typeof alarms>;

/** A stack's dashboards and saved queries. */
export type DashboardsConfiguration = z.infer<typeof dashboards>;

/** The destination of findings. */
export type FindingsConfiguration = z.infer<typeof findings>;
