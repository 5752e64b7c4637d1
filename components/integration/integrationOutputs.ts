import type * as pulumi from "@pulumi/pulumi";

/** What an integration gives to the program's outputs: of each part that it has. */
export interface PartnerAuditIntegrationOutputs {
  /** The store that the integration made or, of given stores, the first; not with a channel that exists already, nor without a channel. */
  readonly eventDataStoreArn?: pulumi.Output<string | undefined>;
  /** With the sink cloudtrail-lake. Of a direct delivery, the partner asks for it. */
  readonly channelArn?: pulumi.Output<string>;
  /** The partner's event bus, or the one that was given. */
  readonly eventBusName?: pulumi.Output<string>;
  /** The rule that sends the vendor's events to the queue. */
  readonly ruleArn?: pulumi.Output<string>;
  /** With `archive`. */
  readonly archiveArn?: pulumi.Output<string>;
  /** Where events wait for the function. */
  readonly queueUrl?: pulumi.Output<string>;
  /** What could never be ingested, each with its reason in the message's attributes. */
  readonly deadLetterQueueUrl?: pulumi.Output<string>;
  /** What EventBridge could not deliver to the queue. */
  readonly targetDeadLetterQueueUrl?: pulumi.Output<string>;
  /** The forwarder. */
  readonly functionName?: pulumi.Output<string>;
  /** The function's own log. */
  readonly logGroupName?: pulumi.Output<string>;
  /** The audit events, with the sink cloudwatch-logs. */
  readonly auditLogGroupName?: pulumi.Output<string>;
  /** The events as they came, with `rawLogGroup`. */
  readonly rawLogGroupName?: pulumi.Output<string>;
  /** Of a solution: the policy to attach to the application's role. */
  readonly policyArn?: pulumi.Output<string>;
}
