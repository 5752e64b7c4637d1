import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { lambda } from "./delivered";
import { lambdaTrust, type Planted, queueArn, roleArn } from "./planted";

/** Violations about what resources are to each other. */
export const related: readonly Planted[] = [
  {
    policy: "dead-letter-queues",
    what: "a queue without a dead-letter queue",
    resource: "queue-alone",
    subject: "redrivePolicy",
    declare: () => new aws.sqs.Queue("queue-alone", {}),
  },
  {
    policy: "dead-letter-queues",
    what: "a queue without a dead-letter queue that a schedule sends to",
    resource: "queue-by-schedule",
    subject: "redrivePolicy",
    declare: () =>
      new aws.scheduler.Schedule("schedule-to-queue", {
        scheduleExpression: "rate(1 hour)",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: new aws.sqs.Queue("queue-by-schedule", {}).arn,
          roleArn: roleArn("schedule"),
          deadLetterConfig: { arn: queueArn("elsewhere") },
        },
      }),
  },
  {
    policy: "dead-letter-queues",
    what: "a dead-letter queue that keeps messages as long as its queue, by default",
    resource: "queue-like-its-letters",
    subject: "messageRetentionSeconds::345600",
    declare: () => queue("queue-like-its-letters", {}, {}),
  },
  {
    policy: "dead-letter-queues",
    what: "a dead-letter queue that keeps messages for less time than its queue",
    resource: "queue-above-its-letters",
    subject: "messageRetentionSeconds::604800",
    declare: () =>
      queue("queue-above-its-letters", { messageRetentionSeconds: 1_209_600 }, { messageRetentionSeconds: 604_800 }),
  },
  visibility("by default", "visibilityTimeoutSeconds::30", {}, { timeout: 10 }, {}),
  visibility("by one second", "visibilityTimeoutSeconds::239", { visibilityTimeoutSeconds: 239 }, { timeout: 40 }, {}),
  visibility(
    "since the batching window was forgotten",
    "visibilityTimeoutSeconds::240",
    { visibilityTimeoutSeconds: 240 },
    { timeout: 40 },
    { maximumBatchingWindowInSeconds: 5 },
  ),
  {
    policy: "function-log-groups",
    what: "a function whose log group is nobody's",
    resource: "function-without-log",
    subject: "logGroup",
    declare: () => bare("function-without-log", {}),
  },
  {
    policy: "function-log-groups",
    what: "a function whose log group has another name",
    resource: "function-with-other-log",
    subject: "logGroup",
    declare: () => {
      new aws.cloudwatch.LogGroup("other-log", { name: "/aws/lambda/function-with-another-log", retentionInDays: 365 });
      bare("function-with-other-log", {});
    },
  },
  {
    policy: "function-log-groups",
    what: "two functions that share a log group: the first",
    resource: "function-with-shared-log-1",
    subject: "loggingConfig::/shared",
    declare: () => {
      new aws.cloudwatch.LogGroup("shared-log", { name: "/shared", retentionInDays: 365 });
      for (const name of ["function-with-shared-log-1", "function-with-shared-log-2"]) {
        bare(name, { loggingConfig: { logFormat: "JSON", logGroup: "/shared" } });
      }
    },
  },
  {
    policy: "function-log-groups",
    what: "two functions that share a log group: the second",
    resource: "function-with-shared-log-2",
    subject: "loggingConfig::/shared",
  },
  {
    policy: "one-role-a-function",
    what: "two functions under one role, by its ARN as text",
    resource: "function-under-text-2",
    subject: `Role::${roleArn("text")}`,
    declare: () => {
      lambda("function-under-text-1", { role: roleArn("text") });
      lambda("function-under-text-2", { role: roleArn("text") });
    },
  },
  {
    policy: "one-role-a-function",
    what: "three functions under one role of the program: the second",
    resource: "function-under-role-2",
    subject: "Role::role-of-three",
    declare: () => {
      const role = new aws.iam.Role("role-of-three", { name: "role-of-three", assumeRolePolicy: lambdaTrust });
      for (const number of [1, 2, 3]) {
        lambda(`function-under-role-${number}`, { role: role.arn });
      }
    },
  },
  {
    policy: "one-role-a-function",
    what: "three functions under one role of the program: the third",
    resource: "function-under-role-3",
    subject: "Role::role-of-three",
  },
  ...["aws:cloudwatch/eventTarget:EventTarget", "aws:lambda/eventSourceMapping:EventSourceMapping"].map((type) => ({
    policy: "integration-completeness",
    what: `an integration without its ${type.split(":").at(-1)}`,
    resource: "half-integration",
    subject: `Part::${type}`,
  })),
  {
    policy: "integration-completeness",
    what: "an integration with a queue too few",
    resource: "half-integration",
    subject: "Part::aws:sqs/queue:Queue",
    declare: halfIntegration,
  },
  {
    policy: "integration-completeness",
    what: "an integration whose function has nowhere to send",
    resource: "half-integration",
    subject: "Sink",
  },
  {
    policy: "integration-completeness",
    what: "a part without the tags of the others",
    resource: "half-log",
    subject: "Tags::environment",
  },
  ...[2, 3, 4].map((number) => ({
    policy: "put-audit-events-demand",
    what: `forwarders that may make ${number * 64} calls a second`,
    resource: `busy-${number}`,
    subject: `demand::${number * 64}`,
    ...(number === 2 && { declare: busyForwarders }),
  })),
];

