import { type BucketContents, bucketLookUps, lookUpArguments, noBuckets } from "./bucketLookUps";
import { endpointSuffix } from "./formats";
import type { CloudContext, CreatedResource, Inputs, ResourceType } from "./resourceType";
import {
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketNotification,
  bucketObjectLock,
  bucketOwnership,
  bucketPolicy,
  bucketPublicAccess,
  bucketVersioning,
} from "./types/buckets";
import { catalogDatabase, catalogTable, namedQuery, workgroup } from "./types/catalog";
import { cloudControlResource } from "./types/cloudControlResource";
import { dashboard, logGroup, logResourcePolicy, metricAlarm, queryDefinition } from "./types/cloudWatch";
import { eventDataStore } from "./types/eventDataStore";
import { eventArchive, eventBus, eventRule, eventTarget, schedule, scheduleGroup } from "./types/events";
import { policy, role, rolePolicy, rolePolicyAttachment } from "./types/iam";
import { eventSourceMapping, lambdaFunction } from "./types/lambda";
import { key, queue, queuePolicy, table, topic } from "./types/storage";
import { isGiven, isInputs } from "./values";

/** An error for a resource or a call that the cloud rejects. `failures` holds every reason. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";

  constructor(
    subject: string,
    readonly failures: readonly string[],
  ) {
    super(`${subject} is refused:\n${failures.map((failure) => `  - ${failure}`).join("\n")}`);
  }
}

/**
 * Returns the id and outputs of a declared resource: inputs, defaults and values that the cloud creates. Deterministic.
 * @param type Pulumi's type token, for example `aws:sqs/queue:Queue`
 * @throws ProviderError with everything that the provider or the service would reject
 */
export function declareResource(
  type: string,
  logicalName: string,
  inputs: Inputs,
  context: CloudContext,
): CreatedResource {
  const subject = `Resource "${logicalName}" (${type})`;
  const resourceType = Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
  if (resourceType === undefined) {
    const known = Object.keys(resourceTypes).join(", ");
    throw new ProviderError(subject, [`the sandbox does not support this type of resource; it supports ${known}`]);
  }
  const completed = resourceType.complete(inputs, logicalName);
  const failures = resourceType.check(completed, context);
  if (failures.length > 0) {
    throw new ProviderError(subject, failures);
  }
  return resourceType.create(completed, context, logicalName);
}

export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "aws:athena/namedQuery:NamedQuery": namedQuery,
  "aws:athena/workgroup:Workgroup": workgroup,
  "aws:cloudcontrol/resource:Resource": cloudControlResource,
  "aws:cloudtrail/eventDataStore:EventDataStore": eventDataStore,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/eventArchive:EventArchive": eventArchive,
  "aws:cloudwatch/eventBus:EventBus": eventBus,
  "aws:cloudwatch/eventRule:EventRule": eventRule,
  "aws:cloudwatch/eventTarget:EventTarget": eventTarget,
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": logResourcePolicy,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "aws:cloudwatch/queryDefinition:QueryDefinition": queryDefinition,
  "aws:dynamodb/table:Table": table,
  "aws:glue/catalogDatabase:CatalogDatabase": catalogDatabase,
  "aws:glue/catalogTable:CatalogTable": catalogTable,
  "aws:iam/policy:Policy": policy,
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
  "aws:kms/key:Key": key,
  "aws:lambda/eventSourceMapping:EventSourceMapping": eventSourceMapping,
  "aws:lambda/function:Function": lambdaFunction,
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketLifecycle,
  "aws:s3/bucketNotification:BucketNotification": bucketNotification,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": bucketObjectLock,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketOwnership,
  "aws:s3/bucketPolicy:BucketPolicy": bucketPolicy,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketPublicAccess,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": bucketEncryption,
  "aws:s3/bucketVersioning:BucketVersioning": bucketVersioning,
  "aws:scheduler/schedule:Schedule": schedule,
  "aws:scheduler/scheduleGroup:ScheduleGroup": scheduleGroup,
  "aws:sns/topic:Topic": topic,
  "aws:sqs/queue:Queue": queue,
  "aws:sqs/queuePolicy:QueuePolicy": queuePolicy,
};

const functions: Readonly<Record<string, (context: CloudContext) => Inputs>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ partition, accountId }) => ({
    accountId,
    arn: `arn:${partition}:iam::${accountId}:user/sandbox`,
    id: accountId,
    userId: "AIDASANDBOXSANDBOXSAN",
  }),
  "aws:index/getDefaultTags:getDefaultTags": ({ partition, defaultTags = {} }) => ({
    id: partition,
    tags: defaultTags,
  }),
  "aws:index/getPartition:getPartition": ({ partition }) => ({
    dnsSuffix: endpointSuffix(partition),
    id: partition,
    partition,
  }),
  "aws:index/getRegion:getRegion": ({ region }) => ({ id: region, name: region, region }),
};

/**
 * Runs a provider function, such as `aws:index/getRegion:getRegion`.
 * @throws ProviderError for an unsupported function or argument
 */
export function invokeFunction(
  token: string,
  args: Inputs,
  context: CloudContext,
  contents: BucketContents = noBuckets,
): Inputs {
  const lookUp = Object.hasOwn(bucketLookUps, token) ? bucketLookUps[token] : undefined;
  const answer = Object.hasOwn(functions, token) ? functions[token] : undefined;
  if (answer === undefined && lookUp === undefined) {
    const supported = [...Object.keys(functions), ...Object.keys(bucketLookUps)].join(", ");
    throw new ProviderError(`Function ${token}`, [
      `the sandbox does not support this function; it supports ${supported}`,
    ]);
  }
  const taken = lookUpArguments[token] ?? [];
  const given = Object.keys(args).filter((name) => isGiven(args[name]) && !taken.includes(name));
  if (given.length > 0) {
    throw new ProviderError(
      `Function ${token}`,
      given.map((name) => `${name}: the sandbox supports ${taken.join(", ") || "no argument"} of this function`),
    );
  }
  return lookUp?.(args, contents) ?? answer?.(context) ?? {};
}

/** Reads the tags in a provider's `defaultTags`, an object or its JSON text (Pulumi Registry, AWS provider, "Configuration Reference"). */
export function defaultTagsOf(setting: unknown): Readonly<Record<string, string>> {
  const value: unknown = typeof setting === "string" ? JSON.parse(setting) : setting;
  const tags = isInputs(value) && isInputs(value.tags) ? value.tags : {};
  return Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)]));
}
