import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { context, resourcePolicy } from "../cases";
import happyPaths from "../happyPaths.json";

const queueType = "aws:sqs/queue:Queue";
const policyType = "aws:sqs/queuePolicy:QueuePolicy";
const url = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";
const arn = "arn:aws:sqs:eu-west-1:123456789012:events";

describe("a queue", () => {
  const inputs = happyPaths[queueType];

  test("has its URL for its id, and the provider's defaults", () => {
    expect(declareResource(queueType, "queue", inputs, context)).toEqual({
      id: url,
      outputs: {
        ...inputs,
        arn,
        contentBasedDeduplication: false,
        delaySeconds: 0,
        fifoQueue: false,
        kmsDataKeyReusePeriodSeconds: 300,
        receiveWaitTimeSeconds: 0,
        region: "eu-west-1",
        sqsManagedSseEnabled: true,
        tagsAll: { team: "audit" },
        url,
      },
    });
  });

  test("with a key of its own has no SSE-SQS", () => {
    const { outputs } = declareResource(queueType, "queue", { ...inputs, kmsMasterKeyId: "alias/x" }, context);
    expect(outputs.sqsManagedSseEnabled).toBe(false);
  });

  test("in China has the URL of that partition", () => {
    const china = { ...context, partition: "aws-cn", region: "cn-north-1" };
    const { id, outputs } = declareResource(queueType, "queue", inputs, china);
    expect([id, outputs.arn]).toEqual([
      "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events",
      "arn:aws-cn:sqs:cn-north-1:123456789012:events",
    ]);
  });

  test("is named after its logical name, with .fifo at the end where it is one", () => {
    const nameOf = (change: Readonly<Record<string, unknown>>) =>
      declareResource(queueType, "okta", change, context).outputs.name;
    expect(nameOf({})).toMatch(/^okta-[0-9a-f]{7}$/);
    expect(nameOf({ fifoQueue: true })).toMatch(/^okta-[0-9a-f]{7}\.fifo$/);
    expect(nameOf({ namePrefix: "p-" })).toMatch(/^p-[0-9a-f]{26}$/);
  });

  test("is replaced for another name or order", () => {
    expect(resourceTypes[queueType]?.replaceOnChanges).toEqual(["fifoQueue", "name", "namePrefix", "region"]);
  });
});

describe("a queue's policy", () => {
  const inputs = happyPaths[policyType];

  test("has the queue's URL for its id, and its document on one line", () => {
    const policy = JSON.stringify(resourcePolicy);
    const answer = { id: url, outputs: { queueUrl: url, policy, region: "eu-west-1" } };
    expect(declareResource(policyType, "policy", inputs, context)).toEqual(answer);
    const written = { ...inputs, policy: JSON.stringify(resourcePolicy, undefined, 2) };
    expect(declareResource(policyType, "policy", written, context)).toEqual(answer);
  });
});
