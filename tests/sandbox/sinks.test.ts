import { sandboxSalt } from "../../sandbox/account";
import type { Authorize } from "../../sandbox/authorization";
import { parseFaults } from "../../sandbox/faults";
import { existingResources } from "../../sandbox/program/existing";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import type { SandboxOptions } from "../../sandbox/sandbox";
import { declareStack } from "../support/declare";
import { type Change, lakeRows, oktaDetails, sendDetails, startTime, without, withStack } from "../support/stack";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
const logs = { vendors: { okta: { ...okta, sink: "cloudwatch-logs" } } };
const both = { vendors: { okta: { ...okta, sink: ["cloudtrail-lake", "cloudwatch-logs"] } } };

/** Sends Okta events through the stack and settles, or advances a minute. */
async function run(
  configuration: Readonly<Record<string, unknown>>,
  options: SandboxOptions & { readonly change?: Change; readonly minute?: true } = {},
  count = 120,
  check: (stack: StackSandbox) => Promise<void> | void = () => undefined,
) {
  const { minute, ...rest } = options;
  return withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(count));
      await stack.sandbox.settle(minute && { until: stack.sandbox.clock.now() + 60_000 });
      await check(stack);
      return stack.ledger("okta");
    },
    rest,
    configuration,
  );
}

const logOf = ({ sandbox }: StackSandbox, forwarder = "forwarder") =>
  JSON.stringify(sandbox.functions.get(`partner-audit-dev_okta_${forwarder}`)?.log);

function auditEvents(stack: StackSandbox): readonly { readonly UID: string; readonly eventName: string }[] {
  const name = stack.integrations[0]?.auditLogGroupName;
  const group = [...stack.sandbox.logGroups.values()].find((candidate) => candidate.name === name);
  return (group?.logEvents ?? []).map(({ message }) => JSON.parse(message));
}

describe("audit events in CloudWatch Logs", () => {
  it("are in the log group, each once, with few calls; there is no channel and no store", async () => {
    const ledger = await run(logs, {}, 120, (stack) => {
      const events = auditEvents(stack);
      expect(events).toHaveLength(120);
      expect(new Set(events.map(({ UID }) => UID)).size).toBe(120);
      expect(stack.sandbox.channels.size).toBe(0);
    });
    expect(ledger).toEqual({ received: 120, ingested: 120, deduplicated: 0, rejected: 0, pending: 0, requests: 2 });
  });

  it("are complete in the end if calls are throttled, fail or are cut off", async () => {
    const faults = parseFaults(["throttle=0.3", "unavailable=0.1", "reset=0.1", "malformed=0.1"], 3);
    const ledger = await run(logs, { faults }, 300, (stack) => {
      expect(new Set(auditEvents(stack).map(({ UID }) => UID)).size).toBe(300);
    });
    expect(ledger).toMatchObject({ received: 300, ingested: 300, rejected: 0, pending: 0 });
  });

  it("stay in the queue while the function may not write them", async () => {
    const ledger = await run(logs, { change: without("okta/logs/put-log-events"), minute: true }, 5, (stack) => {
      expect(logOf(stack, "logs_forwarder")).toContain("AccessDeniedException");
    });
    expect(ledger).toMatchObject({ received: 5, ingested: 0, pending: 5, rejected: 0 });
  });
});

describe("audit events in both sinks", () => {
  it("are in both, and the ledger counts an event when it is in both", async () => {
    const ledger = await run(both, {}, 120, async (stack) => {
      expect(auditEvents(stack)).toHaveLength(120);
      expect(await lakeRows(stack, "count(*)")).toEqual([[120]]);
    });
    expect(ledger).toEqual({ received: 120, ingested: 120, deduplicated: 0, rejected: 0, pending: 0, requests: 4 });
  });

  it("are each once in the log group while CloudTrail Lake refuses every call for six hours, and then also in CloudTrail Lake", async () => {
    let isDown = true;
    const authorize: Authorize = ({ action }) =>
      isDown && action === "cloudtrail-data:PutAuditEvents" ? "The Lake is down." : undefined;
    const hour = 3_600_000;
    const complete = { received: 80, ingested: 80, deduplicated: 0, rejected: 0, pending: 0 };
    const waiting = { received: 80, ingested: 0, deduplicated: 0, rejected: 0, pending: 80 };
    const uids = (stack: StackSandbox) => auditEvents(stack).map(({ UID }) => UID);
    await withStack(
      async (stack) => {
        const details = oktaDetails(80);
        for (const [begin, hours] of [
          [0, 3],
          [40, 6],
        ] as const) {
          sendDetails(stack, "okta", details.slice(begin, begin + 40));
          await stack.sandbox.settle({ until: startTime + hours * hour });
        }
        expect([uids(stack).length, new Set(uids(stack)).size]).toEqual([80, 80]);
        expect(await lakeRows(stack, "count(*)")).toEqual([[0]]);
        expect(stack.ledger("okta")).toMatchObject(waiting);
        const ofSinks = stack.sinkLedgers("okta");
        expect(ofSinks).toMatchObject({ "cloudtrail-lake": waiting, "cloudwatch-logs": complete });
        expect(ofSinks["cloudwatch-logs"]?.requests).toBeLessThanOrEqual(4);
        isDown = false;
        await stack.sandbox.settle();
        expect(await lakeRows(stack, "count(*), count(DISTINCT eventData.uid)")).toEqual([[80, 80]]);
        expect(uids(stack)).toHaveLength(80);
        expect(stack.ledger("okta")).toMatchObject(complete);
      },
      { authorize },
      both,
    );
  }, 120_000);

  it("reach one sink if EventBridge cannot deliver to the other's queue, and only that one counts them as rejected", async () => {
    const ledger = await run(both, { change: without("okta/logs/queue-policy") }, 20, async (stack) => {
      expect(await lakeRows(stack, "count(*)")).toEqual([[20]]);
      expect(stack.sinkLedgers("okta")).toMatchObject({
        "cloudtrail-lake": { received: 20, ingested: 20, rejected: 0 },
        "cloudwatch-logs": { received: 20, ingested: 0, rejected: 20 },
      });
      expect(stack.rejects("okta")).toEqual([{ count: 20, reason: expect.stringContaining("sqs:SendMessage") }]);
    });
    expect(ledger).toMatchObject({ received: 20, ingested: 0, rejected: 20, pending: 0 });
  });
});

