import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import type { AccessCall } from "../../sandbox/authorization";
import type { AcceptedEvent } from "../../sandbox/cloudTrailData/options";
import { deploy, type Sandbox, type SandboxOptions } from "../../sandbox/sandbox";
import { DeploymentError } from "../../sandbox/wiring/deployment";
import * as d from "./declared";

const bus = "aws.partner/okta.com/acme/audit";
const start = Date.UTC(2026, 10, 20);
const storeArn = d.storeArn("11111111-2222-4333-8444-555555555555");
const channelArn = d.channelArn("66666666-7777-4888-8999-000000000000");

/** Puts each event into CloudTrail, and sends to the dead-letter queue what CloudTrail refuses. */
const forwarder = `
const { CloudTrailDataClient, PutAuditEventsCommand } = require("@aws-sdk/client-cloudtrail-data");
const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
const lake = new CloudTrailDataClient({ maxAttempts: 1 });
const sqs = new SQSClient({ maxAttempts: 1 });
exports.handler = async (event) => {
  const failures = [];
  for (const { messageId, body } of event.Records) {
    const { id, detail } = JSON.parse(body);
    const eventData = JSON.stringify({ version: "1", userIdentity: { type: "User", principalId: "u" },
      eventSource: "okta.system-log-events", eventName: detail.eventType, eventTime: "2026-11-20T10:00:00Z", UID: id,
      recipientAccountId: "123456789012" });
    try {
      const { failed } = await lake.send(new PutAuditEventsCommand({ channelArn: process.env.CHANNEL_ARN,
        auditEvents: [{ id, eventData }] }));
      for (const { errorCode } of failed) {
        await sqs.send(new SendMessageCommand({ QueueUrl: process.env.DEAD_LETTER_QUEUE_URL, MessageBody: body,
          MessageAttributes: { errorCode: { DataType: "String", StringValue: errorCode } } }));
      }
    } catch (error) {
      console.log(error.name, error.message);
      failures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failures };
};`;

function stack(variables: Readonly<Record<string, string>> = {}) {
  return [
    ...d.busWithRule(bus, d.queueArn("main")),
    d.queue("main", { visibilityTimeoutSeconds: 60, ...d.redrive("dead", 5) }),
    d.queue("dead", { messageRetentionSeconds: 1_209_600 }),
    d.lambda("forwarder", forwarder, {
      environment: { variables: { CHANNEL_ARN: channelArn, DEAD_LETTER_QUEUE_URL: d.queueUrl("dead"), ...variables } },
    }),
    d.mapping("main", "forwarder", { functionResponseTypes: ["ReportBatchItemFailures"] }),
    store(),
    channel("okta", "OktaSystemLogEvents"),
  ];
}

function store(category = "ActivityAuditLog") {
  const advancedEventSelectors = [{ fieldSelectors: [{ field: "eventCategory", equals: [category] }] }];
  return d.declared(
    "aws:cloudtrail/eventDataStore:EventDataStore",
    "okta",
    { name: "okta", advancedEventSelectors },
    { arn: storeArn },
  );
}

function channel(name: string, Source: string, arn = channelArn, destination = storeArn) {
  const Destinations = [{ Type: "EVENT_DATA_STORE", Location: destination }];
  const desiredState = JSON.stringify({ Name: name, Source, Destinations });
  return d.declared(
    "aws:cloudcontrol/resource:Resource",
    name,
    { typeName: "AWS::CloudTrail::Channel", desiredState },
    {},
    arn,
  );
}

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function play(resources = stack(), options: SandboxOptions = {}): Promise<Sandbox> {
  sandbox = await deploy(resources, { startTime: start, ...options });
  return sandbox;
}

async function ids(played: Sandbox): Promise<readonly unknown[]> {
  const { rows } = await played.lake.query(`SELECT eventData.UID FROM "${storeArn.split("/")[1]}" ORDER BY 1`);
  return rows.flat();
}

