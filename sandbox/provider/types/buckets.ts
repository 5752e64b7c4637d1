import { defineType } from "../defineType";
import { arn, endpointSuffix, policyDocument } from "../formats";
import { containsUnknown, type Inputs } from "../resourceType";
import { type Check, failure, flag, isInputs, listOf, object, oneOf, required, text, wholeNumber } from "../values";

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const bucketName = text(
  3,
  63,
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!\d{1,3}(\.\d{1,3}){3}$)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|--x-s3|\.mrap|--table-s3)$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
  "lower-case letters, digits, . and -, with a letter or digit at both ends",
);
const expectedBucketOwner = text(12, 12, /^\d{12}$/, "twelve digits");
const ofBucket = { bucket: required(bucketName), expectedBucketOwner };
const bucketId = ({ bucket }: Inputs) => ({ id: String(bucket) });
/** The bucket settings that are separate resources belong permanently to one bucket. */
const replaceOnChanges = ["bucket", "expectedBucketOwner"];

/** A general purpose bucket (Amazon S3 API Reference, CreateBucket). Settings with a resource of their own are declared there. */
export const bucket = defineType("aws:s3/bucket:Bucket", {
  properties: {
    bucket: required(bucketName),
    forceDestroy: { check: flag, default: false },
    objectLockEnabled: { check: flag, default: false },
  },
  tagged: true,
  autoName: "bucket",
  replaceOnChanges: ["objectLockEnabled"],
  answer: ({ bucket: name }, { partition, region }) => ({
    id: String(name),
    arn: `arn:${partition}:s3:::${String(name)}`,
    bucketDomainName: `${String(name)}.s3.${endpointSuffix(partition)}`,
    bucketRegionalDomainName: `${String(name)}.s3.${region}.${endpointSuffix(partition)}`,
  }),
});

/** Amazon S3 API Reference, PutBucketVersioning. */
export const bucketVersioning = defineType("aws:s3/bucketVersioning:BucketVersioning", {
  properties: {
    ...ofBucket,
    versioningConfiguration: required(object({ status: required(oneOf("Enabled", "Suspended", "Disabled")) })),
  },
  replaceOnChanges,
  answer: bucketId,
});

const retention: Check = (value, place) => {
  const failures = object({
    mode: oneOf("GOVERNANCE", "COMPLIANCE"),
    days: wholeNumber({ minimum: 1, maximum: 36_500 }),
    years: wholeNumber({ minimum: 1, maximum: 100 }),
  })(value, place);
  const { mode, days, years } = isInputs(value) ? value : {};
  const isWhole = mode !== undefined && (days === undefined) !== (years === undefined);
  return failures.length > 0 || isWhole || containsUnknown(value)
    ? failures
    : [failure(place, "it is incomplete", value, "mode, and days or years")];
};

/** Amazon S3 API Reference, PutObjectLockConfiguration, DefaultRetention; User Guide, "Locking objects with Object Lock" (at most 100 years). */
export const bucketObjectLock = defineType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", {
  properties: {
    ...ofBucket,
    objectLockEnabled: { check: oneOf("Enabled"), default: "Enabled" },
    rule: object({ defaultRetention: required(retention) }),
  },
  replaceOnChanges: [...replaceOnChanges, "objectLockEnabled"],
  answer: bucketId,
});

/** Amazon S3 API Reference, PutBucketOwnershipControls. */
export const bucketOwnership = defineType("aws:s3/bucketOwnershipControls:BucketOwnershipControls", {
  properties: {
    bucket: required(bucketName),
    rule: required(
      object({ objectOwnership: required(oneOf("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter")) }),
    ),
  },
  replaceOnChanges: ["bucket"],
  answer: bucketId,
});

/** Amazon S3 API Reference, PutPublicAccessBlock. */
export const bucketPublicAccess = defineType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
  properties: {
    bucket: required(bucketName),
    blockPublicAcls: { check: flag, default: false },
    blockPublicPolicy: { check: flag, default: false },
    ignorePublicAcls: { check: flag, default: false },
    restrictPublicBuckets: { check: flag, default: false },
  },
  replaceOnChanges: ["bucket"],
  answer: bucketId,
});

/** Amazon S3 API Reference, PutBucketPolicy; User Guide, "Bucket policies" (20 KB). */
export const bucketPolicy = defineType("aws:s3/bucketPolicy:BucketPolicy", {
  properties: { bucket: required(bucketName), policy: required(policyDocument("resource-based policy", 20_480)) },
  documents: ["policy"],
  replaceOnChanges: ["bucket"],
  answer: bucketId,
});

