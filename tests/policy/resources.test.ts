import { eventDataStore } from "../../policy/policies/eventDataStore";
import { eventSourceMappings } from "../../policy/policies/eventSourceMappings";
import { eventTargets } from "../../policy/policies/eventTargets";
import { functionSecrets } from "../../policy/policies/functionSecrets";
import { redrive } from "../../policy/policies/redrive";
import { retention } from "../../policy/policies/retention";
import { topicEncryption } from "../../policy/policies/topicEncryption";
import { type Case, describeCases, verdictsOn } from "./verdictsOn";

const storeType = "aws:cloudtrail/eventDataStore:EventDataStore";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const queueType = "aws:sqs/queue:Queue";
const functionType = "aws:lambda/function:Function";
const arnOf = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;

describe("retention", () => {
  const archive = "aws:cloudwatch/eventArchive:EventArchive";
  const ceiling = { archiveCeilingDays: 30 };

  const kept = (what: string, days: string, property: string, allowed: string) => [
    `${what} okta keeps ${days} (${property}); set it to ${allowed}.`,
  ];
  const logGroup = (days: number, allowed: string) => {
    const text = days === 0 ? "ever" : `${days} days`;
    return kept("The log group", `events for ${text}`, `retentionInDays is ${days}`, allowed);
  };
  const archived = (days: string, value: number) =>
    kept("The archive", `events ${days}`, `retentionDays is ${value}`, "30 days or less");

  it.each<[string, object, Readonly<Record<string, unknown>>, readonly string[]]>([
    [storeType, { retentionPeriod: 90 }, {}, []],
    [storeType, {}, {}, []],
    [
      storeType,
      { retentionPeriod: 89 },
      {},
      kept("The event data store", "events for 89 days", "retentionPeriod is 89", "90 days or more"),
    ],
    [logGroupType, { retentionInDays: 30 }, {}, []],
    [logGroupType, { retentionInDays: 14 }, {}, logGroup(14, "30 days or more")],
    [logGroupType, {}, {}, logGroup(0, "3653 days or less")],
    [logGroupType, { retentionInDays: 0 }, {}, logGroup(0, "3653 days or less")],
    [archive, { retentionDays: 0 }, {}, []],
    [archive, { retentionDays: 0 }, ceiling, archived("for ever", 0)],
    [archive, { retentionDays: 31 }, ceiling, archived("for 31 days", 31)],
    [queueType, {}, {}, []],
    [
      queueType,
      { messageRetentionSeconds: 86_400 },
      {},
      kept("The queue", "messages for 1 day", "messageRetentionSeconds is 86400", "4 days or more"),
    ],
    ["aws:s3/bucket:Bucket", {}, {}, []],
  ])("of %s with %j, within %j", async (type, props, bounds, expected) => {
    const resource = { type, name: "okta", props };
    const verdicts = await verdictsOn([retention], resource, { configuration: { retention: bounds } });
    expect(verdicts.map(({ message }) => message)).toEqual(expected);
  });

  it.each([
    ["prod", ["retentionPeriod::100"]],
    ["dev", []],
    ["constructor", []],
  ])("has other limits for a stack with a tag: %s", async (environment, expected) => {
    const configuration = { retention: { perTagValue: { prod: { eventDataStoreFloorDays: 366 } } } };
    const store = { type: storeType, name: "okta", props: { retentionPeriod: 100 } };
    const stackTags = new Map([["environment", environment]]);
    const verdicts = await verdictsOn([retention], store, { configuration, stackTags });
    expect(verdicts.map(({ subject }) => subject)).toEqual(expected);
  });
});

const selectors = (...categories: readonly string[]) => ({
  advancedEventSelectors: categories.map((category) => ({
    fieldSelectors: [{ field: "eventCategory", equals: [category] }],
  })),
});
const partner = { multiRegionEnabled: false, ...selectors("ActivityAuditLog") };
const open = { terminationProtectionEnabled: false };

describeCases(eventDataStore, storeType, [
  ["for partners' events, of one Region", partner],
  ["of many Regions by default", { ...partner, multiRegionEnabled: undefined }, "multiRegionEnabled::true"],
  ["of an organization", { ...partner, organizationEnabled: true }, "organizationEnabled::true"],
  [
    "also for AWS's events",
    { multiRegionEnabled: false, ...selectors("ActivityAuditLog", "Management") },
    "eventCategory::Management",
  ],
  ["of management events, of many Regions", selectors("Management")],
  [
    "of management events without termination protection",
    { ...selectors("Management"), ...open },
    "terminationProtectionEnabled::false",
  ],
]);

