import { AsyncResource } from "node:async_hooks";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/documents";
import { currentLocation, resourceArn, stackPrefix } from "../aws/location";
import { rawLogGroupPrefix } from "../aws/names";
import { eventTarget, type TargetArgs } from "./eventSource";
import type { EncryptionKeys } from "./integrationSettings";
import type { BridgeArgs } from "./partnerAuditIntegrationArgs";

/**
 * Makes the log group of audit events, for the sink cloudwatch-logs. It holds evidence: CloudWatch Logs refuses its deletion, it stays when the
 * integration or the stack is removed, and it can be adopted again by an import.
 */
export function auditLogGroup(
  name: string,
  { vendor, auditLogRetentionDays, auditLogGroup: adopted, encryptionKeys, names, tags: ofStack }: BridgeArgs,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup | undefined {
  if (auditLogRetentionDays === undefined) {
    return undefined;
  }
  const { auditLogGroup: kmsKeyId }: EncryptionKeys = encryptionKeys ?? {};
  const tags = { ...dataSourceTags(vendor), ...ofStack };
  const inputs = { retentionInDays: auditLogRetentionDays, kmsKeyId, deletionProtectionEnabled: true, tags };
  const kept = { ...options, retainOnDelete: true };
  const logGroupName = names.auditLogGroup;
  return new aws.cloudwatch.LogGroup(
    `${name}/audit-log-group`,
    { name: logGroupName, ...inputs },
    // Pulumi refuses an import whose inputs differ from the existing resource, so these stay unchanged.
    adopted
      ? { ...kept, import: logGroupName, ignoreChanges: [...adoptedAsTheyAre] }
      : withExistingLogGroupHint(name, logGroupName, kept),
  );
}

/**
 * Returns the tags that make a log group a data source of CloudWatch Logs, which S3 Tables offers to Athena as a table. Their values have 1 to 64
 * lower-case letters, digits and `_` (Amazon CloudWatch Logs User Guide, "Data sources").
 */
function dataSourceTags(vendor: string): Readonly<Record<string, string>> {
  return { "cw:datasource:name": "partner_audit", "cw:datasource:type": vendor.replaceAll("-", "_") };
}

/** Inputs of a log group except its name (Pulumi Registry, `aws.cloudwatch.LogGroup`). */
const adoptedAsTheyAre = [
  "deletionProtectionEnabled",
  "kmsKeyId",
  "logGroupClass",
  "retentionInDays",
  "skipDestroy",
  "tags",
  "tagsAll",
] as const;

/** Makes a log group of all events, unmapped. It needs the stack's {@link rawLogPolicy}; undelivered events go to the target dead-letter queue. */
export function rawLogGroup(
  name: string,
  args: TargetArgs,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup | undefined {
  const { rawLogGroup: kept, names, encryptionKeys, tags } = args;
  if (kept === undefined) {
    return undefined;
  }
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}/raw-log-group`,
    { name: names.rawLogGroup, retentionInDays: kept.retentionDays, kmsKeyId: encryptionKeys?.rawLogGroup, tags },
    options,
  );
  eventTarget(`${name}/raw-target`, { ...args, targetId: "raw-log-group", arn: logGroup.arn }, options);
  return logGroup;
}

/**
 * Lets EventBridge write to the raw log groups of a stack, only for the stack's rules. A Region takes few such policies, so a stack has one.
 * Source: Amazon EventBridge User Guide, "Using resource-based policies for Amazon EventBridge", CloudWatch Logs permissions.
 */
export function rawLogPolicy(options: pulumi.CustomResourceOptions = {}): aws.cloudwatch.LogResourcePolicy {
  const location = currentLocation(options);
  const Principal = { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] };
  const logGroups = resourceArn(location, "logs", `log-group:${rawLogGroupPrefix(stackPrefix())}*:*`);
  return new aws.cloudwatch.LogResourcePolicy(
    "raw-log-policy",
    {
      policyName: `${stackPrefix()}_raw-events`,
      policyDocument: policyDocument(
        { Sid: "CreateStreams", Effect: "Allow", Principal, Action: "logs:CreateLogStream", Resource: logGroups },
        {
          Sid: "PutEvents",
          Effect: "Allow",
          Principal,
          Action: "logs:PutLogEvents",
          Resource: logGroups,
          Condition: {
            // A rule's ARN contains the name of its bus before its own, except on the default bus.
            ArnLike: {
              "aws:SourceArn": ["", "*/"].map((bus) =>
                resourceArn(location, "events", `rule/${bus}${stackPrefix()}_*`),
              ),
            },
          },
        },
      ),
    },
    options,
  );
}

/** Makes options that print the setting that adopts a log group if its creation fails because it exists; AWS's error does not contain the setting. */
function withExistingLogGroupHint(
  key: string,
  logGroupName: string,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  // The monitor of the SDK's mocks does not support hooks.
  if (typeof pulumi.runtime.getMonitor()?.registerErrorHook !== "function") {
    return options;
  }
  // The engine calls hooks outside the program's asynchronous context, which the log needs to find its stack.
  const report = AsyncResource.bind(() => pulumi.log.error(existingLogGroupHint(key, logGroupName)));
  const onFailure = async ({ errors }: pulumi.ErrorHookArgs) => {
    if (errors.some((error) => error.includes("ResourceAlreadyExistsException"))) {
      await report();
    }
    return false;
  };
  const hook = new pulumi.ErrorHook(`${key}/audit-log-group/exists`, onFailure);
  return pulumi.mergeOptions(options, { hooks: { onError: [hook] } });
}

/** Returns the message about a log group that was left in the account, with the setting that adopts it. */
export function existingLogGroupHint(key: string, logGroupName: string): string {
  return [
    `The log group ${logGroupName} is in the account already: an earlier deployment of ${key} left it with its audit events.`,
    "Adopt it, then run pulumi up again:",
    `  pulumi config set --path partner-audit:vendors.${key}.auditLogGroup.import ${logGroupName}`,
    `In a program of your own: auditLogGroup: { import: ${JSON.stringify(logGroupName)} }. See docs/upgrading.md, "Adopt existing resources".`,
  ].join("\n");
}
