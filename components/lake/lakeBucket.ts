import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, refusePlainTransport, type Statement } from "../aws/documents";
import { coldClass, type LakeConfiguration, lakeDefaults } from "./lakeSettings";
import { refuseShorterRetention } from "./refuseShorterRetention";

/** A bucket for audit events: the stack's own or an existing one. */
export interface LakeBucket {
  /** The bucket's name. */
  readonly name: pulumi.Input<string>;
  /** The account that owns it. @default the account of the forwarder */
  readonly accountId?: pulumi.Input<string> | undefined;
  /** The customer managed KMS key that encrypts its objects. @default a key owned by Amazon S3 */
  readonly keyArn?: pulumi.Input<string> | undefined;
}

/** A bucket that an earlier deployment left in the account. */
export interface KeptBucket {
  /** The bucket's name, which must be the lake's own. */
  readonly bucketName: string;
  /** True if it has its policy, which is made last and forbids further writes of its lock configuration. */
  readonly isLocked: boolean;
}

/** Arguments of {@link lakeBucket}. */
interface LakeBucketArgs {
  readonly bucketName: pulumi.Output<string>;
  readonly partition: pulumi.Output<string>;
  readonly settings: LakeConfiguration;
  readonly kept: KeptBucket | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Makes the bucket of a lake. It holds evidence: Pulumi protects it, and it stays in the account with all its settings when the stack is destroyed.
 * Returns its name, as an Output that resolves after everything that protects its objects exists.
 */
export function lakeBucket(
  name: string,
  { bucketName, partition, settings, kept, tags }: LakeBucketArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { retentionDays = lakeDefaults.retentionDays, lockMode = lakeDefaults.lockMode } = settings;
  const stays = { ...options, retainOnDelete: true };
  const made = new aws.s3.Bucket(
    `${name}/bucket`,
    { bucket: bucketName, objectLockEnabled: true, forceDestroy: false, tags },
    { ...stays, protect: true, ...(kept && { import: kept.bucketName }) },
  );
  const { bucket } = made;
  const versioning = new aws.s3.BucketVersioning(
    `${name}/versioning`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    stays,
  );
  const lock = new aws.s3.BucketObjectLockConfiguration(
    `${name}/object-lock`,
    { bucket, rule: { defaultRetention: { mode: lockMode.toUpperCase(), days: retentionDays } } },
    { ...stays, dependsOn: [versioning], ...(kept?.isLocked && { import: kept.bucketName }) },
  );
  const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}/encryption`,
    { bucket, rules: [encryptionRule(settings.kmsKeyArn)] },
    stays,
  );
  const ownership = new aws.s3.BucketOwnershipControls(
    `${name}/ownership`,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    stays,
  );
  const publicAccess = new aws.s3.BucketPublicAccessBlock(
    `${name}/public-access`,
    { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    stays,
  );
  const lifecycle = new aws.s3.BucketLifecycleConfiguration(
    `${name}/lifecycle`,
    { bucket, rules: lifecycleRules(retentionDays) },
    pulumi.mergeOptions({ ...stays, dependsOn: [versioning] }, refuseShorterRetention(name)),
  );
  const policy = new aws.s3.BucketPolicy(
    `${name}/policy`,
    { bucket, policy: bucketPolicy(partition, bucketName, settings.breakGlassRoleArns ?? []) },
    // With this policy in place, only a break-glass role may write the lock configuration.
    { ...stays, dependsOn: [lock] },
  );
  const parts = [versioning, lock, encryption, ownership, publicAccess, lifecycle, policy];
  return pulumi.all([bucket, ...parts.map((part) => part.bucket)]).apply(([known = ""]) => known);
}

function encryptionRule(kmsMasterKeyId: pulumi.Input<string> | undefined) {
  return kmsMasterKeyId === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled: true };
}

/**
 * Makes the rules that remove objects after their lock: an expiration adds a delete marker, a day later the version behind it is deleted, and then the
 * marker (Amazon S3 User Guide, "Lifecycle configuration elements"; a rule has days or ExpiredObjectDeleteMarker). Before that, large objects move to a
 * cheaper class.
 */
function lifecycleRules(retentionDays: number) {
  const { afterDays: days, storageClass } = coldClass;
  return [
    {
      id: "expire-after-retention",
      status: "Enabled",
      filter: {},
      ...(retentionDays >= coldClass.retentionDays && { transitions: [{ days, storageClass }] }),
      expiration: { days: retentionDays + 1 },
      noncurrentVersionExpiration: { noncurrentDays: 1 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    },
    {
      id: "remove-delete-markers",
      status: "Enabled",
      filter: {},
      expiration: { expiredObjectDeleteMarker: true },
    },
  ];
}

/**
 * Makes the policy that denies access without TLS, and denies all callers except the break-glass roles to remove or hide objects or to shorten their
 * retention. Lifecycle rules work regardless of a bucket's policy (Amazon S3 User Guide, "Managing the lifecycle of objects").
 */
function bucketPolicy(
  partition: pulumi.Output<string>,
  bucketName: pulumi.Output<string>,
  breakGlassRoleArns: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
  const bucketArn = pulumi.interpolate`arn:${partition}:s3:::${bucketName}`;
  const resources = [bucketArn, pulumi.interpolate`${bucketArn}/*`];
  const others: Pick<Statement, "Condition"> =
    breakGlassRoleArns.length === 0
      ? {}
      : { Condition: { ArnNotEquals: { "aws:PrincipalArn": sorted(breakGlassRoleArns) } } };
  return policyDocument(refusePlainTransport(resources, "s3:*"), {
    Sid: "RefuseRemoval",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:DeleteObject*", "s3:BypassGovernanceRetention", "s3:PutBucketObjectLockConfiguration"],
    Resource: resources,
    ...others,
  });
}

/** Sorts ARNs, so the order in which a program lists roles does not matter. */
function sorted(arns: readonly pulumi.Input<string>[]): pulumi.Output<readonly string[]> {
  return pulumi.all([...arns]).apply((known) => [...known].sort());
}
