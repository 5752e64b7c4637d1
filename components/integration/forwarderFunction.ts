import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ForwarderSettings } from "../../functions/forwarder/forwarder";
import { mappingModules } from "../../functions/mapping/configured/configuredExpressions";
import type { ServiceRole } from "../aws/serviceRole";
import type { AuditLogGroupArg, BridgeArgs } from "./bridgeArgs";
import { callbackCode } from "./callbackCode";
import { archiveFiles, forwarderBundle } from "./forwarderBundle";
import type { Queues } from "./queues";

/**
 * The forwarder. The callback itself is thin: Pulumi serialises what it captures by value, so it captures plain settings and
 * asks the bundle, which lies beside it in the archive, for the handler.
 */
export function forwarderFunction(
  name: string,
  args: BridgeArgs & AuditLogGroupArg & { readonly role: ServiceRole; readonly queues: Queues },
  options: pulumi.CustomResourceOptions,
) {
  const { names, tags, vendor, mapping: configured, privacy = {} } = args;
  const { saltSecretArn, saltKeyArn: _grantedToTheRole, ...redaction } = privacy;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}/log-group`,
    { name: names.logGroup, retentionInDays: args.logRetentionDays, tags },
    options,
  );
  // Without a channel nothing loads the client.
  const bundle = forwarderBundle(args.channelArn === undefined ? "runtime" : args.awsClient);
  const settings: ForwarderSettings = {
    integration: name,
    vendor,
    ...(configured && { mapping: configured }),
    ...(args.privacy && { privacy: redaction }),
  };
  // The path is the literal of `bundlePath`: this text is serialised and runs beside the bundle.
  const makeHandler = () => require("./.partner-audit/forwarder.js").createForwarder(settings);
  const files = archiveFiles(bundle, mappingModules(settings.mapping));
  const lambda = new aws.lambda.Function(
    `${name}/forwarder`,
    {
      name: names.function,
      description: `Forwards the audit events of ${name}`,
      role: args.role.role.arn,
      ...callbackCode(makeHandler, files),
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      memorySize: args.memoryMegabytes,
      timeout: args.timeoutSeconds,
      environment: {
        variables: {
          DEAD_LETTER_QUEUE_URL: args.queues.deadLetterQueue.url,
          ...(args.channelArn !== undefined && { CHANNEL_ARN: args.channelArn }),
          ...(args.auditLogGroupArn !== undefined && { AUDIT_LOG_GROUP_ARN: args.auditLogGroupArn }),
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
