import type { VendorOutput } from "../../sandbox/integration";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { allow, declareStack, desiredStateOf, resourceNamed, statementsOf } from "../support/declare";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
const account = "123456789012";
const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef" };
const hr = {
  vendor: "custom",
  eventSourceName: "aws.partner/example.com/acme/hr",
  mapping: { eventName: "event.action", userIdentity: { principalId: "event.actor" } },
};

const declare = (vendors: object, others: object = {}) => declareStack({ vendors, ...others });

function names(resources: readonly DeclaredResource[], prefix: string): readonly string[] {
  return resources
    .filter(({ type, name }) => name.startsWith(prefix) && !type.startsWith("partner-audit:"))
    .map(({ name }) => name)
    .sort();
}

async function code(resources: readonly DeclaredResource[], name: string): Promise<readonly string[]> {
  const archive = resourceNamed(resources, name).inputs.code as { readonly assets: Promise<object> };
  return Object.keys(await archive.assets).sort();
}

describe("a direct delivery", () => {
  it("has a store, a channel and its policy, and nothing else", async () => {
    const { resources, outputs } = await declare({ clumio });
    expect(names(resources, "clumio/")).toEqual(["clumio/channel", "clumio/channel-policy", "clumio/event-data-store"]);
    expect(desiredStateOf(resources, "clumio/channel").Source).toBe("Clumio");
    const { channelArn, ...rest } = (outputs.vendors as Record<string, Record<string, string>>).clumio ?? {};
    expect(Object.keys(rest)).toEqual(["vendor", "eventDataStoreArn"]);
    expect(desiredStateOf(resources, "clumio/channel-policy")).toEqual({
      ResourceArn: channelArn,
      ResourcePolicy: {
        Version: "2012-10-17",
        Statement: [
          allow("AllowPartner", "cloudtrail-data:PutAuditEvents", channelArn, {
            Principal: { AWS: "arn:aws:iam::210987654321:root" },
            Condition: { StringEquals: { "cloudtrail:ExternalId": "acme-0123456789abcdef" } },
          }),
        ],
      },
    });
  });

  it("grants access to a single principal that is named by its ARN", async () => {
    const principal = "arn:aws:iam::210987654321:role/writer";
    const { resources } = await declare({ clumio: { ...clumio, principal } });
    const { Statement } = desiredStateOf(resources, "clumio/channel-policy").ResourcePolicy;
    expect(Statement).toMatchObject([{ Principal: { AWS: principal } }]);
  });
});

describe("a solution", () => {
  it("has a store, a channel and a policy for its application, on that channel only", async () => {
    const { resources, outputs } = await declare({ crowdstrike: { delivery: "solution" } });
    expect(names(resources, "crowdstrike/")).toEqual([
      "crowdstrike/channel",
      "crowdstrike/event-data-store",
      "crowdstrike/put-audit-events-policy",
    ]);
    const { channelArn, policyArn } = (outputs.vendors as Record<string, Record<string, string>>).crowdstrike ?? {};
    const policy = resourceNamed(resources, "crowdstrike/put-audit-events-policy");
    expect(policy.outputs.arn).toBe(policyArn);
    expect(JSON.parse(String(policy.inputs.policy)).Statement).toEqual([
      allow("PutAuditEvents", "cloudtrail-data:PutAuditEvents", channelArn),
    ]);
  });
});