/** Amazon S3 API Reference, TopicConfiguration, Event. */
const notifiedEvents = [
  "s3:ReducedRedundancyLostObject",
  ...eventsOf("s3:ObjectCreated", "*", "Put", "Post", "Copy", "CompleteMultipartUpload"),
  ...eventsOf("s3:ObjectRemoved", "*", "Delete", "DeleteMarkerCreated"),
  ...eventsOf("s3:ObjectRestore", "*", "Post", "Completed", "Delete"),
  ...eventsOf("s3:Replication", "*", "OperationFailedReplication", "OperationMissedThreshold"),
  ...eventsOf("s3:Replication", "OperationReplicatedAfterThreshold", "OperationNotTracked"),
  ...eventsOf("s3:LifecycleExpiration", "*", "Delete", "DeleteMarkerCreated"),
  "s3:LifecycleTransition",
  "s3:IntelligentTiering",
  ...eventsOf("s3:ObjectTagging", "*", "Put", "Delete"),
  ...eventsOf("s3:ObjectAnnotation", "*", "Put", "Delete"),
  "s3:ObjectAcl:Put",
  "s3:ObjectRetention:Put",
];

function eventsOf(family: string, ...names: readonly string[]): readonly string[] {
  return names.map((name) => `${family}:${name}`);
}

/**
 * Notifications to standard topics; S3 does not support FIFO topics (Amazon S3 API Reference, PutBucketNotificationConfiguration; User Guide,
 * "Supported event destinations").
 */
export const bucketNotification = defineType("aws:s3/bucketNotification:BucketNotification", {
  properties: {
    bucket: required(bucketName),
    topics: listOf(
      object({
        id: text(1, 255),
        topicArn: required(arn("sns", "[A-Za-z0-9_-]{1,256}")),
        events: required(listOf(oneOf(...notifiedEvents), { minimum: 1 })),
        filterPrefix: text(0, 1_024),
        filterSuffix: text(0, 1_024),
      }),
    ),
  },
  replaceOnChanges: ["bucket"],
  answer: bucketId,
});

/** Amazon S3 API Reference, PutBucketEncryption. */
export const bucketEncryption = defineType(
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  {
    properties: {
      ...ofBucket,
      rules: required(
        listOf(
          object({
            applyServerSideEncryptionByDefault: required(
              object({
                sseAlgorithm: required(oneOf("AES256", "aws:kms", "aws:kms:dsse")),
                kmsMasterKeyId: arn("kms"),
              }),
            ),
            bucketKeyEnabled: flag,
          }),
          { minimum: 1, maximum: 1 },
        ),
      ),
    },
    replaceOnChanges,
    answer: bucketId,
  },
);

const days = wholeNumber({ minimum: 1 });
const lifecycleRule = object({
  id: required(text(1, 255)),
  status: required(oneOf("Enabled", "Disabled")),
  filter: object({ prefix: text(0, 1_024) }),
  transitions: listOf(
    object({ days: wholeNumber({ minimum: 0 }), storageClass: required(oneOf("STANDARD_IA", "GLACIER_IR")) }),
  ),
  expiration: (value, place) => {
    const failures = object({ days, expiredObjectDeleteMarker: flag })(value, place);
    const both = isInputs(value) && value.days !== undefined && value.expiredObjectDeleteMarker !== undefined;
    return both ? [...failures, failure(place, "it has both", value, "days or expiredObjectDeleteMarker")] : failures;
  },
  noncurrentVersionExpiration: object({ noncurrentDays: required(days) }),
  abortIncompleteMultipartUpload: object({ daysAfterInitiation: required(days) }),
});

/** Amazon S3 API Reference, PutBucketLifecycleConfiguration (at most 1,000 rules; ExpiredObjectDeleteMarker excludes Days). */
export const bucketLifecycle = defineType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
  properties: {
    ...ofBucket,
    rules: required(listOf(lifecycleRule, { minimum: 1, maximum: 1_000 })),
    transitionDefaultMinimumObjectSize: {
      check: oneOf("all_storage_classes_128K", "varies_by_storage_class"),
      default: "all_storage_classes_128K",
    },
  },
  replaceOnChanges,
  answer: bucketId,
});
