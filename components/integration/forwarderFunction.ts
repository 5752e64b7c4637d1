import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ForwarderSettings } from "../../functions/forwarder/forwarder";
import { mappingModules } from "../../functions/mapping/configured/configuredExpressions";
import { trustPolicy } from "../aws/documents";
import { resourceArn } from "../aws/location";
import { type ServiceRole, serviceRole, useKeyThrough } from "../aws/serviceRole";
import { archiveFiles, callbackCode, forwarderBundle } from "./forwarderBundle";
import type { SinkArgs } from "./partnerAuditIntegrationArgs";
import type { SinkQueues } from "./queues";

/** Makes the forwarder of one sink. Pulumi serialises what the callback captures, so it captures plain settings, and the bundle beside it has the code. */
export function forwarderFunction(
  name: string,
  args: SinkArgs & { readonly role: ServiceRole; readonly queues: SinkQueues },
  options: pulumi.CustomResourceOptions,
) {
  const { key, sinkNames: names, destination, tags, vendor, mapping: configured, privacy = {} } = args;
  const { sink, channelArn, auditLogGroupArn } = destination;
  const { saltSecretArn, saltKeyArn: _grantedToTheRole, ...redaction } = privacy;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}/log-group`,
    { name: names.logGroup, retentionInDays: args.logRetentionDays, tags },
    options,
  );
  // Without a channel nothing loads the client.
  const bundle = forwarderBundle(channelArn === undefined ? "runtime" : args.awsClient);
  const settings: ForwarderSettings = {
    integration: key,
    vendor,
    ...(configured && { mapping: configured }),
    ...(args.privacy && { privacy: redaction }),
    queue: {
      maximumReceiveCount: args.maximumReceiveCount,
      handledWithinSeconds: args.batchWindowSeconds + args.timeoutSeconds,
    },
  };
  // The path is the literal of `bundlePath`: this text is serialised and runs beside the bundle.
  const makeHandler = () => require("./.partner-audit/forwarder.js").createForwarder(settings);
  const files = archiveFiles(bundle, mappingModules(settings.mapping));
  const lambda = new aws.lambda.Function(
    `${name}/forwarder`,
    {
      name: names.function,
      description: `Forwards the audit events of ${key} to ${sink}`,
      role: args.role.role.arn,
      ...callbackCode(makeHandler, files),
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      memorySize: args.memoryMegabytes,
      timeout: args.timeoutSeconds,
      environment: {
        variables: {
          DEAD_LETTER_QUEUE_URL: args.queues.deadLetterQueue.url,
          ...(channelArn === undefined ? { AUDIT_LOG_GROUP_ARN: auditLogGroupArn } : { CHANNEL_ARN: channelArn }),
          ...(saltSecretArn !== undefined && { HASH_SALT_SECRET_ARN: saltSecretArn }),
        },
      },
      tags,
    },
    // A log group of its own making would keep the log for ever.
    pulumi.mergeOptions(options, { dependsOn: [logGroup] }),
  );
  new aws.lambda.EventSourceMapping(
    `${name}/mapping`,
    {
      eventSourceArn: args.queues.queue.arn,
      functionName: lambda.name,
      batchSize: args.batchSize,
      maximumBatchingWindowInSeconds: args.batchWindowSeconds,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: args.maximumConcurrency },
      tags,
    },
    // Lambda checks at creation that the role may read the queue.
    pulumi.mergeOptions(options, { dependsOn: [...args.role.policies] }),
  );
  return { function: lambda, logGroup };
}

/** The role of one function, with exactly the grants it uses, each on one named resource. */
export function forwarderRole(name: string, args: SinkArgs, options: pulumi.CustomResourceOptions): ServiceRole {
  const { sinkNames: names, destination, location, rolePath: path, permissionsBoundary, tags, privacy = {} } = args;
  const { sink, channelArn, auditLogGroupArn } = destination;
  const writing = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const on = (Sid: string, Action: readonly string[], Resource: pulumi.Input<string> | undefined) =>
    Resource === undefined ? undefined : { Sid, Action, Resource };
  return serviceRole(
    name,
    `${name}/role`,
    {
      roleName: names.role,
      path,
      description: `What the forwarder of ${args.key} to ${sink} may do`,
      trust: trustPolicy("lambda.amazonaws.com"),
      permissionsBoundary,
      tags,
      grants: {
        "receive-events": on(
          "ReceiveEvents",
          ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          resourceArn(location, "sqs", names.queue),
        ),
        "park-rejects": on("ParkRejects", ["sqs:SendMessage"], resourceArn(location, "sqs", names.deadLetterQueue)),
        "write-log": on("WriteLog", writing, resourceArn(location, "logs", `log-group:${names.logGroup}:*`)),
        "put-audit-events": on("PutAuditEvents", ["cloudtrail-data:PutAuditEvents"], channelArn),
        "put-log-events": on("PutLogEvents", writing, auditLogGroupArn && pulumi.interpolate`${auditLogGroupArn}:*`),
        "use-queue-key": on("UseQueueKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.encryptionKeys?.queues),
        "read-salt": on("ReadSalt", ["secretsmanager:GetSecretValue"], privacy.saltSecretArn),
        "use-salt-key":
          privacy.saltKeyArn === undefined
            ? undefined
            : useKeyThrough("secretsmanager", "UseSaltKey", ["kms:Decrypt"], privacy.saltKeyArn, location),
      },
    },
    options,
  );
}