describe("the sink cloudwatch-logs", () => {
  const logGroupArn = `arn:aws:logs:us-east-1:${account}:log-group:/partner-audit/partner-audit-dev_okta`;

  it("has a log group with its retention in place of channel and store", async () => {
    const { resources, outputs } = await declare({
      okta: { ...okta, sink: "cloudwatch-logs", auditLogRetentionDays: 365 },
    });
    expect(names(resources, "okta/").filter((name) => /channel|store|audit/.test(name))).toEqual([
      "okta/audit-log-group",
    ]);
    expect(resourceNamed(resources, "okta/audit-log-group").inputs).toMatchObject({
      name: "/partner-audit/partner-audit-dev_okta",
      retentionInDays: 365,
      deletionProtectionEnabled: true,
    });
    const output = (outputs.vendors as Record<string, Record<string, string>>).okta;
    expect(output?.auditLogGroupName).toBe("/partner-audit/partner-audit-dev_okta");
    expect(output?.channelArn).toBeUndefined();
  });

  it("grants the function access to that group only", async () => {
    const { resources } = await declare({ okta: { ...okta, sink: "cloudwatch-logs" } });
    const { environment } = resourceNamed(resources, "okta/logs/forwarder").inputs as {
      readonly environment: { readonly variables: Record<string, string> };
    };
    expect(environment.variables.AUDIT_LOG_GROUP_ARN).toBe(logGroupArn);
    expect(Object.keys(environment.variables).sort()).toEqual(["AUDIT_LOG_GROUP_ARN", "DEAD_LETTER_QUEUE_URL"]);
    expect(statementsOf(resources, "okta/logs/put-log-events")).toEqual([
      allow("PutLogEvents", ["logs:CreateLogStream", "logs:PutLogEvents"], `${logGroupArn}:*`),
    ]);
    expect(names(resources, "okta/").filter((name) => name.endsWith("/put-audit-events"))).toEqual([]);
  });
});

describe("two sinks", () => {
  const sinks = ["cloudtrail-lake", "cloudwatch-logs"] as const;
  const alarms = { alarms: { topicArn: `arn:aws:sns:us-east-1:${account}:alarms` } };
  const declareSinks = (sink: string | readonly string[]) => declare({ okta: { ...okta, sink } }, alarms);
  const ofStream = ["drift", "silence", "stream-stopped", "undelivered"].map((suffix) => `okta/${suffix}-alarm`);

  it("are two targets of the rule, each with its own queues, forwarder, role, log and alarms", async () => {
    const { resources, outputs } = await declareSinks(sinks);
    const all = names(resources, "okta/");
    const ofLogs = all.filter((name) => name.startsWith("okta/logs/"));
    const ofLake = ofLogs
      .map((name) => name.replace("/logs/", "/").replace("put-log-events", "put-audit-events"))
      .filter((name) => !all.includes(name));
    expect(ofLake).toEqual([]);
    expect(ofLogs.filter((name) => name.endsWith("-alarm")).length).toBeGreaterThan(6);
    expect(all.filter((name) => ofStream.includes(name))).toEqual(ofStream);
    const targets = ["okta/target", "okta/logs/target"].map((name) => resourceNamed(resources, name).inputs);
    expect(targets.map(({ rule, arn }) => [rule, arn])).toEqual(
      ["", "_logs"].map((suffix) => [
        "partner-audit-dev_okta",
        `arn:aws:sqs:us-east-1:${account}:partner-audit-dev_okta${suffix}_events`,
      ]),
    );
    expect(statementsOf(resources, "okta/put-audit-events")).toHaveLength(1);
    expect(statementsOf(resources, "okta/logs/receive-events")).toMatchObject([{ Resource: targets[1]?.arn }]);
    const vendor = (outputs.vendors as Record<string, VendorOutput>).okta;
    expect(Object.keys(vendor?.deliveries ?? {})).toEqual(sinks);
    expect(vendor?.deliveries?.["cloudwatch-logs"]?.queueArn).toBe(targets[1]?.arn);
    expect(vendor?.queueUrl).toBe(vendor?.deliveries?.["cloudtrail-lake"]?.queueUrl);
  });

  it.each(sinks)("leave the resources of %s unchanged, except for the queue of the stream's alarms", async (sink) => {
    const inputsOf = async (chosen: string | readonly string[]) => {
      const { resources } = await declareSinks(chosen);
      const compared = resources.filter(({ name }) => name.startsWith("okta/") && !ofStream.includes(name));
      return new Map(compared.map(({ name, inputs: { code: _files, ...inputs } }) => [name, inputs]));
    };
    const both = await inputsOf(sinks);
    const alone = await inputsOf(sink);
    expect(alone.size).toBeLessThan(both.size);
    expect([...alone.keys()].map((name) => [name, both.get(name)])).toEqual([...alone]);
  });
});

