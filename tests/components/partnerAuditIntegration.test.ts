import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { allow, declareStack, oktaAlone, resourceNamed, statementsOf } from "../support/declare";

const okta = oktaAlone.okta;
const queueArn = "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_events";
const ruleArn = "arn:aws:events:us-east-1:123456789012:rule/aws.partner/okta.com/acme/audit/partner-audit-dev_okta";

async function inputsOf(
  name: string,
  vendor: object = {},
  stackWide: object = {},
): Promise<DeclaredResource["inputs"]> {
  const { resources } = await declareStack({ vendors: { okta: { ...okta, ...vendor } }, ...stackWide });
  return resourceNamed(resources, name).inputs;
}

const storeKey = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const bus = "aws.partner/okta.com/acme/audit";
const pattern = { detail: { eventType: [{ prefix: "group." }] } };
const fromAccount = { source: [bus], account: ["123456789012"] };
const boundary = { permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary" };

describe("an Okta integration", () => {
  it("declares each resource of the path once", async () => {
    const { resources } = await declareStack();
    expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "aws:cloudcontrol/resource:Resource okta/channel",
      "aws:cloudtrail/eventDataStore:EventDataStore okta/event-data-store",
      "aws:cloudwatch/eventBus:EventBus okta/event-bus",
      "aws:cloudwatch/eventRule:EventRule okta/rule",
      "aws:cloudwatch/eventTarget:EventTarget okta/target",
      "aws:cloudwatch/logGroup:LogGroup okta/log-group",
      "aws:iam/role:Role okta/role",
      "aws:iam/rolePolicy:RolePolicy okta/park-rejects",
      "aws:iam/rolePolicy:RolePolicy okta/put-audit-events",
      "aws:iam/rolePolicy:RolePolicy okta/receive-events",
      "aws:iam/rolePolicy:RolePolicy okta/write-log",
      "aws:lambda/eventSourceMapping:EventSourceMapping okta/mapping",
      "aws:lambda/function:Function okta/forwarder",
      "aws:sqs/queue:Queue okta/dead-letter-queue",
      "aws:sqs/queue:Queue okta/queue",
      "aws:sqs/queue:Queue okta/target-dead-letter-queue",
      "aws:sqs/queuePolicy:QueuePolicy okta/dead-letter-queue-policy",
      "aws:sqs/queuePolicy:QueuePolicy okta/queue-policy",
      "aws:sqs/queuePolicy:QueuePolicy okta/target-dead-letter-queue-policy",
      "partner-audit:index:PartnerAuditIntegration okta",
    ]);
  });

  it.each<[string, string, object, object, object]>([
    [
      "a protected store of one Region, only for events from outside AWS",
      "event-data-store",
      {},
      {},
      {
        name: "partner-audit-dev_okta",
        advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["ActivityAuditLog"] }] }],
        billingMode: "EXTENDABLE_RETENTION_PRICING",
        multiRegionEnabled: false,
        organizationEnabled: false,
        retentionPeriod: 2555,
        terminationProtectionEnabled: true,
      },
    ],
    [
      "a store with the configured retention, billing mode, key and protection",
      "event-data-store",
      { retentionDays: 30, billingMode: "fixed", kmsKeyArn: storeKey, terminationProtection: false },
      {},
      {
        retentionPeriod: 30,
        billingMode: "FIXED_RETENTION_PRICING",
        kmsKeyId: storeKey,
        terminationProtectionEnabled: false,
      },
    ],
    ["a bus of the partner event source", "event-bus", {}, {}, { name: bus, eventSourceName: bus }],
    ["a rule for events of the account's own source", "rule", {}, {}, { eventPattern: JSON.stringify(fromAccount) }],
    [
      "a rule narrowed by the configured pattern",
      "rule",
      { pattern },
      {},
      { eventPattern: JSON.stringify({ ...fromAccount, ...pattern }) },
    ],
    [
      "a role within a boundary and under a path",
      "role",
      {},
      { ...boundary, rolePath: "/audit/" },
      { ...boundary, path: "/audit/" },
    ],
    [
      "a queue that a long outage fills, not its dead-letter queue",
      "queue",
      {},
      {},
      {
        sqsManagedSseEnabled: true,
        maxMessageSize: 1_048_576,
        messageRetentionSeconds: 7 * 86_400,
        visibilityTimeoutSeconds: 6 * 40 + 5,
        redrivePolicy: JSON.stringify({
          deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_dead-letters",
          maxReceiveCount: 100,
        }),
      },
    ],
    [
      "a dead-letter queue with a longer retention",
      "dead-letter-queue",
      {},
      {},
      { messageRetentionSeconds: 14 * 86_400 },
    ],
  ])("has %s", async (_what, part, vendor, stackWide, expected) => {
    expect(await inputsOf(`okta/${part}`, vendor, stackWide)).toMatchObject(expected);
  });

  it("has a channel of Okta's Source that delivers to the store", async () => {
    const { resources } = await declareStack({ vendors: { okta }, tags: { team: "security", app: "audit" } });
    const { inputs } = resourceNamed(resources, "okta/channel");
    expect(inputs.typeName).toBe("AWS::CloudTrail::Channel");
    expect(JSON.parse(String(inputs.desiredState))).toEqual({
      Name: "partner-audit-dev_okta",
      Source: "OktaSystemLogEvents",
      Destinations: [
        { Type: "EVENT_DATA_STORE", Location: resourceNamed(resources, "okta/event-data-store").outputs.arn },
      ],
      Tags: [
        { Key: "app", Value: "audit" },
        { Key: "partner-audit:project", Value: "partner-audit" },
        { Key: "team", Value: "security" },
      ],
    });
  });

  it("uses an existing bus by its name and creates none", async () => {
    const { resources } = await declareStack({
      vendors: { okta: { eventBusName: "aws.partner/okta.com/acme/audit" } },
    });
    expect(resources.filter(({ type }) => type === "aws:cloudwatch/eventBus:EventBus")).toEqual([]);
    expect(resourceNamed(resources, "okta/rule").inputs.eventBusName).toBe("aws.partner/okta.com/acme/audit");
  });

  it("lets only the rule send to the queue, and only over TLS", async () => {
    const { resources } = await declareStack();
    expect(statementsOf(resources, "okta/queue-policy")).toEqual([
      allow("AllowRule", "sqs:SendMessage", queueArn, {
        Principal: { Service: "events.amazonaws.com" },
        Condition: {
          ArnEquals: { "aws:SourceArn": ruleArn },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      }),
      {
        Sid: "RefusePlainTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("grants the function what it uses, on named resources, with a separate document for the channel", async () => {
    const { resources } = await declareStack();
    const ofRegion = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;
    const deadLetters = ofRegion("sqs", "partner-audit-dev_okta_dead-letters");
    const log = ofRegion("logs", "log-group:/aws/lambda/partner-audit-dev_okta_forwarder:*");
    const grants = resources
      .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
      .map(({ inputs }) => JSON.parse(String(inputs.policy)).Statement);
    expect(grants).toEqual(
      expect.arrayContaining([
        [allow("ReceiveEvents", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queueArn)],
        [allow("ParkRejects", ["sqs:SendMessage"], deadLetters)],
        [allow("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], log)],
        [allow("PutAuditEvents", ["cloudtrail-data:PutAuditEvents"], resourceNamed(resources, "okta/channel").id)],
      ]),
    );
    expect(grants).toHaveLength(4);
  });

  it("lets only Lambda assume the role", async () => {
    const { resources } = await declareStack();
    expect(statementsOf(resources, "okta/role", "assumeRolePolicy")).toEqual([
      { Sid: "Assume", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(resourceNamed(resources, "okta/role").inputs).not.toHaveProperty("permissionsBoundary");
  });

  it("tags every resource that supports tags, with the project's tag that IAM policies use", async () => {
    const { resources } = await declareStack({ vendors: { okta }, tags: { team: "security" } });
    const untagged = resources.filter(({ type, inputs }) => type.startsWith("aws:") && inputs.tags === undefined);
    // The channel's tags are in its desired state; the other types support none.
    expect(new Set(untagged.map(({ type }) => type))).toEqual(
      new Set([
        "aws:cloudcontrol/resource:Resource",
        "aws:cloudwatch/eventTarget:EventTarget",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:sqs/queuePolicy:QueuePolicy",
      ]),
    );
    for (const { inputs } of resources.filter(({ inputs }) => inputs.tags !== undefined)) {
      expect(inputs.tags).toEqual({ team: "security", "partner-audit:project": "partner-audit" });
    }
  });
});
