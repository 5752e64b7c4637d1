import { allowedBy, covers, type Statement, statementSubject } from "../documents/statements";
import type { Finding } from "../policy";

/** What holds a program's evidence. */
export interface Guarded {
  /** The names of buckets. */
  readonly buckets: readonly string[];
  readonly keyArns: readonly string[];
  /** Of log groups that audit events are sent to. */
  readonly logGroupArns: readonly string[];
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

/** Actions that delete audit events from a log group, at once or by a shorter retention (Amazon CloudWatch Logs API Reference, of each action). */
const logGroupActions = [
  "logs:DeleteLogGroup",
  "logs:DeleteLogStream",
  "logs:PutLogGroupDeletionProtection",
  "logs:PutRetentionPolicy",
];

/** Finds what a document allows against evidence: one finding for each statement and thing. */
export function grantFindings(
  who: string,
  document: unknown,
  { buckets, keyArns, logGroupArns }: Guarded,
): readonly Finding[] {
  return allowedBy(document).flatMap((statement) => [
    ...buckets
      .filter((bucket) => reachesBucket(statement, bucket))
      .flatMap((bucket) => findingsOf(who, statement, bucketActions, `the bucket ${bucket} that holds evidence`)),
    ...keyArns
      .filter((arn) => reaches(statement, arn))
      .flatMap((arn) => findingsOf(who, statement, keyActions, `the key ${arn} of a bucket that holds evidence`)),
    ...logGroupArns
      .filter((arn) => reaches(statement, arn) || reaches(statement, `${arn}:*`))
      .flatMap((arn) => findingsOf(who, statement, logGroupActions, `the log group ${arn} that holds audit events`)),
  ]);
}

function findingsOf(who: string, statement: Statement, guarded: readonly string[], what: string): readonly Finding[] {
  const { label, notActions } = statement;
  const allowed = statement.actions.filter((pattern) => guarded.some((action) => covers(pattern, action)));
  const isLeft = notActions.length > 0 && guarded.some((action) => !notActions.some((not) => covers(not, action)));
  if (allowed.length === 0 && !isLeft) {
    return [];
  }
  const actions = isLeft ? notActions : allowed;
  const all = isLeft ? `every action but ${notActions.join(", ")}` : allowed.join(", ");
  return [
    {
      subject: statementSubject(isLeft ? "NotAction" : "Action", statement, { actions }),
      message: `${who} allows ${all} on ${what} (statement ${label}), by which it can be removed, hidden or unlocked; take it out of the grant.`,
    },
  ];
}

function reaches({ resources, notResources }: Statement, arn: string): boolean {
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