describeCases(
  functionSecrets,
  functionType,
  (
    [
      ["an ARN of a secret", { API_TOKEN: arnOf("secretsmanager", "secret:x") }],
      ["a path to a secret", { DB_PASSWORD: "/prod/db/password" }],
      ["a name that only contains the word", { TOKEN_TABLE: "tokens", SECRETARY: "x" }],
      ["a URL without a password", { ENDPOINT: "https://user@example.com/x:y" }],
      ["a secret by its name in camel case", { apiToken: "0pen-S3same!" }, "Environment::apiToken"],
      ["an access key", { SETTINGS: `key=${"AKIA"}${"IOSFODNN7EXAMPLE"}` }, "Environment::SETTINGS"],
      ["a password in a URL", { DATABASE: `postgres://app:${"hunter22"}@db.internal/audit` }, "Environment::DATABASE"],
      [
        "a web token",
        { SETTINGS: `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(20)}` },
        "Environment::SETTINGS",
      ],
    ] satisfies readonly Case[]
  ).map(([what, variables, ...subjects]): Case => [what, { environment: { variables } }, ...subjects]),
);

const code = (text: string) => ({ code: { assets: { "__index.js": { text } } } });

describeCases(functionSecrets, functionType, [
  ["code without a secret", code("exports.handler = async () => undefined;")],
  ["a token in the code", code(`send({ apiToken: "${"9f86d081884c7d659a2f"}${"eaa0c55ad015"}" })`), "Code::__index.js"],
]);

const reporting = { eventSourceArn: arnOf("sqs", "audit"), functionResponseTypes: ["ReportBatchItemFailures"] };

describeCases(eventSourceMappings, "aws:lambda/eventSourceMapping:EventSourceMapping", [
  ["of a queue by its ARN", { eventSourceArn: arnOf("sqs", "audit") }, "functionResponseTypes", "maximumConcurrency"],
  ["of a stream by its ARN", { eventSourceArn: arnOf("kinesis", "stream/x") }],
  ["of a stream by its starting position", { startingPosition: "LATEST" }],
  ["of Amazon MQ", { queues: ["audit"] }],
  ["of an unknown source", {}, "functionResponseTypes", "maximumConcurrency"],
  ["of one message at a time", { batchSize: 1, scalingConfig: { maximumConcurrency: 5 } }],
  ["with both settings", { ...reporting, scalingConfig: { maximumConcurrency: 5 } }],
  ["with a limit of pollers", { ...reporting, provisionedPollerConfig: { maximumPollers: 2 } }],
  [
    "with only other settings of scaling",
    { ...reporting, provisionedPollerConfig: { minimumPollers: 2 } },
    "maximumConcurrency",
  ],
]);

const never = { maximumRetryAttempts: 0 };
const deadLetterConfig = { arn: arnOf("sqs", "undelivered") };

describeCases(eventTargets, "aws:cloudwatch/eventTarget:EventTarget", [
  ["with both settings", { deadLetterConfig, retryPolicy: { maximumRetryAttempts: 185 } }],
  ["without a retry policy", { deadLetterConfig }, "retryPolicy"],
  ["without retries", { deadLetterConfig, retryPolicy: never }, "maximumRetryAttempts::0"],
]);

describeCases(eventTargets, "aws:scheduler/schedule:Schedule", [
  ["with retries by default", { target: { deadLetterConfig } }],
  ["without a dead-letter queue", { target: { retryPolicy: { maximumRetryAttempts: 10 } } }, "deadLetterConfig"],
  ["without retries", { target: { deadLetterConfig, retryPolicy: never } }, "maximumRetryAttempts::0"],
]);

const receives = (maxReceiveCount: number) => ({
  redrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("sqs", "elsewhere"), maxReceiveCount }),
});

describeCases(redrive, queueType, [
  ["after 5 receives", receives(5)],
  ["after 4 receives", receives(4), "maxReceiveCount::4"],
]);

const managedKeys = [
  "alias/aws/sns",
  arnOf("kms", "alias/aws/sns"),
  "arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/aws/sns",
];

describeCases(topicEncryption, "aws:sns/topic:Topic", [
  ["a customer's alias", { kmsMasterKeyId: "alias/audit/aws/sns-own" }],
  ...managedKeys.map(
    (kmsMasterKeyId): Case => [kmsMasterKeyId, { kmsMasterKeyId }, `kmsMasterKeyId::${kmsMasterKeyId}`],
  ),
]);
