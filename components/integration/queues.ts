import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allowRule, jsonDocument, policyDocument, refusePlainTransport } from "../aws/documents";
import { queueLimits } from "../aws/limits";
import { resourceArn } from "../aws/location";
import type { BridgeArgs, SinkArgs } from "./partnerAuditIntegrationArgs";

/** A queue and its policy, which the rule needs to deliver to it. */
export interface PolicedQueue {
  readonly queue: aws.sqs.Queue;
  readonly policy: aws.sqs.QueuePolicy;
}

/** Queues of one sink. */
export interface SinkQueues extends PolicedQueue {
  /** The queue for events that the forwarder cannot store, and for messages that were received too often, which SQS moves there. */
  readonly deadLetterQueue: aws.sqs.Queue;
}

type FromRule = { readonly ruleArn: pulumi.Output<string> };

/** Makes the queue for events that EventBridge could not deliver to a target of the rule. */
export function targetDeadLetterQueue(
  name: string,
  args: BridgeArgs & FromRule,
  options: pulumi.CustomResourceOptions,
): PolicedQueue {
  const queueName = args.names.targetDeadLetterQueue;
  const queue = new aws.sqs.Queue(
    `${name}/target-dead-letter-queue`,
    { ...commonArgs(args), name: queueName, messageRetentionSeconds: days(args.deadLetterRetentionDays) },
    options,
  );
  const policy = queuePolicy(`${name}/target-dead-letter-queue`, queue, fromRule(queueName, args), options);
  return { queue, policy };
}

/**
 * Makes the queues of one sink. The queue keeps events through a long outage: a message is received about every four minutes, by default up to a
 * hundred times.
 */
export function sinkQueues(name: string, args: SinkArgs & FromRule, options: pulumi.CustomResourceOptions): SinkQueues {
  const { sinkNames, location } = args;
  const common = commonArgs(args);
  const deadLetterArn = resourceArn(location, "sqs", sinkNames.deadLetterQueue);
  const deadLetterQueue = new aws.sqs.Queue(
    `${name}/dead-letter-queue`,
    { ...common, name: sinkNames.deadLetterQueue, messageRetentionSeconds: days(args.deadLetterRetentionDays) },
    options,
  );
  const queue = new aws.sqs.Queue(
    `${name}/queue`,
    {
      ...common,
      name: sinkNames.queue,
      messageRetentionSeconds: days(args.queueRetentionDays),
      visibilityTimeoutSeconds: visibilityTimeoutOf(args),
      redrivePolicy: jsonDocument({ deadLetterTargetArn: deadLetterArn, maxReceiveCount: args.maximumReceiveCount }),
    },
    // The ARN is computed, so policies can check the redrive at the first preview; SQS requires that the queue exists.
    pulumi.mergeOptions(options, { dependsOn: [deadLetterQueue] }),
  );

  const policy = queuePolicy(`${name}/queue`, queue, fromRule(sinkNames.queue, args), options);
  queuePolicy(
    `${name}/dead-letter-queue`,
    deadLetterQueue,
    policyDocument(refusePlainTransport(deadLetterArn)),
    options,
  );
  return { queue, deadLetterQueue, policy };
}

function commonArgs({ encryptionKeys, tags }: BridgeArgs) {
  const keyArn = encryptionKeys?.queues;
  return {
    ...(keyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: keyArn }),
    maxMessageSize: queueLimits.maximumMessageBytes,
    tags,
  };
}

function queuePolicy(
  queueName: string,
  queue: aws.sqs.Queue,
  policy: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): aws.sqs.QueuePolicy {
  return new aws.sqs.QueuePolicy(`${queueName}-policy`, { queueUrl: queue.url, policy }, options);
}

function fromRule(queueName: string, { location, ruleArn }: BridgeArgs & FromRule): pulumi.Output<string> {
  const arn = resourceArn(location, "sqs", queueName);
  return policyDocument(allowRule(arn, ruleArn, location.accountId), refusePlainTransport(arn));
}

/** Returns the seconds for which a received message is hidden (AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping"). */
export function visibilityTimeoutOf(args: Pick<SinkArgs, "timeoutSeconds" | "batchWindowSeconds">): number {
  return 6 * args.timeoutSeconds + args.batchWindowSeconds;
}

/** Converts days to seconds. */
function days(count: number): number {
  return count * 24 * 60 * 60;
}