function queue(name: string, args: aws.sqs.QueueArgs, deadLetters: aws.sqs.QueueArgs): aws.sqs.Queue {
  const deadLetterQueue = new aws.sqs.Queue(`${name}-letters`, deadLetters);
  return new aws.sqs.Queue(name, {
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount: 100 }),
    ...args,
  });
}

function visibility(
  how: string,
  subject: string,
  queueArgs: aws.sqs.QueueArgs,
  functionArgs: Partial<aws.lambda.FunctionArgs>,
  mappingArgs: Partial<aws.lambda.EventSourceMappingArgs>,
): Planted {
  const name = `hidden-${how.replaceAll(" ", "-")}`;
  return {
    policy: "queue-visibility",
    what: `a queue that shows a message too early ${how}`,
    resource: name,
    subject,
    declare: () => {
      const source = queue(`${name}-queue`, queueArgs, { messageRetentionSeconds: 1_209_600 });
      mapping(name, source.arn, lambda(`${name}-reader`, functionArgs), mappingArgs);
    },
  };
}

function mapping(
  name: string,
  eventSourceArn: pulumi.Input<string>,
  reader: aws.lambda.Function,
  args: Partial<aws.lambda.EventSourceMappingArgs> = {},
): void {
  new aws.lambda.EventSourceMapping(name, {
    functionName: reader.name,
    eventSourceArn,
    batchSize: 100,
    maximumBatchingWindowInSeconds: 1,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency: 2 },
    ...args,
  });
}

/** A function without a log group. */
function bare(name: string, args: Partial<aws.lambda.FunctionArgs>): void {
  new aws.lambda.Function(name, {
    name,
    role: roleArn(name),
    runtime: "nodejs24.x",
    handler: "__index.handler",
    code: new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset("exports.handler = () => {};") }),
    ...args,
  });
}

const channelArn = "arn:aws:cloudtrail:us-east-1:123456789012:channel/64b5eea0-82c3-4e9c-b339-c4549d2329e9";

function busyForwarders(): void {
  for (const number of [1, 2, 3, 4]) {
    const name = `busy-${number}`;
    const source = queue(`${name}-queue`, { visibilityTimeoutSeconds: 60 }, { messageRetentionSeconds: 1_209_600 });
    const reader = lambda(`${name}-forwarder`, { environment: { variables: { CHANNEL_ARN: channelArn } } });
    mapping(name, source.arn, reader, { scalingConfig: { maximumConcurrency: 16 } });
  }
}

/** An integration that somebody put together by hand, and left unfinished. */
function halfIntegration(): void {
  const integration = new pulumi.ComponentResource("partner-audit:index:PartnerAuditIntegration", "half-integration");
  const part = { parent: integration };
  const tags = { environment: "test" };
  new aws.cloudwatch.EventRule("half-rule", { eventPattern: JSON.stringify({ source: ["half"] }), tags }, part);
  const allow = { redriveAllowPolicy: JSON.stringify({ redrivePermission: "allowAll" }), tags };
  for (const number of [1, 2]) {
    new aws.sqs.Queue(`half-queue-${number}`, allow, part);
  }
  for (const number of [1, 2, 3]) {
    new aws.sqs.QueuePolicy(`half-queue-policy-${number}`, queuePolicyArgs(number), part);
  }
  const role = new aws.iam.Role("half-role", { name: "half-role", assumeRolePolicy: lambdaTrust, tags }, part);
  new aws.iam.RolePolicy("half-grant", { role: role.name, policy: grantOfHalf }, part);
  new aws.cloudwatch.LogGroup("half-log", { name: "/aws/lambda/half-function", retentionInDays: 365 }, part);
  new aws.lambda.Function(
    "half-function",
    {
      name: "half-function",
      role: role.arn,
      runtime: "nodejs24.x",
      handler: "__index.handler",
      code: new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset("exports.handler = 1;") }),
      tags,
    },
    part,
  );
}

const queueOfHalf = "arn:aws:sqs:us-east-1:123456789012:half";
const grantOfHalf = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "sqs:ReceiveMessage", Resource: queueOfHalf },
});

function queuePolicyArgs(number: number): aws.sqs.QueuePolicyArgs {
  const Condition = { Bool: { "aws:SecureTransport": "false" } };
  return {
    queueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/half-${number}`,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: queueOfHalf, Condition },
    }),
  };
}
