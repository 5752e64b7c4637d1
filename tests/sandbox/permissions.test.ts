import { sessionPrincipal } from "../../sandbox/credentials";
import { declaredAuthorization } from "../../sandbox/deployment/authorization";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { existingResources } from "../../sandbox/program/existing";
import { declareStack, oktaAlone, resourceNamed } from "../support/declare";
import {
  type Change,
  changeInputs,
  oktaDetails,
  refusingAllButFirst,
  sendDetails,
  without,
  withStack,
} from "../support/stack";

const functionName = "partner-audit-dev_okta_forwarder";
const queueArn = "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_events";
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const minute = 60_000;

/** A ledger of five pending events. */
const waiting = { received: 5, ingested: 0, deduplicated: 0, rejected: 0, pending: 5 };

/** Sends five events through a changed stack, advances a minute, and returns their places and the refusals. */
function afterAMinute(change: Change) {
  return withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(5));
      await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
      const target = stack.sandbox.functions.get(functionName);
      return {
        ledger: stack.ledger("okta"),
        mapping: Object.keys(stack.sandbox.mappings[0]?.refusals ?? {}),
        codes: Object.keys((target?.log.metrics[0]?.ErrorCodes ?? {}) as object),
        errors: Object.keys(target?.counts.errors ?? {}).length,
        log: target?.log.lines.length,
        logRefusal: target?.log.refusal,
        undelivered: stack.sandbox.queues.get("partner-audit-dev_okta_undelivered")?.peek() ?? [],
      };
    },
    { change },
  );
}

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
}

/** Changes the statements of a policy. */
const statements = (name: string, change: (all: readonly Statement[]) => readonly object[]): Change =>
  changeInputs(name, ({ policy }) => {
    const document = JSON.parse(String(policy));
    return { policy: JSON.stringify({ ...document, Statement: change(document.Statement) }) };
  });
const withoutAction = (name: string, action: string): Change =>
  statements(name, (all) => all.map((one) => ({ ...one, Action: one.Action.filter((other) => other !== action) })));
const withoutRule = (name: string): Change => statements(name, (all) => all.filter(({ Sid }) => Sid !== "AllowRule"));

describe("without a permission that the component declares", () => {
  it.each([
    ["sqs:ReceiveMessage", 0],
    ["sqs:GetQueueAttributes", 0],
    ["sqs:DeleteMessage", 1],
  ])("%s: the events stay in the queue", async (action, requests) => {
    const { ledger, mapping } = await afterAMinute(withoutAction("okta/receive-events", action));
    expect(ledger).toMatchObject({ ...waiting, requests });
    expect(mapping).toEqual([
      `User: arn:aws:sts::123456789012:assumed-role/${functionName}/${functionName} is not authorized to perform: ${action} on resource: ${queueArn} because no identity-based policy allows the ${action} action`,
    ]);
  });

  it("cloudtrail-data:PutAuditEvents: the calls are refused and the events stay in the queue", async () => {
    const { ledger, codes } = await afterAMinute(without("okta/put-audit-events"));
    expect(ledger).toMatchObject({ ...waiting, requests: 1 });
    expect(codes).toEqual(["AccessDeniedException"]);
  });

  it("sqs:SendMessage to the dead-letter queue: a failed event stays in the queue", async () => {
    const ledger = await ledgerOf([...oktaDetails(1), {}], { change: without("okta/park-rejects") });
    expect(ledger).toMatchObject({ received: 2, ingested: 1, rejected: 0, pending: 1 });
  });

  it.each(["logs:CreateLogStream", "logs:PutLogEvents"])("%s: the events arrive, the log is empty", async (action) => {
    const { ledger, log, logRefusal } = await afterAMinute(withoutAction("okta/write-log", action));
    expect(ledger).toMatchObject({ received: 5, ingested: 5 });
    expect(log).toBe(0);
    expect(logRefusal).toContain(`no identity-based policy allows the ${action} action`);
  });

  it("the rule's permission on the queue: the events are in the target's dead-letter queue with the refusal", async () => {
    const { ledger, undelivered } = await afterAMinute(withoutRule("okta/queue-policy"));
    expect(ledger).toMatchObject({ received: 5, ingested: 0, rejected: 5, pending: 0 });
    expect(undelivered).toHaveLength(5);
    const reason = `User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${queueArn} because no resource-based policy allows the sqs:SendMessage action`;
    expect(undelivered[0]?.messageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: "NO_PERMISSIONS" },
      ERROR_MESSAGE: { StringValue: reason },
    });
  });

  it("the rule's permission on both queues: the events are lost, and the ledger shows it", async () => {
    const { ledger } = await afterAMinute((resources) =>
      withoutRule("okta/target-dead-letter-queue-policy")(withoutRule("okta/queue-policy")(resources)),
    );
    expect(ledger).toMatchObject({ received: 5, ingested: 0, rejected: 0, pending: 0 });
  });

  it("the trust in Lambda: the function cannot run and the events stay in the queue", async () => {
    const change = changeInputs("okta/role", ({ assumeRolePolicy }) => ({
      assumeRolePolicy: String(assumeRolePolicy).replace("lambda.amazonaws.com", "ec2.amazonaws.com"),
    }));
    expect(await afterAMinute(change)).toMatchObject({ ledger: waiting, errors: 1 });
  });
});

