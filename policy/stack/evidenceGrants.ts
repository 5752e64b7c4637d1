import { allowedBy, covers, type Statement } from "../documents/statements";
import type { Finding } from "../policy";

/** What holds a program's evidence. */
export interface Guarded {
  /** The names of buckets. */
  readonly buckets: readonly string[];
  readonly keyArns: readonly string[];
}

/**
 * Actions that remove or hide locked objects, or end or shorten a lock, or make one of these possible (Amazon S3 User Guide, "Managing Object Lock";
 * an expiration adds delete markers to locked objects: "Lifecycle configuration elements").
 */
const bucketActions = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucketPolicy",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketPolicy",
  "s3:PutLifecycleConfiguration",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
];

/** Actions after which nobody reads what a key encrypted (AWS KMS Developer Guide, "Deleting AWS KMS keys"). */
const keyActions = ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"];

/** Finds what a document allows against evidence: one finding for each action as the document names it. */
export function grantFindings(who: string, document: unknown, { buckets, keyArns }: Guarded): readonly Finding[] {
  return allowedBy(document).flatMap((statement) => [
    ...buckets
      .filter((bucket) => reachesBucket(statement, bucket))
      .flatMap((bucket) => findingsOf(who, statement, bucketActions, `the bucket ${bucket}`)),
    ...keyArns
      .filter((arn) => reachesKey(statement, arn))
      .flatMap((arn) => findingsOf(who, statement, keyActions, `the key ${arn} of a bucket`)),
  ]);
}

function findingsOf(
  who: string,
  { label, actions, notActions }: Statement,
  guarded: readonly string[],
  what: string,
): readonly Finding[] {
  const allowed = actions.filter((pattern) => guarded.some((action) => covers(pattern, action)));
  const left = notActions.length > 0 && guarded.some((action) => !notActions.some((not) => covers(not, action)));
  const named = left ? [`NotAction::${notActions.join(",")}`] : allowed.map((action) => `Action::${action}`);
  return named.map((subject) => ({
    subject,
    message: `${who} allows ${left ? `every action but ${notActions.join(", ")}` : subject.slice("Action::".length)} on ${what} that holds evidence (statement ${label}), by which it can be removed, hidden or unlocked; take it out of the grant.`,
  }));
}

function reachesKey({ resources, notResources }: Statement, arn: string): boolean {
  return notResources.length > 0
    ? !notResources.some((pattern) => covers(pattern, arn))
    : resources.some((pattern) => covers(pattern, arn));
}

/** Reports if a statement is about a bucket, its objects or some of them. */
function reachesBucket({ resources, notResources }: Statement, name: string): boolean {
  const bucket = `arn:aws:s3:::${name}`;
  const isAllOf = (pattern: string) => covers(pattern, bucket) || covers(pattern, `${bucket}/*`);
  if (notResources.length > 0) {
    return !notResources.map(inPartition).some(isAllOf);
  }
  return resources.map(inPartition).some((pattern) => isAllOf(pattern) || covers(pattern.split("/")[0] ?? "", bucket));
}

/** An ARN of S3, which names no Region and no account, as it is in the partition `aws`: a program is in one partition. */
export function inPartition(arn: string): string {
  return arn.replace(/^arn:[^:]*:s3:/, "arn:aws:s3:");
}
