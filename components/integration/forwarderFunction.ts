import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ForwarderSettings } from "../../functions/forwarder/forwarder";
import { mappingModules } from "../../functions/mapping/configured/configuredExpressions";
import { trustPolicy } from "../aws/documents";
import { type Location, resourceArn } from "../aws/location";
import { type ServiceRole, type ServiceRoleArgs, serviceRole, useKeyThrough } from "../aws/serviceRole";
import { eventsPrefix } from "../lake/lakeTable";
import { archiveFiles, callbackCode, forwarderBundle } from "./forwarderBundle";
import type { SinkArgs, SinkDestination } from "./partnerAuditIntegrationArgs";
import type { SinkQueues } from "./queues";

/** Makes the forwarder of one sink. Pulumi serialises the values that the callback captures, so it captures only plain settings; the bundle beside it has the code. */
export function forwarderFunction(
  name: string,
  args: SinkArgs & { readonly role: ServiceRole; readonly queues: SinkQueues },
  options: pulumi.CustomResourceOptions,
) {
  const { key, sinkNames: names, destination, tags, vendor, mapping: configured, privacy = {} } = args;
  const { sink } = destination;
  const { saltSecretArn, saltKeyArn: _grantedToTheRole, ...redaction } = privacy;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}/log-group`,
    { name: names.logGroup, retentionInDays: args.logRetentionDays, tags },
    options,
  );
  // Only the sink cloudtrail-lake loads the client.
  const bundle = forwarderBundle(sink === "cloudtrail-lake" ? args.awsClient : "runtime");
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
  // The path repeats `bundlePath` as a literal: this code is serialised and runs beside the bundle.
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
          ...destinationVariables(destination, args.location),
          ...(saltSecretArn !== undefined && { HASH_SALT_SECRET_ARN: saltSecretArn }),
        },
      },
      tags,
    },
    // Lambda would make a log group without a retention.
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
    // Lambda checks at creation that the role may read from the queue.
    pulumi.mergeOptions(options, { dependsOn: [...args.role.policies] }),
  );
  return { function: lambda, logGroup };
}

/** Returns the environment variables of a forwarder's sink. The account is the recipient of every audit event; the ARNs of a channel and a log group contain it. */
function destinationVariables(
  destination: SinkDestination,
  { accountId }: Location,
): Readonly<Record<string, pulumi.Input<string>>> {
  switch (destination.sink) {
    case "cloudtrail-lake":
      return { CHANNEL_ARN: destination.channelArn };
    case "s3": {
      const { name, accountId: owner = accountId } = destination.bucket;
      return { LAKE_BUCKET_NAME: name, LAKE_BUCKET_OWNER: owner, RECIPIENT_ACCOUNT_ID: accountId };
    }
    case "cloudwatch-logs":
      return { AUDIT_LOG_GROUP_ARN: destination.auditLogGroupArn };
  }
}

/** Returns the grants that a forwarder needs to store audit events in its sink. */
function storingGrants({ key, destination, location }: SinkArgs): ServiceRoleArgs["grants"] {
  switch (destination.sink) {
    case "cloudtrail-lake":
      return {
        "put-audit-events": {
          Sid: "PutAuditEvents",
          Action: ["cloudtrail-data:PutAuditEvents"],
          Resource: destination.channelArn,
        },
      };
    case "s3": {
      const { name, keyArn } = destination.bucket;
      const Resource = pulumi.interpolate`arn:${location.partition}:s3:::${name}/${eventsPrefix}integration=${key}/*`;
      return {
        "put-objects": { Sid: "PutObjects", Action: ["s3:PutObject"], Resource },
        "use-lake-key":
          keyArn === undefined
            ? undefined
            : useKeyThrough("s3", "UseLakeKey", ["kms:GenerateDataKey"], keyArn, location),
      };
    }
    case "cloudwatch-logs":
      return {
        "put-log-events": {
          Sid: "PutLogEvents",
          Action: writing,
          Resource: pulumi.interpolate`${destination.auditLogGroupArn}:*`,
        },
      };
  }
}

const writing = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** Makes the role of one function with exactly the grants that it uses, each on one named resource. */
export function forwarderRole(name: string, args: SinkArgs, options: pulumi.CustomResourceOptions): ServiceRole {
  const { sinkNames: names, destination, location, rolePath: path, permissionsBoundary, tags, privacy = {} } = args;
  const on = (Sid: string, Action: readonly string[], Resource: pulumi.Input<string> | undefined) =>
    Resource === undefined ? undefined : { Sid, Action, Resource };
  return serviceRole(
    name,
    `${name}/role`,
    {
      roleName: names.role,
      path,
      description: `Permissions of the forwarder of ${args.key} to ${destination.sink}`,
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
        ...storingGrants(args),
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
