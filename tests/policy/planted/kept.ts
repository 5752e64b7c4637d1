import * as aws from "@pulumi/aws";
import { account, type Planted } from "./planted";

/** Violations about what is kept: retention and stores. */
export const kept: readonly Planted[] = [
  {
    policy: "retention",
    what: "a store that keeps events for 30 days",
    resource: "short-store",
    subject: "retentionPeriod::30",
    declare: () => store("short-store", { retentionPeriod: 30 }),
  },
  {
    policy: "retention",
    what: "a log group that keeps its events for ever",
    resource: "endless-log",
    subject: "retentionInDays::0",
    declare: () => new aws.cloudwatch.LogGroup("endless-log", {}),
  },
  {
    policy: "retention",
    what: "a log group that keeps events for a week",
    resource: "short-log",
    subject: "retentionInDays::7",
    declare: () => new aws.cloudwatch.LogGroup("short-log", { retentionInDays: 7 }),
  },
  {
    policy: "retention",
    what: "an archive without an end, where a ceiling is set",
    resource: "endless-archive",
    subject: "retentionDays::0",
    declare: () =>
      new aws.cloudwatch.EventArchive("endless-archive", {
        eventSourceArn: `arn:aws:events:us-east-1:${account}:event-bus/default`,
      }),
  },
  {
    policy: "retention",
    what: "a queue that keeps messages for a day",
    resource: "short-queue",
    subject: "messageRetentionSeconds::1",
    declare: () =>
      new aws.sqs.Queue("short-queue", {
        messageRetentionSeconds: 86_400,
        redriveAllowPolicy: JSON.stringify({ redrivePermission: "allowAll" }),
      }),
  },
  {
    policy: "event-data-store",
    what: "a channel's store without termination protection",
    resource: "open-partner-store",
    subject: "terminationProtectionEnabled::false",
    declare: () => store("open-partner-store", { terminationProtectionEnabled: false }),
  },
  {
    policy: "event-data-store",
    what: "a store of management events without termination protection",
    resource: "open-aws-store",
    subject: "terminationProtectionEnabled::false",
    declare: () =>
      new aws.cloudtrail.EventDataStore("open-aws-store", {
        retentionPeriod: 365,
        kmsKeyId: keyArn,
        terminationProtectionEnabled: false,
        advancedEventSelectors: [
          { name: "management", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
        ],
      }),
  },
  {
    policy: "event-data-store",
    what: "a store under AWS's own key, where one of the customer's is required",
    resource: "plain-store",
    subject: "kmsKeyId",
    declare: () => store("plain-store", { kmsKeyId: undefined }),
  },
];

const keyArn = `arn:aws:kms:us-east-1:${account}:key/6d2d1c33-7a34-4f4c-9e2c-6a6f3b0c1d2e`;

function store(name: string, args: aws.cloudtrail.EventDataStoreArgs): void {
  new aws.cloudtrail.EventDataStore(name, {
    retentionPeriod: 365,
    multiRegionEnabled: false,
    kmsKeyId: keyArn,
    advancedEventSelectors: [
      { name: "partners", fieldSelectors: [{ field: "eventCategory", equals: ["ActivityAuditLog"] }] },
    ],
    ...args,
  });
}
