import { asObject, entryOf } from "../documents/values";
import type { Properties } from "./resourceWith";

/** The classic form of a CloudFormation type. */
interface CloudFormationType {
  /** The AWS package's type. */
  readonly type: string;
  /** The AWS package's property names, keyed by CloudFormation's with a lower-case first letter, if they differ in more than that letter. */
  readonly names?: Readonly<Record<string, string>>;
  /** Properties of the AWS package that have another form, computed from CloudFormation's. */
  readonly values?: Readonly<Record<string, (state: Properties) => unknown>>;
}

/** Returns the classic type of a CloudFormation type; CloudFormation's name if there is none. */
export function cloudFormationTypeOf(name: string): CloudFormationType {
  return entryOf(cloudFormationTypes, name) ?? { type: name };
}

/** Returns CloudFormation's name of an AWS Native type such as `aws-native:sqs:Queue`; undefined for other packages. */
export function nativeName(type: string): string | undefined {
  const [, service, kind] = /^aws-native:(\w+):(\w+)$/.exec(type) ?? [];
  const name = `AWS::${service}::${kind}`;
  return service === undefined ? undefined : (namesInSmallLetters.get(name.toLowerCase()) ?? name);
}

const keyNames = {
  enabled: "isEnabled",
  keyPolicy: "policy",
  keySpec: "customerMasterKeySpec",
  pendingWindowInDays: "deletionWindowInDays",
};

/**
 * The AWS package's types and names, keyed by CloudFormation's types, for Cloud Control and the AWS Native package, which uses CloudFormation's
 * schema. Sources: AWS CloudFormation Template Reference; Pulumi Registry, the AWS package's resource pages.
 */