describe("a raw log group", () => {
  const configuration = { vendors: { okta: { ...okta, rawLogGroup: { retentionDays: 90 } } } };
  const raw = (stack: StackSandbox) =>
    [...stack.sandbox.logGroups.values()].find(({ name }) => name === "/aws/events/partner-audit-dev/okta");

  it("receives every event unchanged, in addition to the queue", async () => {
    const ledger = await run(configuration, {}, 20, (stack) => {
      expect(raw(stack)?.events).toBe(20);
    });
    expect(ledger).toMatchObject({ received: 20, ingested: 20, rejected: 0 });
  });

  it("receives nothing without the stack's policy: its copies are in the target's dead-letter queue", async () => {
    await run(configuration, { change: without("raw-log-policy") }, 5, (stack) => {
      expect(raw(stack)?.events).toBe(0);
      expect(stack.sandbox.queues.get("partner-audit-dev_okta_undelivered")?.peek()).toHaveLength(5);
    });
  });
});

describe("hashes", () => {
  const saltSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:salt-AbCdEf";
  const privacy = { hash: ["actor.alternateId"], saltSecretArn };
  const configuration = { vendors: { okta: { ...okta, privacy } } };
  const saltKeyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  /** AWS KMS Developer Guide, "Default key policy". */
  const delegation = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" };
  const accountPolicy = { Version: "2012-10-17", Statement: [{ ...delegation, Resource: "*" }] };

  it("use the secret's text as the key, which is not in the archive", async () => {
    const program = await declareStack(configuration);
    expect(JSON.stringify(program.resources.map(({ inputs }) => inputs))).not.toContain(sandboxSalt);
    const ledger = await run(configuration, { existing: existingResources(program) }, 20, async (stack) => {
      const rows = await lakeRows(stack, "element_at(eventData.userIdentity.details, 'alternateId')");
      expect(rows).toHaveLength(20);
      expect(rows.every(([user]) => /^hmac-sha256:[0-9a-f]{64}$/.test(String(user)))).toBe(true);
    });
    expect(ledger).toMatchObject({ received: 20, ingested: 20, pending: 0 });
  });

  it("use a secret under a customer managed key that the configuration names", async () => {
    const secrets = [{ arn: saltSecretArn, secretString: sandboxSalt, kmsKeyId: saltKeyArn }];
    const existing = { secrets, keyPolicies: { [saltKeyArn]: accountPolicy } };
    const ledger = await run({ vendors: { okta: { ...okta, privacy: { ...privacy, saltKeyArn } } } }, { existing }, 3);
    expect(ledger).toMatchObject({ received: 3, ingested: 3, pending: 0 });
  });

  const secret = { arn: saltSecretArn, secretString: "salt" };
  const unread = { existing: { secrets: [secret] }, change: without("okta/read-salt") };
  const underKey = { secrets: [{ ...secret, kmsKeyId: saltKeyArn }], keyPolicies: { [saltKeyArn]: accountPolicy } };
  it.each<[string, SandboxOptions & { readonly change?: Change }, string]>([
    ["the secret does not exist", {}, "ResourceNotFoundException"],
    ["the function may not read it", unread, "AccessDeniedException"],
    ["the function has no grant on the secret's customer managed key", { existing: underKey }, "AccessDeniedException"],
  ])("wait for their salt if %s: nothing is stored unhashed", async (_, options, code) => {
    const ledger = await run(configuration, { ...options, minute: true }, 3, (stack) => {
      expect(logOf(stack)).toContain(code);
    });
    expect(ledger).toMatchObject({ received: 3, ingested: 0, pending: 3 });
  });
});
