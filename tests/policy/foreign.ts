import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { lockedBucket } from "./lockedBucket";
import { account, documentOf, lambdaTrust, policyOf, queueArn } from "./planted/planted";

/** Correct snippets of typical programs. No policy finds anything in them. */
export const foreignSnippets: Readonly<Record<string, () => void>> = {
  "a function that reads a queue": () => {
    const deadLetters = new aws.sqs.Queue("orders-dead-letters", { messageRetentionSeconds: 1_209_600 });
    const orders = new aws.sqs.Queue("orders", {
      visibilityTimeoutSeconds: 180,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
    });
    const role = new aws.iam.Role("orders-role", { assumeRolePolicy: lambdaTrust });
    new aws.iam.RolePolicy("orders-grant", {
      role: role.name,
      policy: pulumi.jsonStringify(
        documentOf({
          Effect: "Allow",
          Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          Resource: orders.arn,
        }),
      ),
    });
    const reader = new aws.lambda.Function("orders-reader", {
      role: role.arn,
      runtime: "python3.13",
      handler: "app.handler",
      timeout: 30,
      code: new pulumi.asset.AssetArchive({
        "app.py": new pulumi.asset.StringAsset("def handler(event, context): pass"),
      }),
      environment: { variables: { TABLE: "orders", API_TOKEN_SECRET_ARN: secretArn } },
    });
    new aws.cloudwatch.LogGroup("orders-log", {
      name: pulumi.interpolate`/aws/lambda/${reader.name}`,
      retentionInDays: 30,
    });
    new aws.lambda.EventSourceMapping("orders-mapping", {
      eventSourceArn: orders.arn,
      functionName: reader.arn,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 10 },
    });
  },
  "a bucket of locked backups, and one of a website that anybody reads and its role empties": () => {
    lockedBucket("backups");
    const site = new aws.s3.Bucket("site", { bucket: "site", forceDestroy: true });
    const everybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" };
    new aws.s3.BucketPolicy("site-policy", { bucket: site.bucket, policy: policyOf(everybody) });
    new aws.iam.RolePolicy("site-publisher", {
      role: "publisher",
      policy: policyOf({
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:DeleteObject", "s3:PutLifecycleConfiguration"],
        Resource: ["arn:aws:s3:::site", "arn:aws:s3:::site/*"],
      }),
    });
  },
  "a function that reads a stream": () => {
    const reader = lambdaOf("stream-reader");
    new aws.lambda.EventSourceMapping("stream-mapping", {
      eventSourceArn: `arn:aws:kinesis:us-east-1:${account}:stream/clicks`,
      functionName: reader.name,
      startingPosition: "LATEST",
      maximumRetryAttempts: 3,
      destinationConfig: { onFailure: { destinationArn: queueArn("clicks-not-read") } },
    });
  },
  "a queue that its own account administers, with a topic that sends to it": () => {
    const arn = `arn:aws:sqs:us-east-1:${account}:inbox`;
    new aws.sqs.QueuePolicy("inbox-policy", {
      queueUrl: `https://sqs.us-east-1.amazonaws.com/${account}/inbox`,
      policy: policyOf(
        {
          Sid: "__owner_statement",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: "SQS:*",
          Resource: arn,
        },
        {
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:us-east-1:${account}:news` } },
        },
        refusePlainTransport("sqs:*", arn),
      ),
    });
  },
  "a topic for alarms": () => {
    const arn = `arn:aws:sns:us-east-1:${account}:alarms`;
    new aws.sns.Topic("alarms", {
      policy: policyOf(
        {
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: arn,
          Condition: { StringEquals: { "AWS:SourceAccount": account } },
        },
        refusePlainTransport("sns:Publish", arn),
      ),
    });
  },
  "a key for log groups": () => {
    const root = { AWS: `arn:aws:iam::${account}:root` };
    new aws.kms.Key("logs-key", {
      enableKeyRotation: true,
      policy: policyOf(
        { Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" },
        {
          Effect: "Allow",
          Principal: { Service: "logs.us-east-1.amazonaws.com" },
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
          Condition: {
            ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:us-east-1:${account}:log-group:*` },
          },
        },
      ),
    });
  },
  "a schedule that gives up into a queue": () => {
    const undelivered = new aws.sqs.Queue("schedule-undelivered", { messageRetentionSeconds: 1_209_600 });
    new aws.scheduler.Schedule("hourly", {
      scheduleExpression: "rate(1 hour)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:aws:lambda:us-east-1:${account}:function:hourly`,
        roleArn: `arn:aws:iam::${account}:role/hourly`,
        deadLetterConfig: { arn: undelivered.arn },
      },
    });
  },
  "a scheduler's role that passes another": () => {
    role("scheduler", {
      Principal: { Service: "scheduler.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    });
    new aws.iam.RolePolicy("scheduler-grant", {
      role: "scheduler",
      policy: policyOf({
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: `arn:aws:iam::${account}:role/task`,
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    });
  },
  "a role for deployments from a repository": () =>
    role("deployer", {
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" },
      },
    }),
  "a role for an auditor's account": () => {
    role("auditor", {
      Principal: { AWS: "arn:aws:iam::210987654321:root" },
      Condition: { StringEquals: { "sts:ExternalId": "acme-audit-2026" } },
    });
    new aws.iam.RolePolicyAttachment("auditor-reads", {
      role: "auditor",
      policyArn: "arn:aws:iam::aws:policy/SecurityAudit",
    });
  },
  "a rule that sends to a queue": () => {
    const rule = new aws.cloudwatch.EventRule("logins", { eventPattern: JSON.stringify({ source: ["aws.signin"] }) });
    new aws.cloudwatch.EventTarget("logins-target", {
      rule: rule.name,
      arn: `arn:aws:sqs:us-east-1:${account}:inbox`,
      deadLetterConfig: { arn: `arn:aws:sqs:us-east-1:${account}:undelivered` },
      retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
    });
  },
};

const secretArn = `arn:aws:secretsmanager:us-east-1:${account}:secret:api-token-AbCdEf`;

function role(name: string, statement: object): void {
  new aws.iam.Role(name, {
    name,
    assumeRolePolicy: policyOf({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }),
  });
}

function refusePlainTransport(action: string, resource: string): object {
  return {
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

function lambdaOf(name: string): aws.lambda.Function {
  new aws.cloudwatch.LogGroup(`${name}-log`, { name: `/aws/lambda/${name}`, retentionInDays: 30 });
  return new aws.lambda.Function(name, {
    name,
    role: `arn:aws:iam::${account}:role/${name}`,
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "artifacts",
    s3Key: `${name}.zip`,
  });
}