describe("raw log groups", () => {
  const raw = { ...okta, rawLogGroup: { retentionDays: 90 } };
  const second = {
    vendor: "okta",
    channel: "okta",
    eventSourceName: "aws.partner/okta.com/emea/audit",
    rawLogGroup: { retentionDays: 7 },
  };

  it("are second targets of their rules, with a dead-letter queue", async () => {
    const { resources } = await declare({ okta: raw });
    const group = resourceNamed(resources, "okta/raw-log-group");
    expect(group.inputs).toMatchObject({ name: "/aws/events/partner-audit-dev/okta", retentionInDays: 90 });
    expect(resourceNamed(resources, "okta/raw-target").inputs).toMatchObject({
      arn: group.outputs.arn,
      rule: "partner-audit-dev_okta",
      deadLetterConfig: { arn: `arn:aws:sqs:us-east-1:${account}:partner-audit-dev_okta_undelivered` },
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
    });
  });

  it("have one policy per stack, which does not change when a vendor is added", async () => {
    const policies = async (vendors: object) => {
      const { resources } = await declare(vendors);
      return resources
        .filter(({ type }) => type === "aws:cloudwatch/logResourcePolicy:LogResourcePolicy")
        .map(({ inputs }) => inputs);
    };
    const [policy, ...others] = await policies({ okta: raw });
    expect(others).toEqual([]);
    expect(await policies({ okta: raw, "okta-emea": second })).toEqual([policy]);
    expect(await policies({ okta })).toEqual([]);
    const Principal = { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] };
    const Resource = `arn:aws:logs:us-east-1:${account}:log-group:/aws/events/partner-audit-dev/*:*`;
    expect(JSON.parse(String(policy?.policyDocument)).Statement).toEqual([
      allow("CreateStreams", "logs:CreateLogStream", Resource, { Principal }),
      allow("PutEvents", "logs:PutLogEvents", Resource, {
        Principal,
        Condition: {
          ArnLike: {
            "aws:SourceArn": [
              `arn:aws:events:us-east-1:${account}:rule/partner-audit-dev_*`,
              `arn:aws:events:us-east-1:${account}:rule/*/partner-audit-dev_*`,
            ],
          },
        },
      }),
    ]);
  });
});

const key = (name: string) => `arn:aws:kms:us-east-1:${account}:key/${name}`;

describe("encryption keys", () => {
  it("encrypt the configured resources, and the function may use the queues' key", async () => {
    const others = { archive: key("archive"), rawLogGroup: key("raw"), auditLogGroup: key("audit") };
    const encryptionKeys = { queues: key("queues"), ...others };
    const kept = { archive: { retentionDays: 7 }, rawLogGroup: { retentionDays: 7 }, sink: "cloudwatch-logs" };
    const { resources } = await declare({ okta: { ...okta, ...kept, encryptionKeys } });
    for (const name of ["okta/logs/queue", "okta/logs/dead-letter-queue", "okta/target-dead-letter-queue"]) {
      const { kmsMasterKeyId, sqsManagedSseEnabled } = resourceNamed(resources, name).inputs;
      expect({ name, kmsMasterKeyId, sqsManagedSseEnabled }).toEqual({ name, kmsMasterKeyId: key("queues") });
    }
    expect(resourceNamed(resources, "okta/archive").inputs.kmsKeyIdentifier).toBe(key("archive"));
    expect(resourceNamed(resources, "okta/raw-log-group").inputs.kmsKeyId).toBe(key("raw"));
    expect(resourceNamed(resources, "okta/audit-log-group").inputs.kmsKeyId).toBe(key("audit"));
    expect(statementsOf(resources, "okta/logs/use-queue-key")).toEqual([
      allow("UseQueueKey", ["kms:Decrypt", "kms:GenerateDataKey"], key("queues")),
    ]);
  });
});

