import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, refusePlainTransport, type Statement } from "../aws/documents";
import { currentLocation, type Location, resourceArn, stackBucketName, stackPrefix } from "../aws/location";
import type { StackConfiguration } from "../configuration/stackConfiguration";

/** The arguments of a topic. */
export interface AlarmTopicArgs {
  /** The physical name. */
  readonly name: string;
  /** The customer managed key that encrypts what is published. @default none: then CloudWatch needs no key policy to publish */
  readonly kmsKeyArn?: pulumi.Input<string> | undefined;
  /** The stack's own bucket reports removed objects to it. @default false */
  readonly hasBucket?: boolean;
  /** Tags. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The physical name of the topic that a stack makes for its alarms. */
export function alarmTopicName(): string {
  return `${stackPrefix()}_alarms`;
}

/**
 * Makes a topic for a stack's alarms, to which CloudWatch may publish for them alone, and Amazon S3 for the bucket alone. Sources: Amazon CloudWatch
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

/** The customer managed keys of a stack's topics; undefined of a topic that has none, or does not exist. */
export interface TopicKeys {
  readonly alarms?: pulumi.Input<string> | undefined;
  readonly findings?: pulumi.Input<string> | undefined;
}

/** The keys that the configuration names for the topics of alarms and findings, and one of the stack's own for those with `encrypt`. */
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
 * Makes a key for the topics of a stack's alarms: the policy of the AWS managed key alias/aws/sns does not allow CloudWatch, and cannot be changed.
 * Amazon S3's guide names no source of its calls to KMS; they are bound to the topic, whose policy names the bucket.
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
      description: `Encrypts the topics of alarms and findings of ${stackPrefix()}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(
        // Without this statement no one could change the key, and grants by IAM would have no effect.
        { Sid: "AllowAccount", Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" },
        useOfKey("AllowAlarms", "cloudwatch", {
          ArnLike: { "aws:SourceArn": resourceArn(location, "cloudwatch", `alarm:${stackPrefix()}_*`) },
          StringEquals: { "aws:SourceAccount": accountId },
        }),
        // For every stack, so that a bucket that joins later leaves the key's policy as it is, which the deployer may not change.
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
