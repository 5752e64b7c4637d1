import { type Finding, findingIf, type StackPolicy } from "../policy";
import { type Bucket, type EvidenceBucket, evidenceBuckets as evidenceBucketsOf } from "../stack/evidence";
import { keyFindings } from "../stack/evidenceKeys";
import type { JudgedStack } from "../stack/judgedStack";
import { counted } from "../text";
import { lockDays } from "./retention";

/** Requires buckets that hold evidence to lock it from the first write, not to hide it early, and never to be public. */
export const evidenceBuckets: StackPolicy = {
  name: "evidence-buckets",
  description:
    "A bucket that holds evidence locks every object by default, keeps versions, blocks public access, hides nothing before its retention ends, and uses no key that can soon be deleted. A bucket holds evidence if it has Object Lock, if a function's LAKE_BUCKET_NAME names it, or if it holds a Glue table of audit events.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-9", "NIST 800-53 AU-11", "AWS Foundational Security Best Practices S3.8"],
  remediation:
    "Add a BucketObjectLockConfiguration with a default retention, BucketVersioning, and a BucketPublicAccessBlock with all four settings; expire objects only after the retention; never set forceDestroy.",
  configuration: {
    requireCompliance: {
      type: "boolean",
      description:
        "Requires every default retention to use the mode COMPLIANCE, which no one can undo, instead of GOVERNANCE.",
      default: false,
    },
    requireCustomerManagedKey: {
      type: "boolean",
      description: "Requires every bucket to encrypt its objects with a customer managed key.",
      default: false,
    },
  },
  stackRules: [
    (stack, { configuration }) =>
      evidenceBucketsOf(stack).flatMap((evidence) => {
        const { bucket: about } = evidence;
        return [
          { about, find: () => forceDestroyFindings(about) },
          { about, find: () => lockFindings(evidence, configuration.requireCompliance === true) },
          { about, find: () => versioningFindings(evidence) },
          { about, find: () => publicAccessFindings(evidence, stack) },
          { about, find: () => expirationFindings(evidence) },
          { about, find: () => keyFindings(evidence, stack, configuration.requireCustomerManagedKey === true) },
        ];
      }),
  ],
};

/**
 * Source: Terraform AWS provider, internal/service/s3/delete.go: it deletes each version with BypassGovernanceRetention, and ends legal holds if that
 * is refused.
 */
function forceDestroyFindings({ name, props }: Bucket): readonly Finding[] {
  return findingIf(
    props.forceDestroy === true,
    "forceDestroy::true",
    `The bucket ${name} holds evidence and is destroyed with its objects (forceDestroy is true), which bypasses governance mode and ends legal holds; set it to false.`,
  );
}

/** The configurations of Object Lock: separate resources or, without one, the bucket's own property (deprecated; a refresh sets it too). */
function locksOf({ bucket, parts }: EvidenceBucket) {
  const locks = parts("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").map(({ props }) => props);
  return locks.length > 0 ? locks : [bucket.props.objectLockConfiguration ?? {}];
}

function lockFindings(evidence: EvidenceBucket, isComplianceRequired: boolean): readonly Finding[] {
  const { name } = evidence.bucket;
  const locks = locksOf(evidence);
  const modes = locks.map(({ rule }) => rule?.defaultRetention?.mode);
  return [
    ...findingIf(
      !modes.some((mode) => mode !== undefined),
      "defaultRetention",
      `The bucket ${name} holds evidence and has no default Object Lock retention, so anyone with delete permission can delete its objects; add a BucketObjectLockConfiguration with a defaultRetention.`,
    ),
    ...findingIf(
      isComplianceRequired && modes.includes("GOVERNANCE"),
      "mode::GOVERNANCE",
      `The bucket ${name} locks objects in the mode GOVERNANCE, which a permission bypasses; set the mode to COMPLIANCE (requireCompliance).`,
    ),
  ];
}

/** Object Lock at a bucket's creation enables versioning (Amazon S3 User Guide, "Locking objects with Object Lock"). */
function versioningFindings({ bucket, parts }: EvidenceBucket): readonly Finding[] {
  const { name, props } = bucket;
  const statuses = parts("aws:s3/bucketVersioning:BucketVersioning").map(
    (part) => part.props.versioningConfiguration?.status,
  );
  const off = statuses.find((status) => status !== "Enabled");
  const isOn = props.objectLockEnabled === true || props.versioning?.enabled === true || statuses.length > 0;
  return [
    ...findingIf(
      !isOn,
      "versioning",
      `The bucket ${name} holds evidence and keeps no versions, so a write replaces an object; add BucketVersioning with the status Enabled.`,
    ),
    ...findingIf(
      off !== undefined,
      `status::${off}`,
      `The bucket ${name} holds evidence, and its versioning is ${off}; set the status to Enabled.`,
    ),
  ];
}

const publicAccessSettings = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** The settings of the bucket and those of its account apply together (Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage"). */
function publicAccessFindings({ bucket: { name }, parts }: EvidenceBucket, stack: JudgedStack): readonly Finding[] {
  const blocks = [
    ...parts("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"),
    ...stack.ofType("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"),
  ];
  return publicAccessSettings.flatMap((setting) =>
    findingIf(
      !blocks.some(({ props }) => props[setting] === true),
      setting,
      `The bucket ${name} holds evidence, and ${setting} is not set; set it to true in a BucketPublicAccessBlock.`,
    ),
  );
}

/** An expiration also adds a delete marker to a locked object, which queries then no longer find (Amazon S3 User Guide, "Expiring objects"). */
function expirationFindings(evidence: EvidenceBucket): readonly Finding[] {
  const { bucket, parts } = evidence;
  const kept = Math.max(0, ...locksOf(evidence).map((lock) => lockDays(lock) ?? 0));
  const lifecycles = parts("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
  const rules =
    lifecycles.length > 0
      ? lifecycles.flatMap(({ props }) => props.rules ?? []).filter(({ status }) => status !== "Disabled")
      : (bucket.props.lifecycleRules ?? []).filter(({ enabled }) => enabled !== false);
  return rules.flatMap(({ id, expiration }) => {
    const { days = 0, date } = expiration ?? {};
    const rule = `The bucket ${bucket.name} holds evidence, and its lifecycle rule ${id}`;
    return [
      ...findingIf(
        days > 0 && days < kept,
        `expiration::${days}`,
        `${rule} hides objects after ${counted(days, "day")} (expiration), while they are locked for ${kept}; set days to more than ${kept}.`,
      ),
      ...findingIf(
        date !== undefined,
        `expiration::${date}`,
        `${rule} hides objects on ${date} (expiration), however long they are locked; expire them by days, more than ${kept}.`,
      ),
    ];
  });
}
