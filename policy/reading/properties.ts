import type { athena, cloudtrail, cloudwatch, glue, iam, kms, lambda, s3, scheduler, sns, sqs } from "@pulumi/aws";
import type { Unwrap } from "@pulumi/pulumi";
import type { JudgedResource } from "../judgedResource";

/** The properties of a type after creation, each optional. Types only: the pack does not load the AWS package. */
type Of<State> = Readonly<Unwrap<State>>;

/** The types with rules, and their properties. */
export interface PropertiesByType {
  "aws:athena/workgroup:Workgroup": Of<athena.WorkgroupState>;
  "aws:cloudtrail/eventDataStore:EventDataStore": Of<cloudtrail.EventDataStoreState>;
  "aws:cloudwatch/eventArchive:EventArchive": Of<cloudwatch.EventArchiveState>;
  "aws:cloudwatch/eventBus:EventBus": Of<cloudwatch.EventBusState>;
  "aws:cloudwatch/eventPermission:EventPermission": Of<cloudwatch.EventPermissionState>;
  "aws:cloudwatch/eventRule:EventRule": Of<cloudwatch.EventRuleState>;
  "aws:cloudwatch/eventTarget:EventTarget": Of<cloudwatch.EventTargetState>;
  "aws:cloudwatch/logGroup:LogGroup": Of<cloudwatch.LogGroupState>;
  "aws:glue/catalogTable:CatalogTable": Of<glue.CatalogTableState>;
  "aws:iam/role:Role": Of<iam.RoleState>;
  "aws:kms/externalKey:ExternalKey": Of<kms.ExternalKeyState>;
  /** Only CloudFormation has the origin of a key's material. */
  "aws:kms/key:Key": Of<kms.KeyState> & { readonly origin?: string };
  "aws:kms/replicaExternalKey:ReplicaExternalKey": Of<kms.ReplicaExternalKeyState>;
  "aws:kms/replicaKey:ReplicaKey": Of<kms.ReplicaKeyState>;
  "aws:lambda/alias:Alias": Of<lambda.AliasState>;
  "aws:lambda/eventSourceMapping:EventSourceMapping": Of<lambda.EventSourceMappingState>;
  "aws:lambda/function:Function": Of<lambda.FunctionState>;
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": Of<lambda.FunctionEventInvokeConfigState>;
  "aws:lambda/functionUrl:FunctionUrl": Of<lambda.FunctionUrlState>;
  "aws:lambda/layerVersionPermission:LayerVersionPermission": Of<lambda.LayerVersionPermissionState>;
  "aws:lambda/permission:Permission": Of<lambda.PermissionState>;
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": Of<s3.AccountPublicAccessBlockState>;
  "aws:s3/bucket:Bucket": Of<s3.BucketState>;
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": Of<s3.BucketLifecycleConfigurationState>;
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": Of<s3.BucketObjectLockConfigurationState>;
  "aws:s3/bucketPolicy:BucketPolicy": Of<s3.BucketPolicyState>;
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": Of<s3.BucketPublicAccessBlockState>;
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": Of<s3.BucketServerSideEncryptionConfigurationState>;
  "aws:s3/bucketVersioning:BucketVersioning": Of<s3.BucketVersioningState>;
  "aws:scheduler/schedule:Schedule": Of<scheduler.ScheduleState>;
  "aws:sns/topic:Topic": Of<sns.TopicState>;
  "aws:sns/topicPolicy:TopicPolicy": Of<sns.TopicPolicyState>;
  "aws:sns/topicSubscription:TopicSubscription": Of<sns.TopicSubscriptionState>;
  "aws:sqs/queue:Queue": Of<sqs.QueueState>;
  "aws:sqs/queuePolicy:QueuePolicy": Of<sqs.QueuePolicyState>;
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": Of<sqs.RedriveAllowPolicyState>;
  "aws:sqs/redrivePolicy:RedrivePolicy": Of<sqs.RedrivePolicyState>;
  "AWS::CloudTrail::Channel": {
    readonly name?: string;
    readonly source?: string;
    readonly destinations?: readonly { readonly type?: string; readonly location?: string }[];
    readonly tags?: Readonly<Record<string, string>>;
  };
  "AWS::CloudTrail::ResourcePolicy": { readonly resourceArn?: string; readonly resourcePolicy?: unknown };
  "partner-audit:index:PartnerAuditIntegration": Readonly<Record<string, unknown>>;
}

/** A type with rules. */
export type ResourceType = keyof PropertiesByType;

/** A resource of one or more types, with its properties. */
export type TypedResource<Type extends ResourceType> = Type extends ResourceType
  ? JudgedResource<PropertiesByType[Type]>
  : never;

/** Reports if a resource is of one of the types. */
export function isOfType<Type extends ResourceType>(
  resource: JudgedResource,
  types: Type | readonly Type[],
): resource is JudgedResource & TypedResource<Type> {
  return [types].flat().some((type) => type === resource.type);
}
