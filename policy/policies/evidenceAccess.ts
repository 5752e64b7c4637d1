import { identityDocuments } from "../documents/places";
import { statementsOf } from "../documents/statements";
import { type Finding, findingIf, type StackPolicy } from "../policy";
import { auditLogGroupArns } from "../stack/auditLogs";
import { type Bucket, type EvidenceBucket, evidenceBucketNames, evidenceBuckets } from "../stack/evidence";
import { refusalFindings } from "../stack/evidenceDenials";
import { grantsAgainst } from "../stack/evidenceGrants";
import { evidenceKeyArns } from "../stack/evidenceKeys";

/** Evidence is removed, hidden and unlocked by named roles alone, or by nobody. */
export const evidenceAccess: StackPolicy = {
  name: "evidence-access",
  description:
    "The policy of a bucket that holds evidence refuses to all but named roles what removes objects, hides them or ends their lock, and everything that comes without TLS; no grant of the program allows it, nor the deletion of the bucket's key or of events in an audit log group. Which buckets hold evidence: see evidence-buckets.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-9", "NIST 800-53 SC-8", "AWS Foundational Security Best Practices S3.5"],
  remediation:
    "Deny everybody s3:DeleteObject*, s3:BypassGovernanceRetention and s3:PutBucketObjectLockConfiguration on the bucket and its objects, at most with ArnNotEquals on aws:PrincipalArn and the ARNs of roles; take such grants out of the program, and keep the break-glass role elsewhere.",
  stackRules: [
    (stack) => {
      const evidence = evidenceBuckets(stack);
      const grantFindings = grantsAgainst({
        buckets: evidenceBucketNames(stack, evidence),
        keyArns: evidenceKeyArns(evidence),
        logGroupArns: auditLogGroupArns(stack),
      });
      const policies = evidence.flatMap(policiesOf);
      const grants = stack.resources.flatMap((about) => identityDocuments(about).map((read) => ({ about, read })));
      return [
        ...policies.map(({ about, bucket, read }) => ({ about, find: () => policyFindings(bucket, read()) })),
        ...[...policies, ...grants].map(({ about, read }) => ({
          about,
          find: () => grantFindings(about.name, read()),
        })),
      ];
    },
  ],
};

/** The policies of a bucket, whether of their own or inside of the bucket (deprecated). */
function policiesOf({ bucket, parts }: EvidenceBucket) {
  const policies = parts("aws:s3/bucketPolicy:BucketPolicy");
  return (policies.length === 0 ? [bucket] : policies).map((about) => ({
    about,
    bucket,
    read: () => about.props.policy,
  }));
}

function policyFindings({ name, props }: Bucket, document: unknown): readonly Finding[] {
  return document === undefined || document === null
    ? findingIf(
        true,
        "policy",
        `The bucket ${name} holds evidence and has no policy, so that the account's own grants decide who removes it; add a BucketPolicy that denies it.`,
      )
    : refusalFindings(name, props.bucket, statementsOf(document));
}
