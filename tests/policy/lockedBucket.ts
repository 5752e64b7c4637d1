import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Differences of a bucket of locked objects from a correct one. */
interface BucketChanges {
  readonly bucket?: aws.s3.BucketArgs;
  readonly expireAfterDays?: number;
  /** Changes the policy's statements. No statements mean no policy. */
  readonly statements?: readonly object[];
}

/**
 * Declares and returns a bucket whose objects are locked for a year, according to AWS's documents: the happy path with
 * changes.
 */
export function lockedBucket(name: string, changes: BucketChanges = {}): aws.s3.Bucket {
  const made = new aws.s3.Bucket(name, { bucket: name, objectLockEnabled: true, ...changes.bucket });
  const { bucket } = made;
  new aws.s3.BucketVersioning(`${name}-versioning`, { bucket, versioningConfiguration: { status: "Enabled" } });
  new aws.s3.BucketObjectLockConfiguration(`${name}-lock`, {
    bucket,
    rule: { defaultRetention: { mode: "COMPLIANCE", years: 1 } },
  });
  new aws.s3.BucketPublicAccessBlock(`${name}-block`, {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new aws.s3.BucketLifecycleConfiguration(`${name}-lifecycle`, {
    bucket,
    rules: [{ id: "expire", status: "Enabled", filter: {}, expiration: { days: changes.expireAfterDays ?? 365 } }],
  });
  const Statement = changes.statements ?? guardingStatements(name);
  if (Statement.length > 0) {
    new aws.s3.BucketPolicy(`${name}-policy`, {
      bucket,
      policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement }),
    });
  }
  return made;
}

/** Statements that deny removal except by one role, and access without TLS. */
export function guardingStatements(bucket: string) {
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  const everybody = { Effect: "Deny", Principal: "*", Resource };
  return [
    {
      ...everybody,
      Action: ["s3:DeleteObject*", "s3:BypassGovernanceRetention", "s3:PutBucketObjectLockConfiguration"],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/break-glass" } },
    },
    { ...everybody, Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ];
}
