import type { DeclaredResource } from "../../sandbox/declaredResource";
import { allow, declareStack, oktaAlone, resourceNamed } from "../support/declare";

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

async function documentOf(name: string, property = "policy"): Promise<unknown> {
  return JSON.parse(String((await inputsOf(name))[property]));
}

describe("an Okta integration", () => {
  it("declares each part of the path, once", async () => {
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

  it("keeps events in a protected store of one Region, for events from outside AWS alone", async () => {
    expect(await inputsOf("okta/event-data-store")).toMatchObject({
      name: "partner-audit-dev_okta",
      advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["ActivityAuditLog"] }] }],
      billingMode: "EXTENDABLE_RETENTION_PRICING",
      multiRegionEnabled: false,
      organizationEnabled: false,
      retentionPeriod: 2555,
      terminationProtectionEnabled: true,
    });
  });

  it("takes the store's retention, billing mode, key and protection from the configuration", async () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const store = { retentionDays: 30, billingMode: "fixed", kmsKeyArn, terminationProtection: false };
    expect(await inputsOf("okta/event-data-store", store)).toMatchObject({
      retentionPeriod: 30,
      billingMode: "FIXED_RETENTION_PRICING",
      kmsKeyId: kmsKeyArn,
      terminationProtectionEnabled: false,
    });
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

  it("takes what comes from the account's own partner event source", async () => {
    expect(await inputsOf("okta/event-bus")).toMatchObject({
      name: "aws.partner/okta.com/acme/audit",
      eventSourceName: "aws.partner/okta.com/acme/audit",
    });
    expect(JSON.parse(String((await inputsOf("okta/rule")).eventPattern))).toEqual({
      account: ["123456789012"],
      source: ["aws.partner/okta.com/acme/audit"],
    });
  });

  it("narrows the rule by the configured pattern", async () => {
    const pattern = { detail: { eventType: [{ prefix: "group." }] } };
    expect(JSON.parse(String((await inputsOf("okta/rule", { pattern })).eventPattern))).toEqual({
      account: ["123456789012"],
      source: ["aws.partner/okta.com/acme/audit"],
      ...pattern,
    });
  });

  it("uses an existing bus by its name and makes none", async () => {
    const { resources } = await declareStack({
      vendors: { okta: { eventBusName: "aws.partner/okta.com/acme/audit" } },
    });
    expect(resources.filter(({ type }) => type === "aws:cloudwatch/eventBus:EventBus")).toEqual([]);
    expect(resourceNamed(resources, "okta/rule").inputs.eventBusName).toBe("aws.partner/okta.com/acme/audit");
  });

  it("lets a long outage fill the queue, not the dead-letter queue", async () => {
    const queue = await inputsOf("okta/queue");
    expect(queue).toMatchObject({
      sqsManagedSseEnabled: true,
      maxMessageSize: 1_048_576,
      messageRetentionSeconds: 7 * 86_400,
      visibilityTimeoutSeconds: 6 * 40 + 5,
    });
    expect(JSON.parse(String(queue.redrivePolicy))).toEqual({
      deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_dead-letters",
      maxReceiveCount: 100,
    });
    expect(Number(queue.visibilityTimeoutSeconds) * 100).toBeGreaterThan(6 * 60 * 60);
    expect((await inputsOf("okta/dead-letter-queue")).messageRetentionSeconds).toBe(14 * 86_400);
  });

  it("lets the rule alone send to the queue, by TLS alone", async () => {
    expect(await documentOf("okta/queue-policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
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
      ],
    });
  });

  it("grants the function what it uses, on named resources, the channel in a document of its own", async () => {
    const { resources } = await declareStack();
    const grants = resources
      .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
      .map(({ inputs }) => JSON.parse(String(inputs.policy)).Statement);
    expect(grants).toEqual(
      expect.arrayContaining([
        [allow("ReceiveEvents", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], queueArn)],
        [
          allow(
            "ParkRejects",
            ["sqs:SendMessage"],
            "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_dead-letters",
          ),
        ],
        [
          allow(
            "WriteLog",
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/partner-audit-dev_okta_forwarder:*",
          ),
        ],
        [
          {
            Sid: "PutAuditEvents",
            Effect: "Allow",
            Action: ["cloudtrail-data:PutAuditEvents"],
            Resource: resourceNamed(resources, "okta/channel").id,
          },
        ],
      ]),
    );
    expect(grants).toHaveLength(4);
  });

  it("lets Lambda alone assume the role, within a boundary and under a path where these are set", async () => {
    expect(await documentOf("okta/role", "assumeRolePolicy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Assume", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
    expect(await inputsOf("okta/role", {}, { permissionsBoundary, rolePath: "/audit/" })).toMatchObject({
      permissionsBoundary,
      path: "/audit/",
    });
    expect(await inputsOf("okta/role")).not.toHaveProperty("permissionsBoundary");
  });

  it("tags every resource that takes tags, with the project's tag that IAM policies know it by", async () => {
    const { resources } = await declareStack({ vendors: { okta }, tags: { team: "security" } });
    const untagged = resources.filter(({ type, inputs }) => type.startsWith("aws:") && inputs.tags === undefined);
    // The channel's tags stand in its desired state; the others take none.
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
