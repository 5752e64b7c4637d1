import { declaredAuthorization } from "../../sandbox/deployment/authorization";
import { watchAlarms } from "../support/alarms";
import { declareStack, oktaAlone } from "../support/declare";
import {
  type Change,
  changeInputs,
  oktaDetails,
  refusingAllButFirst,
  sendDetails,
  startTime,
  without,
  withStack,
} from "../support/stack";

const minute = 60_000;
const alarmTopic = "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_alarms";
const detections = { "okta-api-token-created": {} };
const encrypted = { vendors: oktaAlone, alarms: { encrypt: true } };

/** Replaces the statement of that Sid in the policy of the stack's key for topics. */
function keyStatement(sid: string, change: (statement: object) => object | undefined): Change {
  return (resources) =>
    resources.map((resource) => {
      if (resource.name !== "topic-key") {
        return resource;
      }
      const { Statement, ...document } = JSON.parse(String(resource.inputs.policy));
      const statements = Statement.flatMap((one: { Sid: string }) => (one.Sid === sid ? (change(one) ?? []) : one));
      const policy = JSON.stringify({ ...document, Statement: statements });
      return { ...resource, inputs: { ...resource.inputs, policy }, outputs: { ...resource.outputs, policy } };
    });
}

/** Returns the result of the alarm on the dead-letter queue, which a rejected event triggers. */
async function deadLetterAlarm(change: Change = (resources) => resources) {
  const { resources } = await declareStack(encrypted);
  const changed = change(resources);
  return withStack(
    async (stack) => {
      const watch = watchAlarms(changed, stack.sandbox, declaredAuthorization(changed));
      sendDetails(stack, "okta", oktaDetails(2));
      await watch.pass(2);
      return watch.changes
        .filter(({ alarm }) => alarm === "partner-audit-dev_okta_dead-letters")
        .map(({ state, notified, failedActions }) => ({ state, notified, failedActions }));
    },
    { change, faults: refusingAllButFirst() },
    encrypted,
  );
}

describe("an alarm", () => {
  it("is published to a topic under the stack's key", async () => {
    expect(await deadLetterAlarm()).toEqual([{ state: "ALARM", notified: [alarmTopic], failedActions: [] }]);
  });

  const altered = (changes: object) => keyStatement("AllowAlarms", (statement) => ({ ...statement, ...changes }));
  const otherAccount = { StringEquals: { "aws:SourceAccount": "210987654321" } };
  it.each<[string, Change, string]>([
    ["without CloudWatch", keyStatement("AllowAlarms", () => undefined), "kms:GenerateDataKey"],
    ["only for decryption", altered({ Action: "kms:Decrypt" }), "kms:GenerateDataKey"],
    ["without decryption", altered({ Action: "kms:GenerateDataKey*" }), "kms:Decrypt"],
    ["for another account's alarms", altered({ Condition: otherAccount }), "kms:GenerateDataKey"],
  ])("notifies no one if the key's policy is %s", async (_, change, action) => {
    expect(await deadLetterAlarm(change)).toEqual([
      { state: "ALARM", notified: [], failedActions: [expect.stringContaining(action)] },
    ]);
  });

  it.each(["alias/aws/sns", "arn:aws:kms:us-east-1:123456789012:alias/aws/sns"])(
    "is refused if its topic is encrypted with the AWS managed key %s",
    async (kmsMasterKeyId) => {
      const change = changeInputs("alarm-topic", () => ({ kmsMasterKeyId }));
      await expect(withStack(async () => undefined, { change }, encrypted)).rejects.toThrow(
        `"okta/silence-alarm": its action ${alarmTopic} would fail: cloudwatch.amazonaws.com is not authorized to use the key alias/aws/sns: the policy of an AWS managed key cannot be changed`,
      );
    },
  );
});

describe("a finding", () => {
  const configuration = { vendors: oktaAlone, detections, findings: { encrypt: true } };

  /** Returns the topics that received a message after an API token was created, and the errors of the detector. */
  async function published(change: Change = (resources) => resources, settings: object = configuration) {
    const { resources } = await declareStack({ ...settings });
    return withStack(
      async (stack) => {
        const [event = {}] = oktaDetails(1);
        const time = new Date(startTime).toISOString();
        sendDetails(stack, "okta", [{ ...event, published: time, eventType: "system.api_token.create" }]);
        const { functions, published } = stack.sandbox;
        await stack.sandbox.settle({ until: startTime + 61 * minute });
        const log = functions.get("partner-audit-dev_detector")?.log.lines.join("\n");
        return { topics: published.map(({ topicArn }) => topicArn), log };
      },
      { change, authorize: declaredAuthorization(change(resources)) },
      { ...settings },
    );
  }

  it("is published to a topic under the stack's key", async () => {
    expect((await published()).topics).toEqual(["arn:aws:sns:us-east-1:123456789012:partner-audit-dev_findings"]);
  });

  const forQueues = changeInputs("detections/use-topic-key", ({ policy }) => ({
    policy: String(policy).replace("sns.us-east-1", "sqs.us-east-1"),
  }));
  it.each<[string, Change, string]>([
    ["the detector has no grant on the key", without("detections/use-topic-key"), "kms:GenerateDataKey"],
    ["the grant is for another service", forQueues, "kms:GenerateDataKey"],
    ["the key's policy does not delegate", keyStatement("AllowAccount", () => undefined), "KMSAccessDenied"],
  ])("is not published if %s, and the detector's log has the error", async (_, change, text) => {
    const { topics, log } = await published(change);
    expect(topics).toEqual([]);
    expect(log).toContain(text);
  });

  it("is published to a topic under the AWS managed key, which the account's own principals may use", async () => {
    const plain = { vendors: oktaAlone, detections, alarms: {} };
    const change = changeInputs("findings-topic", () => ({ kmsMasterKeyId: "alias/aws/sns" }));
    expect((await published(change, plain)).topics).toHaveLength(1);
  });
});
