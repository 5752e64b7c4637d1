import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nameOf } from "./granted";
import { type Planted, queueArn, roleArn } from "./planted";

/** Violations about how events get through: targets, redrive, mappings, functions. */
export const delivered: readonly Planted[] = [
  target("a target without a dead-letter queue", "deadLetterConfig", { deadLetterConfig: undefined }),
  target("a target without a retry policy", "retryPolicy", { retryPolicy: undefined }),
  target("a target that is not tried again", "maximumRetryAttempts::0", {
    retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 3600 },
  }),
  schedule("a schedule without a dead-letter queue", "deadLetterConfig", { retryPolicy: { maximumRetryAttempts: 10 } }),
  schedule("a schedule that is not tried again", "maximumRetryAttempts::0", {
    deadLetterConfig: { arn: queueArn("undelivered") },
    retryPolicy: { maximumRetryAttempts: 0 },
  }),
  redrive(1),
  redrive(3),
  redrive(4),
  {
    policy: "redrive",
    what: "a message given up after 2 receives, in a document with an Output that is not known yet",
    resource: "redrive-output",
    subject: "maxReceiveCount::2",
    firstPreview: "unknown",
    declare: () => {
      const deadLetters = new aws.sqs.Queue("dead-letters-of-the-output", { messageRetentionSeconds: 1_209_600 });
      new aws.sqs.Queue("redrive-output", {
        messageRetentionSeconds: 604_800,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 }),
      });
    },
  },
  mapping("a mapping that takes a whole batch back", "functionResponseTypes", { functionResponseTypes: undefined }),
  mapping("a mapping without a bound", "maximumConcurrency", { scalingConfig: undefined }),
  mapping("a mapping with other settings of scaling alone", "maximumConcurrency", {
    scalingConfig: undefined,
    provisionedPollerConfig: { minimumPollers: 2 },
  }),
  runtime("python3.10", "a runtime without security updates"),
  runtime("dotnet8", "another runtime without security updates"),
  runtime("java25", "a runtime with less time left than is asked for"),
  secret("an access key in a variable", "Environment::SETTINGS", {
    environment: { variables: { SETTINGS: `key=${"AKIA"}${"IOSFODNN7EXAMPLE"}` } },
  }),
  secret("a password in a variable", "Environment::DATABASE_PASSWORD", {
    environment: { variables: { DATABASE_PASSWORD: "correct horse battery staple" } },
  }),
  secret("a password in a variable's URL", "Environment::DATABASE", {
    environment: { variables: { DATABASE: `postgres://app:${"hunter22"}@db.internal/audit` } },
  }),
  secret("a private key in the code", "Code::__index.js", {
    code: archive(`const key = "-----BEGIN ${"RSA PRIVATE KEY"}-----\\nMIIEow";`),
  }),
  secret("a token in the code", "Code::__index.js", {
    code: archive(`exports.handler = () => send({ apiToken: "${"9f86d081884c7d659a2f"}${"eaa0c55ad015"}" });`),
  }),
];

function target(what: string, subject: string, changes: Partial<aws.cloudwatch.EventTargetArgs>): Planted {
  const resource = nameOf(what);
  return {
    policy: "event-targets",
    what,
    resource,
    subject,
    declare: () =>
      new aws.cloudwatch.EventTarget(resource, {
        rule: "okta",
        arn: queueArn("audit"),
        deadLetterConfig: { arn: queueArn("undelivered") },
        retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
        ...changes,
      }),
  };
}

function schedule(what: string, subject: string, target: object): Planted {
  const resource = nameOf(what);
  return {
    policy: "event-targets",
    what,
    resource,
    subject,
    declare: () =>
      new aws.scheduler.Schedule(resource, {
        scheduleExpression: "rate(1 hour)",
        flexibleTimeWindow: { mode: "OFF" },
        target: { arn: queueArn("audit"), roleArn: roleArn("scheduler"), ...target },
      }),
  };
}

function redrive(maxReceiveCount: number): Planted {
  const resource = `redrive-${maxReceiveCount}`;
  return {
    policy: "redrive",
    what: `a message given up after ${maxReceiveCount} receives`,
    resource,
    subject: `maxReceiveCount::${maxReceiveCount}`,
    declare: () =>
      new aws.sqs.Queue(resource, {
        messageRetentionSeconds: 604_800,
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("elsewhere"), maxReceiveCount }),
      }),
  };
}

function mapping(what: string, subject: string, changes: Partial<aws.lambda.EventSourceMappingArgs>): Planted {
  const resource = nameOf(what);
  return {
    policy: "event-source-mappings",
    what,
    resource,
    subject,
    declare: () =>
      new aws.lambda.EventSourceMapping(resource, {
        functionName: "elsewhere",
        eventSourceArn: queueArn(resource),
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: 5 },
        ...changes,
      }),
  };
}

function runtime(name: string, what: string): Planted {
  const resource = `function-on-${nameOf(name)}`;
  return {
    policy: "function-runtimes",
    what: `${what} (${name})`,
    resource,
    subject: `runtime::${name}`,
    declare: () => lambda(resource, { runtime: name }),
  };
}

function secret(what: string, subject: string, changes: Partial<aws.lambda.FunctionArgs>): Planted {
  const resource = nameOf(what);
  return { policy: "function-secrets", what, resource, subject, declare: () => lambda(resource, changes) };
}

/** A function with its log group and a role of its own: the happy path with changes. */
export function lambda(name: string, changes: Partial<aws.lambda.FunctionArgs> = {}): aws.lambda.Function {
  new aws.cloudwatch.LogGroup(`${name}-log`, { name: `/aws/lambda/${name}`, retentionInDays: 365 });
  return new aws.lambda.Function(name, {
    name,
    role: roleArn(name),
    runtime: "nodejs24.x",
    handler: "__index.handler",
    code: archive("exports.handler = async () => undefined;"),
    ...changes,
  });
}

function archive(text: string): pulumi.asset.Archive {
  return new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset(text) });
}
