import { identityDocuments } from "../documents/places";
import { statementsOf } from "../documents/statements";
import { type Finding, findingIf, type StackPolicy } from "../policy";
import { auditLogGroupArns } from "../stack/auditLogs";
import { type Bucket, type EvidenceBucket, evidenceBucketNames, evidenceBuckets } from "../stack/evidence";
import { refusalFindings } from "../stack/evidenceDenials";
import { grantsAgainst } from "../stack/evidenceGrants";
import { evidenceKeyArns } from "../stack/evidenceKeys";

/** Allows only named roles, or none, to remove, hide or unlock evidence. */
export const evidenceAccess: StackPolicy = {
  name: "evidence-access",
  description:
    "The policy of a bucket that holds evidence denies requests without TLS and, except to named roles, actions that remove objects, hide them or end their lock. No grant in the program allows these actions, deletion of the bucket's key, or deletion of events in an audit log group. See evidence-buckets for which buckets hold evidence.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-9", "NIST 800-53 SC-8", "AWS Foundational Security Best Practices S3.5"],
  remediation:
    "Deny everyone s3:DeleteObject*, s3:BypassGovernanceRetention and s3:PutBucketObjectLockConfiguration on the bucket and its objects; the only condition allowed is ArnNotEquals on aws:PrincipalArn with the ARNs of roles. Remove such grants from the program, and define the break-glass role elsewhere.",
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

/** The policies of a bucket: separate resources, or the bucket's own property (deprecated). */
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
        `The bucket ${name} holds evidence and has no policy, so the account's own grants decide who can remove it; add a BucketPolicy that denies removal.`,
      )
    : refusalFindings(name, props.bucket, statementsOf(document));
}
