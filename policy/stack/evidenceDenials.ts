import { refusesPlainTransport } from "../access/transport";
import { covers, type Statement } from "../documents/statements";
import { type Finding, findingIf } from "../policy";
import { inPartition } from "./evidenceGrants";

/** The actions that a bucket's policy must deny, on the bucket or its objects. */
const removals: readonly { readonly action: string; readonly effect: string; readonly on: "objects" | "bucket" }[] = [
  { action: "s3:DeleteObject", effect: "hides objects behind delete markers, locked or not", on: "objects" },
  { action: "s3:DeleteObjectVersion", effect: "deletes what is no longer locked", on: "objects" },
  { action: "s3:BypassGovernanceRetention", effect: "ends the lock in governance mode", on: "objects" },
  { action: "s3:PutBucketObjectLockConfiguration", effect: "shortens the lock of later objects", on: "bucket" },
];

/**
 * Finds what the policy of a bucket that holds evidence fails to deny: removal, except to named roles, and access without TLS.
 * Source of the effects: Amazon S3 User Guide, "Managing Object Lock", "Working with delete markers".
 * @param bucketName undefined if Pulumi generates the name
 */
export function refusalFindings(
  name: string,
  bucketName: unknown,
  statements: readonly Statement[],
): readonly Finding[] {
  const arn = `arn:aws:s3:::${typeof bucketName === "string" ? bucketName : "*"}`;
  const refusing = statements.filter(refusesAllButNamedRoles);
  const refused = removals.filter(({ action, on }) =>
    refusing.some(
      (statement) =>
        statement.actions.some((pattern) => covers(pattern, action)) &&
        coversArn(statement, on === "objects" ? `${arn}/*` : arn),
    ),
  );
  const isTlsDemanded = statements.some(
    (statement) =>
      refusesPlainTransport(statement) &&
      statement.actions.some((pattern) => covers(pattern, "s3:*")) &&
      coversArn(statement, arn) &&
      coversArn(statement, `${arn}/*`),
  );
  return [
    ...removals
      .filter((removal) => !refused.includes(removal))
      .map(({ action, effect, on }) => ({
        subject: `Deny::${action}`,
        message: `The policy of the bucket ${name}, which holds evidence, does not deny ${action}, which ${effect}, to everyone except named roles; deny it to Principal "*" on ${on === "objects" ? "all objects" : "the bucket"}, with no condition other than ArnNotEquals on aws:PrincipalArn.`,
      })),
    ...findingIf(
      !isTlsDemanded,
      "aws:SecureTransport",
      `The policy of the bucket ${name}, which holds evidence, allows requests without TLS; deny s3:* on the bucket and its objects where aws:SecureTransport is false.`,
    ),
  ];
}

function coversArn({ resources }: Statement, arn: string): boolean {
  return resources.some((pattern) => covers(inPartition(pattern), arn));
}

/** Reports if a statement denies an action to everyone except roles that it names, at least with an account and the beginning of a name. */
function refusesAllButNamedRoles({ effect, principals, conditions }: Statement): boolean {
  const [condition] = conditions;
  return (
    effect === "Deny" &&
    principals.some((principal) => principal === "*" || principal === "AWS:*") &&
    (condition === undefined ||
      (conditions.length === 1 &&
        condition.key === "aws:principalarn" &&
        /^(arn|string)not(equals|like)(ifexists)?$/.test(condition.operator) &&
        condition.values.every((value) => namedRole.test(value))))
  );
}

const namedRole = /^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?]/;
