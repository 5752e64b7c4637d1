import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { characters, context, expectAllowed, expectViolations, resourcePolicy } from "../cases";
import { happyPaths } from "../happyPaths";

const queueType = "aws:sqs/queue:Queue";
const policyType = "aws:sqs/queuePolicy:QueuePolicy";
const allowType = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";
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

  const redrive = (policy: object) => ({ redrivePolicy: JSON.stringify(policy) });
  const dead = `${arn}-dead`;

  expectAllowed(queueType, inputs, [
    ["a name of 80 characters", { name: characters(80) }],
    ["a FIFO queue", { name: "events.fifo", fifoQueue: true, contentBasedDeduplication: true }],
    ["the smallest numbers", { visibilityTimeoutSeconds: 0, messageRetentionSeconds: 60, maxMessageSize: 1024 }],
    ["the largest visibility", { visibilityTimeoutSeconds: 43_200, messageRetentionSeconds: 1_209_600 }],
    ["the largest delays", { delaySeconds: 900, receiveWaitTimeSeconds: 20, kmsDataKeyReusePeriodSeconds: 86_400 }],
    ["a receive count of 1", redrive({ deadLetterTargetArn: dead, maxReceiveCount: 1 })],
    ["a receive count of 1,000", redrive({ deadLetterTargetArn: dead, maxReceiveCount: 1000 })],
  ]);

  const ranges = [
    ["visibilityTimeoutSeconds", 0, 43_200],
    ["messageRetentionSeconds", 60, 1_209_600],
    ["maxMessageSize", 1024, 1_048_576],
    ["delaySeconds", 0, 900],
    ["receiveWaitTimeSeconds", 0, 20],
    ["kmsDataKeyReusePeriodSeconds", 60, 86_400],
  ] as const;

  expectViolations(queueType, inputs, [
    ...ranges.flatMap(([name, minimum, maximum]) =>
      [minimum - 1, maximum + 1].map(
        (value) =>
          [
            `${name} ${value}`,
            { [name]: value },
            `${name}: it is out of range, but found ${value}; allowed: whole numbers ${minimum} to ${maximum}`,
          ] as const,
      ),
    ),
    [
      "a name of 81 characters",
      { name: characters(81) },
      `name: it has 81 characters, but found "${characters(81)}"; allowed: 1 to 80 characters`,
    ],
    [
      "a name with a dot",
      { name: "a.b" },
      'name: it has another form, but found "a.b"; allowed: letters, digits, _ and -, and .fifo at the end of a FIFO queue\'s name',
    ],
    [
      "a FIFO queue's name for another",
      { name: "a.fifo" },
      'name: it does not fit fifoQueue, but found "a.fifo"; allowed: only a FIFO queue\'s name ends with .fifo',
    ],
    [
      "another name for a FIFO queue",
      { fifoQueue: true },
      'name: it does not fit fifoQueue, but found "events"; allowed: a FIFO queue\'s name ends with .fifo',
    ],
    [
      "deduplication without order",
      { deduplicationScope: "queue" },
      'deduplicationScope: it is for FIFO queues only, but found "queue"; allowed: nothing',
    ],
    [
      "a redrive policy that is an object",
      { redrivePolicy: {} },
      "redrivePolicy: a string is needed, but found {}; allowed: JSON in a string",
    ],
    [
      "a receive count of 0",
      redrive({ deadLetterTargetArn: dead, maxReceiveCount: 0 }),
      "redrivePolicy.maxReceiveCount: it is out of range, but found 0; allowed: whole numbers 1 to 1000",
    ],
    [
      "a receive count in a string",
      redrive({ deadLetterTargetArn: dead, maxReceiveCount: "5" }),
      'redrivePolicy.maxReceiveCount: it is out of range, but found "5"; allowed: whole numbers 1 to 1000',
    ],
    [
      "a redrive policy without its queue",
      redrive({ maxReceiveCount: 5 }),
      "redrivePolicy.deadLetterTargetArn: it is required, but nothing is given",
    ],
    [
      "a misspelt redrive policy",
      redrive({ deadLetterTargetArn: dead, maxReceiveCounts: 5 }),
      "redrivePolicy.maxReceiveCounts: there is no such property, but found 5; allowed: deadLetterTargetArn, maxReceiveCount",
      "redrivePolicy.maxReceiveCount: it is required, but nothing is given",
    ],
    [
      "two kinds of encryption",
      { sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/x" },
      "sqsManagedSseEnabled: it conflicts with kmsMasterKeyId, but found true; allowed: one of them",
    ],
    [
      "the name that SQS itself uses",
      { visibilityTimeout: 30 },
      `visibilityTimeout: there is no such property, but found 30; allowed: ${queueProperties()}`,
    ],
  ]);
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

  const [statement] = resourcePolicy.Statement;
  const malformed = "policy: MalformedPolicyDocument: The policy policy is malformed at";

  expectViolations(policyType, inputs, [
    [
      "an ARN for the URL",
      { queueUrl: arn },
      `queueUrl: it has another form, but found "${arn}"; allowed: the URL of a queue`,
    ],
    [
      "a statement without a principal",
      { policy: { Statement: [{ ...statement, Principal: undefined }] } },
      `${malformed} Statement[0]: a statement has either Principal or NotPrincipal.`,
    ],
    [
      "another effect",
      { policy: { Statement: [{ ...statement, Effect: "allow" }] } },
      `${malformed} Statement[0].Effect: it is Allow or Deny.`,
    ],
    [
      "another version",
      { policy: { ...resourcePolicy, Version: "2024-01-01" } },
      `${malformed} Version: the versions are 2012-10-17 and 2008-10-17.`,
    ],
  ]);
});

