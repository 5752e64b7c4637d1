import type { RecordedResource } from "../policy/judge";

const account = "123456789012";
const day = 86_400;

/** Resources in a group of manyResources. */
export const groupSize = 10;

/**
 * Makes resources of the types that most policies check, in groups that refer to each other by ARN as in a deployed stack: a function with its role,
 * grants and log group, the queue that it reads, the queue's policy and dead-letter queue, and a rule with a target. Every tenth group has grants on all
 * resources and a queue with a short retention.
 */
export function manyResources(groups: number): readonly RecordedResource[] {
  return Array.from({ length: groups }, (_, number) => group(`bench-${number}`, number % 10 === 9)).flat();
}

function group(name: string, isWrong: boolean): readonly RecordedResource[] {
  const arnOf = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;
  const queueArn = arnOf("sqs", name);
  const lettersArn = arnOf("sqs", `${name}-letters`);
  const roleArn = `arn:aws:iam::${account}:role/${name}`;
  const ruleArn = arnOf("events", `rule/${name}`);
  return [
    recorded("aws:iam/role:Role", name, { name, assumeRolePolicy: trustOf("lambda.amazonaws.com") }, { arn: roleArn }),
    recorded("aws:iam/rolePolicy:RolePolicy", name, { name, role: name, policy: grantsOn(queueArn, isWrong) }),
    recorded("aws:cloudwatch/logGroup:LogGroup", name, { name: `/aws/lambda/${name}`, retentionInDays: 365 }),
    recorded(
      "aws:lambda/function:Function",
      name,
      {
        name,
        role: roleArn,
        runtime: "nodejs24.x",
        handler: "index.handler",
        timeout: 30,
        s3Bucket: "code",
        s3Key: "code.zip",
        environment: { variables: { QUEUE_URL: urlOf(name), LEVEL: "info" } },
      },
      { arn: arnOf("lambda", `function:${name}`) },
    ),
    recorded(
      "aws:sqs/queue:Queue",
      name,
      {
        name,
        visibilityTimeoutSeconds: 180,
        messageRetentionSeconds: isWrong ? 60 : 7 * day,
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: lettersArn, maxReceiveCount: 100 }),
      },
      { arn: queueArn, url: urlOf(name) },
    ),
    recorded(
      "aws:sqs/queue:Queue",
      `${name}-letters`,
      { name: `${name}-letters`, messageRetentionSeconds: 14 * day },
      { arn: lettersArn, url: urlOf(`${name}-letters`) },
    ),
    recorded("aws:sqs/queuePolicy:QueuePolicy", name, { queueUrl: urlOf(name), policy: accessTo(queueArn, ruleArn) }),
    recorded("aws:lambda/eventSourceMapping:EventSourceMapping", name, {
      eventSourceArn: queueArn,
      functionName: name,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 10 },
    }),
    recorded(
      "aws:cloudwatch/eventRule:EventRule",
      name,
      { name, eventPattern: JSON.stringify({ account: [account] }) },
      { arn: ruleArn },
    ),
    recorded("aws:cloudwatch/eventTarget:EventTarget", name, {
      rule: name,
      targetId: name,
      arn: queueArn,
      deadLetterConfig: { arn: lettersArn },
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: day },
    }),
  ];
}

type Properties = RecordedResource["inputs"];

function recorded(type: string, name: string, inputs: Properties, outputs: Properties = {}): RecordedResource {
  return { type, name, urn: `urn:pulumi:bench::bench::${type}::${name}`, inputs, outputs: { ...inputs, ...outputs } };
}

function urlOf(queue: string): string {
  return `https://sqs.us-east-1.amazonaws.com/${account}/${queue}`;
}

function documentOf(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function trustOf(Service: string): string {
  return documentOf({ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" });
}

function grantsOn(queueArn: string, isWrong: boolean): string {
  return documentOf(
    { Effect: "Allow", Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: queueArn },
    { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/reports/*" },
    { Effect: "Allow", Action: isWrong ? "dynamodb:*" : "ec2:DescribeInstances", Resource: "*" },
  );
}

function accessTo(queueArn: string, ruleArn: string): string {
  return documentOf(
    {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
    },
    {
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