/** Sends details through the Okta stack and advances a minute. */
function ledgerOf(details: readonly object[], options: Parameters<typeof withStack>[1], settings: object = {}) {
  return withStack(
    async (stack) => {
      const source = oktaAlone.okta.eventSourceName;
      for (const detail of details) {
        stack.send("okta", { source, account: "123456789012", "detail-type": "SystemLog", detail });
      }
      await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
      return stack.ledger("okta");
    },
    options,
    { vendors: { okta: { ...oktaAlone.okta, ...settings } } },
  );
}

const account = { Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" };
const events = { Principal: { Service: "events.amazonaws.com" }, Action: ["kms:GenerateDataKey", "kms:Decrypt"] };

/** A key of the account with these policy statements. */
function key(...grants: readonly object[]): DeclaredResource {
  const Statement = grants.map((grant) => ({ ...grant, Effect: "Allow", Resource: "*" }));
  const policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const outputs = { arn: keyArn, policy };
  return { urn: "urn:key", type: "aws:kms/key:Key", name: "key", id: keyArn, inputs: { policy }, outputs };
}

describe("with the customer managed key that the configuration names for the queues", () => {
  const settings = { encryptionKeys: { queues: keyArn } };
  const withKey: Change = (resources) => [...resources, key(account, events)];
  const withoutDataKeys = withoutAction("okta/use-queue-key", "kms:GenerateDataKey");
  const rejects = oktaDetails(4);

  it("reads the queue and sends dead letters; without permission to generate data keys they stay in the queue", async () => {
    expect(await ledgerOf(rejects, { change: withKey, faults: refusingAllButFirst() }, settings)).toMatchObject({
      rejected: 3,
      pending: 0,
    });
    const change: Change = (resources) => withKey(withoutDataKeys(resources));
    expect(await ledgerOf(rejects, { change, faults: refusingAllButFirst() }, settings)).toMatchObject({
      rejected: 0,
      pending: 3,
    });
  });

  it("is assumed to be in the account, with the policy that it needs, if the program does not declare it", async () => {
    const existing = existingResources(await declareStack({ vendors: { okta: { ...oktaAlone.okta, ...settings } } }));
    expect(await ledgerOf(oktaDetails(3), { existing }, settings)).toMatchObject({ received: 3, ingested: 3 });
  });
});

describe("the role is refused beyond its permissions", () => {
  let resources: readonly DeclaredResource[];
  beforeAll(async () => {
    resources = (await declareStack()).resources;
  });
  const principal = sessionPrincipal(`arn:aws:iam::123456789012:role/${functionName}`, functionName);
  const inService = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
  const logGroup = inService("logs", "log-group");

  it.each([
    ["sqs:SendMessage", queueArn],
    ["sqs:PurgeQueue", queueArn],
    ["sqs:DeleteQueue", queueArn],
    ["sqs:SetQueueAttributes", queueArn],
    ["sqs:ChangeMessageVisibility", queueArn],
    ["sqs:ReceiveMessage", inService("sqs", "partner-audit-dev_okta_dead-letters")],
    ["sqs:DeleteMessage", inService("sqs", "partner-audit-dev_okta_dead-letters")],
    ["sqs:ReceiveMessage", inService("sqs", "another-queue")],
    ["sqs:SendMessage", inService("sqs", "another-queue")],
    ["cloudtrail-data:PutAuditEvents", inService("cloudtrail", "channel/00000000-0000-4000-8000-000000000000")],
    ["cloudtrail:DeleteEventDataStore", inService("cloudtrail", "eventdatastore/00000000-0000-4000-8000-000000000000")],
    ["cloudtrail:StartQuery", "*"],
    ["logs:CreateLogGroup", `${logGroup}:/aws/lambda/${functionName}`],
    ["logs:DeleteLogGroup", `${logGroup}:/aws/lambda/${functionName}`],
    ["logs:PutLogEvents", `${logGroup}:/aws/lambda/another:log-stream:x`],
    ["iam:PassRole", "arn:aws:iam::123456789012:role/partner-audit-dev_okta_forwarder"],
    ["sts:AssumeRole", "arn:aws:iam::123456789012:role/another"],
    ["kms:Decrypt", keyArn],
    ["s3:GetObject", "arn:aws:s3:::bucket/key"],
  ])("%s on %s", (action, resource) => {
    const call = { principal, action, resource, context: {} };
    expect(declaredAuthorization(resources)(call)).toMatch(/ is not authorized to perform: /);
  });

  it("and only TLS connections and the stack's own rule are allowed", () => {
    const authorize = declaredAuthorization(resources);
    const context = {
      "aws:SourceArn": String(resourceNamed(resources, "okta/rule").outputs.arn),
      "aws:SourceAccount": "123456789012",
    };
    const refusal = (changes: object) =>
      authorize({
        principal: { type: "Service", name: "events.amazonaws.com" },
        action: "sqs:SendMessage",
        resource: queueArn,
        context: { ...context, ...changes },
      });
    expect(refusal({})).toBeUndefined();
    expect(refusal({ "aws:SecureTransport": "false" })).toMatch(/with an explicit deny/);
    expect(refusal({ "aws:SourceArn": inService("events", "rule/other") })).toMatch(/no resource-based policy allows/);
  });
});