const cloudFormationTypes: Readonly<Record<string, CloudFormationType>> = {
  "AWS::CloudTrail::EventDataStore": {
    type: "aws:cloudtrail/eventDataStore:EventDataStore",
    names: { eventDataStoreArn: "arn" },
    values: { suspend: ({ ingestionEnabled }) => ingestionEnabled === false },
  },
  "AWS::Events::Archive": {
    type: "aws:cloudwatch/eventArchive:EventArchive",
    names: { archiveName: "name", sourceArn: "eventSourceArn" },
  },
  "AWS::Events::EventBus": { type: "aws:cloudwatch/eventBus:EventBus" },
  "AWS::Events::EventBusPolicy": {
    type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    values: { policy: ({ statement }) => statement && { Statement: statement } },
  },
  "AWS::Events::Rule": { type: "aws:cloudwatch/eventRule:EventRule" },
  "AWS::Glue::Table": {
    type: "aws:glue/catalogTable:CatalogTable",
    values: {
      name: ({ tableInput }) => asObject(tableInput).name,
      storageDescriptor: ({ tableInput }) => asObject(tableInput).storageDescriptor,
    },
  },
  "AWS::IAM::Group": { type: "AWS::IAM::Group", names: { groupName: "name", policies: "inlinePolicies" } },
  "AWS::IAM::GroupPolicy": {
    type: "aws:iam/groupPolicy:GroupPolicy",
    names: { policyDocument: "policy", policyName: "name", groupName: "group" },
  },
  "AWS::IAM::ManagedPolicy": {
    type: "aws:iam/policy:Policy",
    names: { policyDocument: "policy", managedPolicyName: "name", policyArn: "arn" },
  },
  "AWS::IAM::Policy": {
    type: "aws:iam/rolePolicy:RolePolicy",
    names: { policyDocument: "policy", policyName: "name" },
  },
  "AWS::IAM::Role": {
    type: "aws:iam/role:Role",
    names: { assumeRolePolicyDocument: "assumeRolePolicy", roleName: "name", policies: "inlinePolicies" },
  },
  "AWS::IAM::RolePolicy": {
    type: "aws:iam/rolePolicy:RolePolicy",
    names: { policyDocument: "policy", policyName: "name", roleName: "role" },
  },
  "AWS::IAM::User": { type: "AWS::IAM::User", names: { userName: "name", policies: "inlinePolicies" } },
  "AWS::IAM::UserPolicy": {
    type: "aws:iam/userPolicy:UserPolicy",
    names: { policyDocument: "policy", policyName: "name", userName: "user" },
  },
  "AWS::KMS::Key": { type: "aws:kms/key:Key", names: keyNames },
  "AWS::KMS::ReplicaKey": { type: "aws:kms/replicaKey:ReplicaKey", names: keyNames },
  "AWS::Lambda::Alias": { type: "aws:lambda/alias:Alias", names: { aliasArn: "arn" } },
  "AWS::Lambda::EventInvokeConfig": {
    type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  },
  "AWS::Lambda::EventSourceMapping": {
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    values: {
      destinationConfig: ({ destinationConfig }) =>
        destinationConfig && {
          onFailure: { destinationArn: asObject(asObject(destinationConfig).onFailure).destination },
        },
    },
  },
  "AWS::Lambda::Function": {
    type: "aws:lambda/function:Function",
    names: { functionName: "name" },
    values: {
      code: ({ code }) => asObject(code).zipFile,
      imageUri: ({ code }) => asObject(code).imageUri,
    },
  },
  "AWS::Lambda::LayerVersionPermission": {
    type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
    names: { layerVersionArn: "layerName" },
  },
  "AWS::Lambda::Permission": {
    type: "aws:lambda/permission:Permission",
    names: { functionName: "function", principalOrgID: "principalOrgId" },
  },
  "AWS::Lambda::Url": {
    type: "aws:lambda/functionUrl:FunctionUrl",
    names: { authType: "authorizationType", targetFunctionArn: "functionName" },
  },
  "AWS::Logs::LogGroup": { type: "aws:cloudwatch/logGroup:LogGroup", names: { logGroupName: "name" } },
  "AWS::Logs::ResourcePolicy": { type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy" },
  "AWS::S3::Bucket": { type: "aws:s3/bucket:Bucket", names: { bucketName: "bucket" } },
  "AWS::S3::BucketPolicy": { type: "aws:s3/bucketPolicy:BucketPolicy", names: { policyDocument: "policy" } },
  "AWS::SNS::Subscription": { type: "aws:sns/topicSubscription:TopicSubscription", names: { topicArn: "topic" } },
  "AWS::SNS::Topic": { type: "aws:sns/topic:Topic", names: { topicName: "name", topicArn: "arn" } },
  "AWS::SNS::TopicInlinePolicy": {
    type: "aws:sns/topicPolicy:TopicPolicy",
    names: { policyDocument: "policy", topicArn: "arn" },
  },
  "AWS::SNS::TopicPolicy": { type: "aws:sns/topicPolicy:TopicPolicy", names: { policyDocument: "policy" } },
  "AWS::SQS::Queue": {
    type: "aws:sqs/queue:Queue",
    names: {
      messageRetentionPeriod: "messageRetentionSeconds",
      queueName: "name",
      queueUrl: "url",
      visibilityTimeout: "visibilityTimeoutSeconds",
    },
  },
  "AWS::SQS::QueueInlinePolicy": {
    type: "aws:sqs/queuePolicy:QueuePolicy",
    names: { policyDocument: "policy", queue: "queueUrl" },
  },
  "AWS::SQS::QueuePolicy": { type: "aws:sqs/queuePolicy:QueuePolicy", names: { policyDocument: "policy" } },
  "AWS::SSO::PermissionSet": { type: "AWS::SSO::PermissionSet" },
  "AWS::Scheduler::Schedule": { type: "aws:scheduler/schedule:Schedule" },
  "AWS::SecretsManager::ResourcePolicy": {
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    names: { resourcePolicy: "policy", secretId: "secretArn" },
  },
};

/** The types that rules use only under CloudFormation's names. */
const withoutClassic = ["AWS::CloudTrail::Channel", "AWS::CloudTrail::Dashboard", "AWS::CloudTrail::ResourcePolicy"];

/** The type names that rules support for CloudFormation types. */
export const knownCloudFormationTypes: ReadonlySet<string> = new Set([
  ...withoutClassic,
  ...Object.values(cloudFormationTypes).map(({ type }) => type),
]);

/** CloudFormation's names, keyed in lower case, since the AWS Native package uses other capitals: `aws-native:cloudtrail:Channel`. */
const namesInSmallLetters = new Map(
  [...Object.keys(cloudFormationTypes), ...withoutClassic].map((name) => [name.toLowerCase(), name]),
);
