import { z } from "zod";
import type { PartnerAuditIntegrationArgs } from "../../components";
import { checkArguments } from "../../components/configuration/checkArguments";
import { eventStoreSchema, vendorSchema } from "../../components/configuration/schema";

/** Every argument, each with a value: the compiler refuses one that is missing here, and one that is not plain. */
const everyArgument = {
  vendor: "okta",
  delivery: "eventbridge",
  eventSourceName: "aws.partner/okta.com/acme/audit",
  pattern: { detail: { eventType: [{ prefix: "group." }] } },
  sink: ["cloudtrail-lake", "cloudwatch-logs"],
  auditLogRetentionDays: 365,
  auditLogGroup: { import: "/partner-audit/project-stack_okta" },
  rawLogGroup: { retentionDays: 90 },
  mapping: { eventName: "event.eventType" },
  privacy: { mask: ["target.*.displayName"] },
  archive: { retentionDays: 30 },
  encryptionKeys: { queues: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
  logRetentionDays: 365,
  batchSize: 100,
  batchWindowSeconds: 5,
  maximumConcurrency: 5,
  timeoutSeconds: 40,
  memoryMegabytes: 256,
  maximumReceiveCount: 100,
  queueRetentionDays: 7,
  deadLetterRetentionDays: 14,
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
  alarms: { silenceMinutes: 60 },
  eventDataStore: { retentionDays: 2555 },
  eventDataStoreArns: ["arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa"],
  channelArn: "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa",
  awsClient: "runtime",
  permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
  rolePath: "/audit/",
  alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alarms",
  tags: { team: "security" },
  // These three go with others than the above.
  eventBusName: undefined,
  principal: undefined,
  externalId: undefined,
} satisfies { readonly [Name in keyof Required<PartnerAuditIntegrationArgs>]: PartnerAuditIntegrationArgs[Name] };

/** What an entry of the stack's configuration takes and the component does not: it takes their ARNs and settings by other names. */
const configurationAlone = ["sample", "eventStore", "channel", ...Object.keys(eventStoreSchema.shape)];

/** What is checked by no schema of the vendors': inputs that the engine judges, and the rest. */
const componentAlone = [
  "eventDataStore",
  "eventDataStoreArns",
  "channelArn",
  "awsClient",
  "permissionsBoundary",
  "rolePath",
  "alarmTopicArn",
  "tags",
];

describe("the component's arguments", () => {
  it("are taken as they come out of JSON: no functions, no classes, nothing that a schema for other languages could not say", () => {
    const overTheWire = JSON.parse(JSON.stringify(everyArgument)) as PartnerAuditIntegrationArgs;
    expect(overTheWire).toEqual(everyArgument);
    expect(checkArguments("okta", overTheWire).name).toBe("okta");
  });

  it("are those that the stack's configuration takes, and the component's own", () => {
    const configured = Object.keys(vendorSchema.shape).filter((name) => !configurationAlone.includes(name));
    expect([...configured, ...componentAlone].sort()).toEqual(Object.keys(everyArgument).sort());
  });

  it("have one type each, but for those that take one or a list", () => {
    const { properties = {} } = z.toJSONSchema(vendorSchema, { io: "input", unrepresentable: "any" });
    // zod 4.4 writes a union of plain types as anyOf, zod 4.6 as a list of types.
    const several = Object.entries(properties).filter(
      ([, property]) => typeof property === "object" && (property.anyOf ?? Array.isArray(property.type)),
    );
    // A principal is a text to the component: the number is for configuration, where an account id may stand without quotes.
    expect(several.map(([name]) => name).sort()).toEqual(["eventStore", "principal", "sink"]);
  });
});
