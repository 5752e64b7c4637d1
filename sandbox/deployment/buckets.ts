import { sandboxAccount } from "../account";
import { type DeclaredResource, numberOr } from "../program/declaredResource";
import { isInputs } from "../provider/values";
import { Bucket, type BucketSettings, type DefaultRetention } from "../s3/bucket";
import type { Deployment } from "./deployment";

/** A bucket that the stack does not declare, with its own policy. */
export type ExistingBucket = BucketSettings & { readonly policy?: unknown };

const typeOf = (setting: string) => `aws:s3/bucket${setting}:Bucket${setting}`;

/** Creates the declared and the existing buckets, by name, with objects in the folder. Rejects settings that S3 rejects. */
export function createBuckets(
  deployment: Deployment,
  existing: readonly ExistingBucket[],
  folder: () => string,
  now: () => number,
): ReadonlyMap<string, Bucket> {
  const buckets = new Map<string, Bucket>();
  const add = (settings: BucketSettings) => buckets.set(settings.name, new Bucket(settings, folder, now));
  existing.forEach(add);
  deployment.forEach(typeOf(""), (resource) => void add(bucketSettings(deployment, resource)));
  for (const setting of settingsOfBuckets) {
    deployment.forEach(typeOf(setting), (resource) => {
      if (!buckets.has(String(resource.inputs.bucket))) {
        deployment.refuse(
          resource,
          `NoSuchBucket: The specified bucket does not exist: ${String(resource.inputs.bucket)}`,
        );
      }
    });
  }
  return buckets;
}

const settingsOfBuckets = [
  "LifecycleConfiguration",
  "Notification",
  "ObjectLockConfiguration",
  "OwnershipControls",
  "Policy",
  "PublicAccessBlock",
  "ServerSideEncryptionConfiguration",
  "Versioning",
];

/** Sources: Amazon S3 API Reference, PutBucketVersioning and PutObjectLockConfiguration; User Guide, "Configuring S3 Object Lock". */
function bucketSettings(deployment: Deployment, { inputs, outputs }: DeclaredResource): BucketSettings {
  const name = String(outputs.bucket);
  const settingOf = (setting: string) =>
    deployment.ofType(typeOf(setting)).find((resource) => resource.inputs.bucket === name);
  const versioning = settingOf("Versioning");
  const status = objectOf(versioning?.inputs.versioningConfiguration).status;
  const isLocked = inputs.objectLockEnabled === true;
  const lock = settingOf("ObjectLockConfiguration");
  if (versioning !== undefined && isLocked && status !== "Enabled") {
    const problem =
      "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.";
    deployment.refuse(versioning, `InvalidBucketState: ${problem}`);
  }
  if (lock !== undefined && !isLocked && status !== "Enabled") {
    const problem = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration";
    deployment.refuse(lock, `InvalidBucketState: ${problem}`);
  }
  const defaultRetention = retentionOf(objectOf(objectOf(lock?.inputs.rule).defaultRetention));
  const kmsKeyId = keyOf(settingOf("ServerSideEncryptionConfiguration"));
  return {
    ...{ name, arn: String(outputs.arn), region: String(outputs.region) },
    // A bucket's ARN contains no account.
    accountId: sandboxAccount.accountId,
    isVersioned: isLocked || status === "Enabled",
    ...((isLocked || lock !== undefined) && { objectLock: { ...(defaultRetention && { defaultRetention }) } }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
  };
}

function retentionOf({ mode, days, years }: Readonly<Record<string, unknown>>): DefaultRetention | undefined {
  // Source: Amazon S3 API Reference, DefaultRetention; a year counts as 365 days.
  return mode === "GOVERNANCE" || mode === "COMPLIANCE"
    ? { mode, days: numberOr(days, 365 * numberOr(years, 0)) }
    : undefined;
}

function keyOf(encryption: DeclaredResource | undefined): string | undefined {
  const [rule] = Array.isArray(encryption?.inputs.rules) ? encryption.inputs.rules : [];
  const { kmsMasterKeyId } = objectOf(objectOf(rule).applyServerSideEncryptionByDefault);
  return typeof kmsMasterKeyId === "string" ? kmsMasterKeyId : undefined;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isInputs(value) ? value : {};
}
