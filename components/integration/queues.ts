import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allowRule, jsonDocument, policyDocument, refusePlainTransport } from "../aws/documents";
import { queueLimits } from "../aws/limits";
import { resourceArn } from "../aws/location";
import type { BridgeArgs } from "./partnerAuditIntegrationArgs";

/** The queues of an integration, and their policies, without which the rule cannot deliver. */
export interface Queues {
  /** Where the rule delivers and the function reads. */
  readonly queue: aws.sqs.Queue;
  /** Where the function parks what can never be ingested, and where a message goes that was received too often. */
  readonly deadLetterQueue: aws.sqs.Queue;
  /** Where EventBridge puts what it could not deliver to the queue. */
  readonly targetDeadLetterQueue: aws.sqs.Queue;
  readonly policies: readonly aws.sqs.QueuePolicy[];
}

/** Makes the queues. Events outlast a long outage in the queue: a message is received about every four minutes, by default a hundred times. */
export function queues(
  name: string,
  args: BridgeArgs & { readonly ruleArn: pulumi.Output<string> },
  options: pulumi.CustomResourceOptions,
): Queues {
  const { names, location, ruleArn } = args;
  const arnOf = (queueName: string) => resourceArn(location, "sqs", queueName);
  const keyArn = args.encryptionKeys?.queues;
  const common = {
    ...(keyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: keyArn }),
    maxMessageSize: queueLimits.maximumMessageBytes,
    tags: args.tags,
  };

  const deadLetterQueue = new aws.sqs.Queue(
    `${name}/dead-letter-queue`,
    { ...common, name: names.deadLetterQueue, messageRetentionSeconds: days(args.deadLetterRetentionDays) },
    options,
  );
  const targetDeadLetterQueue = new aws.sqs.Queue(
    `${name}/target-dead-letter-queue`,
    { ...common, name: names.targetDeadLetterQueue, messageRetentionSeconds: days(args.deadLetterRetentionDays) },
    options,
  );
  const queue = new aws.sqs.Queue(
    `${name}/queue`,
    {
      ...common,
      name: names.queue,
      messageRetentionSeconds: days(args.queueRetentionDays),
      visibilityTimeoutSeconds: visibilityTimeoutOf(args),
      redrivePolicy: jsonDocument({
        deadLetterTargetArn: arnOf(names.deadLetterQueue),
        maxReceiveCount: args.maximumReceiveCount,
      }),
    },
    // The ARN is computed, so that policies can judge the redrive at a first preview; SQS wants the queue to exist.
    pulumi.mergeOptions(options, { dependsOn: [deadLetterQueue] }),
  );

  const policy = (suffix: string, target: aws.sqs.Queue, document: pulumi.Output<string>) =>
    new aws.sqs.QueuePolicy(`${name}/${suffix}-policy`, { queueUrl: target.url, policy: document }, options);
  const fromRule = (queueName: string) =>
    policyDocument(allowRule(arnOf(queueName), ruleArn, location.accountId), refusePlainTransport(arnOf(queueName)));

  return {
    queue,
    deadLetterQueue,
    targetDeadLetterQueue,
    policies: [
      policy("queue", queue, fromRule(names.queue)),
      policy("target-dead-letter-queue", targetDeadLetterQueue, fromRule(names.targetDeadLetterQueue)),
      policy("dead-letter-queue", deadLetterQueue, policyDocument(refusePlainTransport(arnOf(names.deadLetterQueue)))),
    ],
  };
}

/** Seconds that a received message is hidden (AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping"). */
export function visibilityTimeoutOf(args: Pick<BridgeArgs, "timeoutSeconds" | "batchWindowSeconds">): number {
  return 6 * args.timeoutSeconds + args.batchWindowSeconds;
}

/** Days in seconds. */
function days(count: number): number {
  return count * 24 * 60 * 60;
}
