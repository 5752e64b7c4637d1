import { asObject, entryOf, listOf } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import { isSet, knownValue, readersOf } from "../unknownValue";
import { type Properties, resourceWith, withProperties } from "./resourceWith";

/**
 * Lists the parts of a CloudFormation resource that are separate resources in the AWS package. They have the name and URN of the resource that
 * contains them. Source: AWS CloudFormation Template Reference, of each type.
 */
export function partsOf(resource: JudgedResource): readonly JudgedResource[] {
  const parts = entryOf(partsByType, resource.type);
  return parts?.(resource) ?? [];
}

const partsByType: Readonly<Record<string, (resource: JudgedResource) => readonly JudgedResource[]>> = {
  "aws:cloudwatch/eventRule:EventRule": (rule) =>
    eachOf(rule, "targets", "aws:cloudwatch/eventTarget:EventTarget", (target) =>
      withProperties(asObject(target), { rule: knownValue(() => rule.props.name) }),
    ),
  // The older form of a bus's policy: a statement with the parameters of PutPermission.
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": (policy) =>
    isSet(() => policy.props.principal)
      ? [resourceWith(policy, "aws:cloudwatch/eventPermission:EventPermission", () => policy.props)]
      : [],
  "aws:sqs/queuePolicy:QueuePolicy": (policy) =>
    eachOf(policy, "queues", "aws:sqs/queuePolicy:QueuePolicy", (queueUrl) => ({
      policy: policy.props.policy,
      queueUrl,
    })),
  "aws:sns/topic:Topic": (topic) =>
    eachOf(topic, "subscription", "aws:sns/topicSubscription:TopicSubscription", (subscription) =>
      withProperties(asObject(subscription), { topic: knownValue(() => topic.props.arn) }),
    ),
  "aws:sns/topicPolicy:TopicPolicy": (policy) =>
    eachOf(policy, "topics", "aws:sns/topicPolicy:TopicPolicy", (arn) => ({ policy: policy.props.policy, arn })),
  "aws:s3/bucket:Bucket": bucketParts,
};

function eachOf(
  resource: JudgedResource,
  property: string,
  type: string,
  propsOf: (item: unknown) => Properties,
): readonly JudgedResource[] {
  return readersOf(() => resource.props[property]).map((read) => resourceWith(resource, type, () => propsOf(read())));
}

/** Lists the configurations that a bucket contains. */
function bucketParts(bucket: JudgedResource): readonly JudgedResource[] {
  const forms: readonly [property: string, kind: string, propsOf: (value: Properties) => Properties][] = [
    ["versioningConfiguration", "Versioning", (versioningConfiguration) => ({ versioningConfiguration })],
    ["objectLockConfiguration", "ObjectLockConfiguration", (value) => value],
    ["publicAccessBlockConfiguration", "PublicAccessBlock", (value) => value],
    ["lifecycleConfiguration", "LifecycleConfiguration", ({ rules }) => ({ rules: listOf(rules).map(lifecycleRule) })],
    [
      "bucketEncryption",
      "ServerSideEncryptionConfiguration",
      ({ serverSideEncryptionConfiguration }) => ({
        rules: listOf(serverSideEncryptionConfiguration).map(encryptionRule),
      }),
    ],
  ];
  return forms.flatMap(([property, kind, propsOf]) =>
    !isSet(() => bucket.props[property])
      ? []
      : [
          resourceWith(bucket, `aws:s3/bucket${kind}:Bucket${kind}`, () => ({
            bucket: bucket.props.bucket,
            ...propsOf(asObject(bucket.props[property])),
          })),
        ],
  );
}

function lifecycleRule(rule: unknown): Properties {
  const { expirationInDays: days, expirationDate: date, ...rest } = asObject(rule);
  return { ...rest, ...((days !== undefined || date !== undefined) && { expiration: { days, date } }) };
}

function encryptionRule(rule: unknown): Properties {
  const {
    sseAlgorithm,
    kmsMasterKeyID,
    kmsMasterKeyId = kmsMasterKeyID,
  } = asObject(asObject(rule).serverSideEncryptionByDefault);
  return { applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } };
}
