import type { Inputs } from "./resourceType";

/** The name that identifies a resource in an account and, unless its service is global, in a Region. */
export interface UniqueName {
  /** Equal for two resources that AWS treats as the same one. */
  readonly identity: string;
  /** The name for people, for example `okta_events`; for a rule, `BUS/NAME`. */
  readonly name: string;
  /** AWS's reaction to a second resource of the name: an error, or a silent change of the first. */
  readonly answer: string;
}

interface Uniqueness {
  /** The properties that are unique together, outermost first, with the default of an optional one. */
  readonly properties: readonly (readonly string[])[];
  readonly answer: string;
  /** True if the name is unique across all Regions. */
  readonly isGlobal?: true;
  /** True if the service compares names case-insensitively. */
  readonly ignoresCase?: true;
}

/** @param properties an optional one is followed by its default `=` */
function unique(
  answer: string,
  properties = "name",
  flags: Pick<Uniqueness, "isGlobal" | "ignoresCase"> = {},
): Uniqueness {
  return { properties: properties.split(" ").map((one) => one.split("=")), answer, ...flags };
}

const everywhere = { isGlobal: true } as const;
/** IAM compares names case-insensitively (IAM API Reference, CreateRole and CreatePolicy). */
const everywhereInAnyCase = { isGlobal: true, ignoresCase: true } as const;

/** A bucket has each of these settings once; its name is unique in all accounts of the partition. */
const settingsOfBuckets = Object.fromEntries(
  Object.entries({
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "PutBucketLifecycleConfiguration",
    "aws:s3/bucketNotification:BucketNotification": "PutBucketNotificationConfiguration",
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "PutObjectLockConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "PutBucketOwnershipControls",
    "aws:s3/bucketPolicy:BucketPolicy": "PutBucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "PutPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "PutBucketEncryption",
    "aws:s3/bucketVersioning:BucketVersioning": "PutBucketVersioning",
  }).map(([type, operation]) => [type, unique(`${operation} would overwrite it`, "bucket", everywhere)]),
);

/**
 * By Pulumi's or CloudFormation's type. Other types have ids from the cloud, or names that may repeat. Source: the errors of the named operation
 * in the service's API reference. policy/policies/uniqueNames.ts has the same names.
 */
export const uniquenessOfTypes: Readonly<Record<string, Uniqueness>> = {
  "AWS::CloudTrail::Channel": unique("ChannelAlreadyExistsException", "Name"),
  "AWS::CloudTrail::Dashboard": unique("AlreadyExists", "Name"),
  "AWS::CloudTrail::ResourcePolicy": unique("PutResourcePolicy would overwrite it", "ResourceArn"),
  "aws:athena/workgroup:Workgroup": unique("InvalidRequestException"),
  "aws:cloudtrail/eventDataStore:EventDataStore": unique("EventDataStoreAlreadyExistsException"),
  // Dashboards are global: their ARNs have no Region (Service Authorization Reference, Amazon CloudWatch, resource types).
  "aws:cloudwatch/dashboard:Dashboard": unique("PutDashboard would overwrite it", "dashboardName", everywhere),
  "aws:cloudwatch/eventArchive:EventArchive": unique("ResourceAlreadyExistsException"),
  "aws:cloudwatch/eventBus:EventBus": unique("ResourceAlreadyExistsException"),
  "aws:cloudwatch/eventRule:EventRule": unique("PutRule would overwrite it", "eventBusName=default name"),
  "aws:cloudwatch/eventTarget:EventTarget": unique(
    "PutTargets would overwrite it",
    "eventBusName=default rule targetId",
  ),
  "aws:cloudwatch/logGroup:LogGroup": unique("ResourceAlreadyExistsException"),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": unique(
    "PutResourcePolicy would overwrite it",
    "resourceArn= policyName=",
  ),
  "aws:cloudwatch/metricAlarm:MetricAlarm": unique("PutMetricAlarm would overwrite it"),
  "aws:dynamodb/table:Table": unique("ResourceInUseException"),
  "aws:glue/catalogDatabase:CatalogDatabase": unique("AlreadyExistsException"),
  "aws:glue/catalogTable:CatalogTable": unique("AlreadyExistsException", "databaseName name"),
  "aws:iam/policy:Policy": unique("EntityAlreadyExists", "name", everywhereInAnyCase),
  "aws:iam/role:Role": unique("EntityAlreadyExists", "name", everywhereInAnyCase),
  "aws:iam/rolePolicy:RolePolicy": unique("PutRolePolicy would overwrite it", "role name", everywhere),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": unique(
    "AttachRolePolicy would share it",
    "role policyArn",
    everywhere,
  ),
  "aws:lambda/eventSourceMapping:EventSourceMapping": unique(
    "ResourceConflictException",
    "eventSourceArn functionName topics= queues=",
  ),
  "aws:lambda/function:Function": unique("ResourceConflictException"),
  "aws:s3/bucket:Bucket": unique("BucketAlreadyOwnedByYou", "bucket", everywhere),
  ...settingsOfBuckets,
  "aws:scheduler/schedule:Schedule": unique("ConflictException", "groupName=default name"),
  "aws:scheduler/scheduleGroup:ScheduleGroup": unique("ConflictException"),
  "aws:sns/topic:Topic": unique("CreateTopic would share it"),
  // With equal attributes CreateQueue returns the existing queue, which both resources would then manage.
  "aws:sqs/queue:Queue": unique("QueueAlreadyExists"),
  "aws:sqs/queuePolicy:QueuePolicy": unique("SetQueueAttributes would overwrite it", "queueUrl"),
};

/** Returns the unique name of a resource from its inputs and outputs; undefined for a type whose names may repeat. */
export function uniqueNameOf(type: string, values: Inputs): UniqueName | undefined {
  const isCloudControl = type === "aws:cloudcontrol/resource:Resource";
  const kind = isCloudControl ? String(values.typeName) : type;
  const uniqueness = Object.hasOwn(uniquenessOfTypes, kind) ? uniquenessOfTypes[kind] : undefined;
  if (uniqueness === undefined) {
    return undefined;
  }
  const { properties, answer, isGlobal = false, ignoresCase = false } = uniqueness;
  const held: Inputs = isCloudControl ? JSON.parse(String(values.desiredState)) : values;
  const parts = properties.map(([property = "", absent]) => String(held[property] ?? absent));
  const name = parts.filter((part) => part !== "").join("/");
  const place = isGlobal ? "" : String(values.region ?? "");
  return { identity: JSON.stringify([kind, place, ignoresCase ? name.toLowerCase() : parts]), name, answer };
}