describe("hashes", () => {
  it("let the function read the salt, and decrypt it only through Secrets Manager if the secret has a key", async () => {
    const saltSecretArn = `arn:aws:secretsmanager:us-east-1:${account}:secret:salt-AbCdEf`;
    const saltKeyArn = key("salt");
    const privacy = { hash: ["actor.id"], saltSecretArn, saltKeyArn };
    const { resources } = await declare({ okta: { ...okta, privacy } });
    expect(statementsOf(resources, "okta/read-salt")).toEqual([
      allow("ReadSalt", ["secretsmanager:GetSecretValue"], saltSecretArn),
    ]);
    expect(statementsOf(resources, "okta/use-salt-key")).toEqual([
      allow("UseSaltKey", ["kms:Decrypt"], saltKeyArn, {
        // AWS KMS Developer Guide, kms:ViaService: SERVICE.REGION.amazonaws.com.
        Condition: { StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" } },
      }),
    ]);
  });
});

describe("vendors of Source Custom", () => {
  it("share a channel and a store that belong to no single vendor", async () => {
    const auth0 = { eventSourceName: "aws.partner/auth0.com/acme/auth0.logs" };
    const { resources } = await declare({ auth0, hr });
    expect(names(resources, "custom/")).toEqual(["custom/channel", "custom/event-data-store"]);
    expect(resources.filter(({ name }) => /\/channel$|\/event-data-store$/.test(name))).toHaveLength(2);
    expect(desiredStateOf(resources, "custom/channel").Source).toBe("Custom");
  });

  it("deliver to every store behind that channel", async () => {
    const eventStores = { one: { retentionDays: 30 }, two: {} };
    const { resources } = await declare({ hr: { ...hr, eventStore: ["one", "two"] } }, { eventStores });
    const stores = ["one", "two"].map((name) => resourceNamed(resources, `${name}/event-data-store`).outputs.arn);
    const { Destinations } = desiredStateOf(resources, "custom/channel");
    expect(Destinations.map(({ Location }: { readonly Location: string }) => Location).sort()).toEqual(
      [...stores].sort(),
    );
  });
});

describe("a configured mapping", () => {
  it("adds the interpreter and libraries to the archive only if it needs them", async () => {
    const computed = { ...hr, mapping: { ...hr.mapping, errorCode: "event.ok ? '' : 'Failed'" } };
    const plain = await code((await declare({ hr })).resources, "hr/forwarder");
    const withExpressions = await code((await declare({ hr: computed })).resources, "hr/forwarder");
    const always = [".partner-audit/forwarder.js", ".partner-audit/parseExactly.js"];
    expect(plain).toEqual([...always, "__index.js"]);
    expect(withExpressions).toEqual([".partner-audit/expressions.js", ...always, "__index.js"]);
    const all = { ...hr.mapping, eventName: "extract(event.a, 'b')", eventTime: "event.at", timeFormat: "yyyy-MM-dd" };
    expect(await code((await declare({ hr: { ...hr, mapping: all } })).resources, "hr/forwarder")).toEqual([
      ".partner-audit/expressions.js",
      ...always,
      ".partner-audit/regularExpressions.js",
      ".partner-audit/timeFormat.js",
      "__index.js",
    ]);
  });

  it("is shown with its sample in a preview", async () => {
    const { notes } = await declare({ hr: { ...hr, sample: { action: "record.viewed", actor: "u-1" } } });
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(
      /^The sample event of hr becomes \{[\s\S]*"principalId": "u-1"[\s\S]*"eventName": "record\.viewed"/,
    );
  });
});

it("an existing channel replaces the stack's own, and none is created", async () => {
  const channel = `arn:aws:cloudtrail:us-east-1:${account}:channel/3f212354-317c-4209-9341-631210ebc1aa`;
  const second = channel.replace("3f", "4f");
  const { resources } = await declare({ okta: { ...okta, channel }, hr: { ...hr, channel: second } });
  expect(resources.filter(({ name }) => /\/(channel|event-data-store)$/.test(name))).toEqual([]);
});