describe("a redrive allow policy", () => {
  const inputs = happyPaths[allowType];
  const allow = (policy: object) => ({ redriveAllowPolicy: JSON.stringify(policy) });
  const sources = (count: number) => Array.from({ length: count }, () => arn);

  test("has the queue's URL for its id", () => {
    expect(declareResource(allowType, "allow", inputs, context)).toEqual({
      id: url,
      outputs: { ...inputs, region: "eu-west-1" },
    });
  });

  expectAllowed(allowType, inputs, [
    ["denyAll", allow({ redrivePermission: "denyAll" })],
    ["ten queues", allow({ redrivePermission: "byQueue", sourceQueueArns: sources(10) })],
  ]);

  expectViolations(allowType, inputs, [
    [
      "eleven queues",
      allow({ redrivePermission: "byQueue", sourceQueueArns: sources(11) }),
      `redriveAllowPolicy.sourceQueueArns: it has 11 entries, but found ${JSON.stringify(sources(11)).slice(0, 120)}...; allowed: 1 to 10 entries`,
    ],
    [
      "byQueue without queues",
      allow({ redrivePermission: "byQueue" }),
      'redriveAllowPolicy: sourceQueueArns belongs to redrivePermission byQueue, and only to it, but found {"redrivePermission":"byQueue"}; allowed: byQueue with sourceQueueArns, or neither',
    ],
    [
      "another permission",
      allow({ redrivePermission: "all" }),
      'redriveAllowPolicy.redrivePermission: it is not among the listed values, but found "all"; allowed: allowAll, denyAll, byQueue',
    ],
  ]);
});

function queueProperties(): string {
  return [
    "name, namePrefix, visibilityTimeoutSeconds, messageRetentionSeconds, maxMessageSize, delaySeconds",
    "receiveWaitTimeSeconds, redrivePolicy, redriveAllowPolicy, policy, kmsMasterKeyId, kmsDataKeyReusePeriodSeconds",
    "sqsManagedSseEnabled, fifoQueue, contentBasedDeduplication, deduplicationScope, fifoThroughputLimit, tags, region",
  ].join(", ");
}
