import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, refusePlainTransport, type Statement } from "../aws/documents";
import { currentLocation, type Location, resourceArn, stackBucketName, stackPrefix } from "../aws/location";
import type { StackConfiguration } from "../configuration/stackConfiguration";

/** Arguments of {@link alarmTopic}. */
export interface AlarmTopicArgs {
  /** The physical name. */
  readonly name: string;
  /** The customer managed key that encrypts the messages. @default none, so CloudWatch needs no key policy to publish */
  readonly kmsKeyArn?: pulumi.Input<string> | undefined;
  /** True if the stack's own bucket reports removed objects to the topic. @default false */
  readonly hasBucket?: boolean;
  /** Tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Returns the physical name of the topic of a stack's alarms. */
export function alarmTopicName(): string {
  return `${stackPrefix()}_alarms`;
}

/**
 * Makes a topic for a stack's alarms. CloudWatch may publish for these alarms only, and Amazon S3 for the stack's bucket only. Sources: Amazon CloudWatch
 * User Guide, "Notifying users on alarm changes"; Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination".
 */
export function alarmTopic(
  logicalName: string,
  { name, kmsKeyArn, hasBucket = false, tags }: AlarmTopicArgs,
  options: pulumi.CustomResourceOptions,
): aws.sns.Topic {
  const location = currentLocation(options);
  const topicArn = resourceArn(location, "sns", name);
  return new aws.sns.Topic(
    logicalName,
    {
      name,
      kmsMasterKeyId: kmsKeyArn,
      policy: policyDocument(
        {
          Sid: "AllowAlarms",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topicArn,
          Condition: {
            ArnLike: { "aws:SourceArn": resourceArn(location, "cloudwatch", `alarm:${stackPrefix()}_*`) },
            StringEquals: { "aws:SourceAccount": location.accountId },
          },
        },
        ...(hasBucket ? [allowBucket(location, topicArn)] : []),
        refusePlainTransport(topicArn, "sns:Publish"),
      ),
      tags,
    },
    options,
  );
}

function allowBucket(location: Location, topicArn: pulumi.Input<string>): Statement {
  return {
    Sid: "AllowBucket",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: {
      ArnEquals: { "aws:SourceArn": pulumi.interpolate`arn:${location.partition}:s3:::${stackBucketName(location)}` },
      StringEquals: { "aws:SourceAccount": location.accountId },
    },
  };
}

/** Customer managed keys of a stack's topics; undefined for a topic that has none or does not exist. */
export interface TopicKeys {
  readonly alarms?: pulumi.Input<string> | undefined;
  readonly findings?: pulumi.Input<string> | undefined;
}

/** Returns the keys of the topics of alarms and findings: the configured ones, and the stack's own key for a topic with `encrypt`. */
export function topicKeys({ alarms, findings, scans, tags }: StackConfiguration): TopicKeys {
  const hasDetections = Object.keys(scans).length > 0;
  const needsOwn = [alarms, hasDetections ? findings : undefined].some((topic) => topic?.encrypt === true);
  const own = needsOwn ? topicKey(tags, {}).arn : undefined;
  return {
    alarms: alarms?.encrypt === true ? own : alarms?.kmsKeyArn,
    findings: findings.encrypt === true ? own : findings.kmsKeyArn,
  };
}

/**
 * Makes a key for the topics of a stack. The AWS managed key alias/aws/sns cannot be used: its policy does not allow CloudWatch and cannot be changed.
 * Amazon S3's guide names no condition key for the source of its calls to KMS, so they are restricted to the topic, whose policy names the bucket.
 * Sources: AWS re:Post, "How do I use an encrypted Amazon SNS topic with a CloudWatch alarm?"; Amazon SNS Developer Guide, "Key management" and
 * "Setting up Amazon SNS topic encryption with server-side encryption" (the encryption context).
 */
function topicKey(tags: Readonly<Record<string, string>>, options: pulumi.CustomResourceOptions): aws.kms.Key {
  const location = currentLocation(options);
  const { partition, accountId } = location;
  const account = partition.apply((name) => accountId.apply((id) => `arn:${name}:iam::${id}:root`));
  return new aws.kms.Key(
    "topic-key",
    {
      description: `Encrypts the alarm and findings topics of ${stackPrefix()}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(
        // Without this statement no one could change the key, and IAM policies could not grant its use.
        { Sid: "AllowAccount", Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" },
        useOfKey("AllowAlarms", "cloudwatch", {
          ArnLike: { "aws:SourceArn": resourceArn(location, "cloudwatch", `alarm:${stackPrefix()}_*`) },
          StringEquals: { "aws:SourceAccount": accountId },
        }),
        // Part of every stack's key: a bucket may be added later, and the deployer may not change the key's policy.
        useOfKey("AllowBucket", "s3", {
          StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": resourceArn(location, "sns", alarmTopicName()) },
        }),
      ),
      tags,
    },
    { ...options, protect: true },
  );
}

/** Lets a service publish to topics under the key. */
function useOfKey(Sid: string, service: string, Condition: Statement["Condition"]): Statement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition,
  };
}
