import { allowedBy, covers, type Statement, statementSubject } from "../documents/statements";
import type { Finding } from "../policy";

/** The resources of a program's evidence. */
export interface Guarded {
  /** Names of buckets. */
  readonly buckets: readonly string[];
  readonly keyArns: readonly string[];
  /** ARNs of log groups for audit events. */
  readonly logGroupArns: readonly string[];
}

/**
 * Actions that remove or hide locked objects, end or shorten a lock, or make one of these possible (Amazon S3 User Guide, "Managing Object Lock";
 * "Lifecycle configuration elements": an expiration adds delete markers to locked objects).
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

/** Actions that make data encrypted with a key unreadable (AWS KMS Developer Guide, "Deleting AWS KMS keys"). */
const keyActions = ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"];

/** Actions that delete audit events from a log group, at once or by a shorter retention (Amazon CloudWatch Logs API Reference, of each action). */
const logGroupActions = [
  "logs:DeleteLogGroup",
  "logs:DeleteLogStream",
  "logs:PutLogGroupDeletionProtection",
  "logs:PutRetentionPolicy",
];

/** Evidence of a kind, and the actions that no grant may allow on it. */
interface GuardedKind {
  readonly names: (guarded: Guarded) => readonly string[];
  readonly actions: readonly string[];
  /** Returns the evidence that a statement's resource without wildcards names. */
  readonly nameIn: (resource: string) => string;
  readonly isReached: (statement: Statement, name: string) => boolean;
  readonly describe: (name: string) => string;
}

const kinds: readonly GuardedKind[] = [
  {
    names: ({ buckets }) => buckets,
    actions: bucketActions,
    nameIn: (resource) =>
      inPartition(resource)
        .split("/")[0]
        ?.replace(/^arn:aws:s3:::/, "") ?? "",
    isReached: reachesBucket,
    describe: (name) => `the bucket ${name} that holds evidence`,
  },
  {
    names: ({ keyArns }) => keyArns,
    actions: keyActions,
    nameIn: (resource) => resource,
    isReached: reaches,
    describe: (arn) => `the key ${arn} of a bucket that holds evidence`,
  },
  {
    names: ({ logGroupArns }) => logGroupArns,
    actions: logGroupActions,
    nameIn: (resource) => resource.replace(/:\*$/, ""),
    isReached: (statement, arn) => reaches(statement, arn) || reaches(statement, `${arn}:*`),
    describe: (arn) => `the log group ${arn} that holds audit events`,
  },
];

/**
 * Makes the search for grants that endanger evidence, with one finding per statement and bucket, key or log group. A statement that names its resources is
 * compared only with these, so the time per grant does not depend on the amount of evidence.
 */
export function grantsAgainst(guarded: Guarded): (who: string, document: unknown) => readonly Finding[] {
  const byName = kinds.map((kind) => ({
    kind,
    things: new Map(kind.names(guarded).map((name) => [name.toLowerCase(), name])),
  }));
  return (who, document) =>
    allowedBy(document).flatMap((statement) =>
      byName.flatMap(({ kind, things }) => findingsOn(who, statement, kind, things)),
    );
}

function findingsOn(
  who: string,
  statement: Statement,
  kind: GuardedKind,
  things: ReadonlyMap<string, string>,
): readonly Finding[] {
  const allowed = allowedActions(statement, kind.actions);
  return allowed === undefined
    ? []
    : candidates(statement, things, kind)
        .filter((name) => kind.isReached(statement, name))
        .map((name) => findingOf(who, statement, allowed, kind.describe(name)));
}

/** Returns the evidence that a statement may affect: what it names, or all if it has a wildcard or NotResource. */
function candidates(
  { resources, notResources }: Statement,
  things: ReadonlyMap<string, string>,
  { nameIn }: GuardedKind,
): readonly string[] {
  const named = resources.map((resource) => nameIn(resource).toLowerCase());
  return notResources.length > 0 || named.some((name) => /[*?]/.test(name))
    ? [...things.values()]
    : [...new Set(named)].flatMap((name) => things.get(name) ?? []);
}

interface AllowedActions {
  readonly kind: "Action" | "NotAction";
  readonly actions: readonly string[];
}

/** Lists the guarded actions that a statement allows, in its own spelling; undefined for none. */
function allowedActions({ actions, notActions }: Statement, guarded: readonly string[]): AllowedActions | undefined {
  if (notActions.length > 0 && guarded.some((action) => !notActions.some((not) => covers(not, action)))) {
    return { kind: "NotAction", actions: notActions };
  }
  const allowed = actions.filter((pattern) => guarded.some((action) => covers(pattern, action)));
  return allowed.length === 0 ? undefined : { kind: "Action", actions: allowed };
}

function findingOf(who: string, statement: Statement, { kind, actions }: AllowedActions, what: string): Finding {
  const all = kind === "NotAction" ? `every action except ${actions.join(", ")}` : actions.join(", ");
  return {
    subject: statementSubject(kind, statement, { actions }),
    message: `${who} allows ${all} on ${what} (statement ${statement.label}), which can remove, hide or unlock the evidence; remove it from the grant.`,
  };
}

function reaches({ resources, notResources }: Statement, arn: string): boolean {
  return notResources.length > 0
    ? !notResources.some((pattern) => covers(pattern, arn))
    : resources.some((pattern) => covers(pattern, arn));
}

/** Reports if a statement affects a bucket, or some or all of its objects. */
function reachesBucket({ resources, notResources }: Statement, name: string): boolean {
  const bucket = `arn:aws:s3:::${name}`;
  const isAllOf = (pattern: string) => covers(pattern, bucket) || covers(pattern, `${bucket}/*`);
  if (notResources.length > 0) {
    return !notResources.map(inPartition).some(isAllOf);
  }
  return resources.map(inPartition).some((pattern) => isAllOf(pattern) || covers(pattern.split("/")[0] ?? "", bucket));
}

/** Converts an S3 ARN, which has no Region and account, to the partition `aws`, since a program uses a single partition. */
export function inPartition(arn: string): string {
  return arn.replace(/^arn:[^:]*:s3:/, "arn:aws:s3:");
}