describe("a sandbox", () => {
  it("carries events from a partner's bus through queue and function into the lake", async () => {
    const accepted: AcceptedEvent[] = [];
    const played = await play(stack(), { observers: { accepted: (event) => accepted.push(event) } });
    for (const id of ["a", "b", "c"]) {
      played.putEvent(bus, d.envelope(bus, { eventType: "user.session.start" }, id));
    }
    await played.settle();
    expect(await ids(played)).toEqual(["a", "b", "c"]);
    expect(accepted.map(({ id, channelArn: arn }) => [id, arn])).toEqual([
      ["a", channelArn],
      ["b", channelArn],
      ["c", channelArn],
    ]);
    const call = expect.objectContaining({ channelArn, status: 200, entries: 1, successful: 1, failed: 0 });
    expect(played.requestsOf(d.functionArn("forwarder"))).toEqual([call, call, call]);
    expect(played.requestsOf(d.roleArn("forwarder"))).toHaveLength(3);
    expect(played.requestsOf(d.roleArn("other"))).toEqual([]);
    expect(played.queues.get("main")?.counts()).toMatchObject({ sent: 3, received: 3, deleted: 3, visible: 0 });
    expect(played.functions.get("forwarder")?.log.lines).toEqual([]);
  });

  it("lets a function park what CloudTrail refuses, at the queue's own URL", async () => {
    const played = await play();
    played.putEvent(bus, d.envelope(bus, { eventType: "x".repeat(1_025) }, "bad"));
    await played.settle();
    expect(await ids(played)).toEqual([]);
    const letters = played.deadLetters(d.queueArn("dead"));
    expect(letters.map(({ body, messageAttributes }) => [JSON.parse(body).id, messageAttributes.errorCode])).toEqual([
      ["bad", { DataType: "String", StringValue: "FieldTooLong" }],
    ]);
  });

  it("lets events wait for a channel that is not there, and moves them when they were received too often", async () => {
    const played = await play(stack({ CHANNEL_ARN: d.channelArn("gone") }));
    played.putEvent(bus, d.envelope(bus, { eventType: "e" }, "a"));
    await played.settle({ until: start + 200_000 });
    expect(played.queues.get("main")?.counts()).toMatchObject({ received: 4, notVisible: 1 });
    expect(played.functions.get("forwarder")?.log.lines[0]).toMatch(/^ChannelNotFound/);
    await played.settle();
    expect(played.deadLetters(d.queueArn("dead"))).toHaveLength(1);
    expect(played.queues.get("main")?.counts()).toMatchObject({ received: 5, movedToDeadLetterQueue: 1 });
  });

  it("asks for permission at every step, in the name of who takes it", async () => {
    const asked: string[] = [];
    const authorize = ({ principal, action, resource }: AccessCall) => {
      asked.push(`${principal.type === "Service" ? principal.name : principal.sessionArn} ${action} ${resource}`);
      const first = asked.filter((call) => call.includes(action)).length === 1;
      return action === "cloudtrail-data:PutAuditEvents" && first ? "not yet" : undefined;
    };
    const played = await play(stack(), { authorize });
    played.putEvent(bus, d.envelope(bus, { eventType: "e" }, "a"));
    await played.settle();
    const session = "arn:aws:sts::123456789012:assumed-role/forwarder/forwarder";
    const log = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/forwarder:log-stream:sandbox";
    expect([...new Set(asked)]).toEqual([
      `${session} logs:CreateLogStream ${log}`,
      `${session} logs:PutLogEvents ${log}`,
      `events.amazonaws.com sqs:SendMessage ${d.queueArn("main")}`,
      `${session} sqs:GetQueueAttributes ${d.queueArn("main")}`,
      `${session} sqs:ReceiveMessage ${d.queueArn("main")}`,
      `lambda.amazonaws.com sts:AssumeRole ${d.roleArn("forwarder")}`,
      `${session} cloudtrail-data:PutAuditEvents ${channelArn}`,
      `${session} sqs:DeleteMessage ${d.queueArn("main")}`,
    ]);
    expect(played.requestsOf(d.functionArn("forwarder")).map(({ status }) => status)).toEqual([403, 200]);
    expect(await ids(played)).toEqual(["a"]);
  });

  it("gives the same identifiers for the same seed, and others for another", async () => {
    const run = async (seed: number) => {
      const accepted: string[] = [];
      const played = await play(stack(), { seed, observers: { accepted: ({ eventID }) => accepted.push(eventID) } });
      played.putEvent(bus, d.envelope(bus, { eventType: "e" }, "a"));
      const messageIds = played.queues
        .get("main")
        ?.peek()
        .map(({ messageId }) => messageId);
      await played.settle();
      await played.close();
      return [...accepted, ...(messageIds ?? [])];
    };
    const first = await run(1);
    expect(first).toHaveLength(2);
    expect(await run(1)).toEqual(first);
    expect((await run(2)).filter((id) => first.includes(id))).toEqual([]);
  });

  it("knows what the account has beside the stack, when it is told of it", async () => {
    const [, ...withoutBus] = stack();
    const resources = withoutBus.filter(({ type }) => !/EventDataStore|cloudcontrol/.test(type));
    const existing = {
      eventBuses: [bus],
      eventDataStores: [storeArn],
      channels: [{ arn: channelArn, destinations: [storeArn] }],
    };
    const played = await play(resources, { existing });
    played.putEvent(bus, d.envelope(bus, { eventType: "e" }, "a"));
    await played.settle();
    expect(await ids(played)).toEqual(["a"]);
  });

  it("takes no event from a source that has no bus", async () => {
    const played = await play();
    expect(() => played.putEvent("aws.partner/okta.com/other/audit", {})).toThrow(
      `There is no event bus for the event source aws.partner/okta.com/other/audit. The buses are: default, ${bus}.`,
    );
  });

  it("leaves no file behind, and can be closed twice, and while it works", async () => {
    // A folder of its own for what is temporary: other suites make sandboxes at the same time.
    const folder = mkdtempSync(`${os.tmpdir()}/sandbox-test-`);
    const elsewhere = jest.spyOn(os, "tmpdir").mockReturnValue(folder);
    try {
      const played = await play();
      expect(readdirSync(folder).sort()).toEqual([
        expect.stringMatching(/^partner-audit-lake-/),
        expect.stringMatching(/^partner-audit-sandbox-/),
      ]);
      played.putEvent(bus, d.envelope(bus, { eventType: "e" }, "a"));
      const settling = played.settle();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await played.close();
      await settling;
      await played.close();
      expect(readdirSync(folder)).toEqual([]);
      await expect(fetch(played.gatewayUrl)).rejects.toThrow();
    } finally {
      elsewhere.mockRestore();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a gateway", () => {
  it("refuses services that the sandbox does not play, and calls that nobody signed", async () => {
    const { gatewayUrl } = await play();
    const authorization = "AWS4-HMAC-SHA256 Credential=AKIA/20261120/us-east-1/s3/aws4_request";
    const response = await fetch(gatewayUrl, { headers: { authorization } });
    expect([response.status, ((await response.json()) as { readonly message: string }).message]).toEqual([
      501,
      "The sandbox does not play the service s3.",
    ]);
    expect((await fetch(gatewayUrl)).status).toBe(403);
  });
});

describe("a deployment that the cloud refuses", () => {
  it.each([
    [
      "a dead-letter queue that is not there",
      [d.queue("a", d.redrive("gone", 5))],
      ['aws:sqs/queue:Queue "a"', "Dead letter target does not exist"],
    ],
    ["a FIFO queue", [d.queue("a.fifo", { fifoQueue: true })], ['the sandbox does not play the input "fifoQueue"']],
    ["a store that is not there", [channel("okta", "GitHub")], ["EventDataStoreNotFound", storeArn]],
    [
      "a store for AWS's own events",
      [store("Management"), channel("okta", "GitHub")],
      ["InvalidEventDataStoreCategory"],
    ],
    [
      "two channels of one source",
      [store(), channel("one", "GitHub"), channel("two", "GitHub", d.channelArn("2"))],
      ['Resource "two": there is a channel of source GitHub already, "one"'],
    ],
    [
      "code that is not there",
      [d.lambda("fn", "", { code: { path: "/nowhere/at/all" } })],
      ['aws:lambda/function:Function "fn"', "/nowhere/at/all"],
    ],
  ])("names the resource and the reason: %s", async (_, resources, parts) => {
    const error = await deploy(resources).then(
      () => new Error("It was not refused."),
      (reason: Error) => reason,
    );
    expect(error).toBeInstanceOf(DeploymentError);
    for (const part of parts) {
      expect(error.message).toContain(part);
    }
  });

  it("is told of everything at once", async () => {
    const resources = [d.queue("a", d.redrive("gone", 5)), d.mapping("gone", "gone")];
    await expect(deploy(resources)).rejects.toMatchObject({ problems: { length: 3 } });
  });
});
