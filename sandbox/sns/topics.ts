import type { Authorize } from "../authorization";
import type { DeclaredResource } from "../declaredResource";
import type { Principal } from "../iam/accessRequest";
import { keyRefusal } from "../keyAccess";

/** A topic that the account has. */
export interface Topic {
  readonly arn: string;
  /** The key that encrypts what is published, by its ARN, its id or an alias. */
  readonly kmsMasterKeyId?: string;
}

/** The topics that a program declares, by ARN. */
export function declaredTopics(resources: readonly DeclaredResource[]): ReadonlyMap<string, Topic> {
  return new Map(
    resources
      .filter(({ type }) => type === "aws:sns/topic:Topic")
      .map(({ inputs: { kmsMasterKeyId }, outputs }) => {
        const arn = String(outputs.arn);
        return [arn, { arn, ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId: String(kmsMasterKeyId) }) }];
      }),
  );
}

/** The reason why a principal may not use a topic's key to publish; undefined where it may, or the topic has none. */
export function topicKeyRefusal(
  authorize: Authorize,
  principal: Principal,
  { arn, kmsMasterKeyId }: Topic,
  context: Readonly<Record<string, string>>,
): string | undefined {
  if (kmsMasterKeyId === undefined) {
    return undefined;
  }
  if (isManagedKey(kmsMasterKeyId)) {
    // The managed key's policy lets the account's own principals in, through Amazon SNS.
    return principal.type === "Service" ? managedKeyReason(principal.name) : undefined;
  }
  return keyRefusal(authorize, {
    principal,
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    key: kmsMasterKeyId,
    encrypted: arn,
    // A service calls KMS in its own name; for a role, Amazon SNS does (AWS KMS Developer Guide, kms:ViaService).
    context: principal.type === "Service" ? context : { ...context, "kms:ViaService": viaSns(arn) },
  });
}

/** Reports whether a key is the AWS managed key of Amazon SNS. */
export function isManagedKey(key: string): boolean {
  return /(^|:)alias\/aws\/sns$/.test(key);
}

/**
 * The reason why a service cannot publish to a topic under the AWS managed key.
 * Source: AWS re:Post, "How do I use an encrypted Amazon SNS topic with a CloudWatch alarm?".
 */
export function managedKeyReason(service: string): string {
  return `${service} is not authorized to use the key alias/aws/sns: the policy of an AWS managed key cannot be changed; encrypt the topic with a customer managed key whose policy allows ${service} kms:Decrypt and kms:GenerateDataKey*`;
}

function viaSns(topicArn: string): string {
  const [, partition, , region] = topicArn.split(":");
  return `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
}
