import type { LakeConfiguration } from "../lake/lakeSettings";
import { conflict, keysWithoutEffect, missing, type Problem, problemIf } from "./problem";

/** The keys of a lake that are about a bucket of the stack's own. */
const keysOfOwnBucket = [
  "retentionDays",
  "lockMode",
  "complianceAcknowledged",
  "kmsKeyArn",
  "breakGlassRoleArns",
] as const;

/**
 * The problems of a lake's values with each other, and with the stack's vendors.
 * @param path `partner-audit:lake`, or a component's name
 */
export function lakeProblems(
  path: string,
  lake: LakeConfiguration | undefined,
  isWritten: boolean,
): readonly Problem[] {
  if (lake === undefined) {
    return [];
  }
  const { bucket, lockMode, complianceAcknowledged, retired = [] } = lake;
  const isUsed = isWritten || retired.length > 0;
  const unused = conflict(
    path,
    "has no effect here, since no vendor has the sink s3 and retired names no key that wrote; leave it out, or set a vendor's sink: pulumi config set --path partner-audit:vendors.okta.sink s3",
  );
  if (bucket !== undefined) {
    const reason = "the bucket that is brought along is not this stack's to change";
    return [...problemIf(!isUsed, unused), ...keysWithoutEffect(path, lake, keysOfOwnBucket, reason)];
  }
  return [
    ...problemIf(!isUsed, unused),
    ...problemIf(
      lockMode === "compliance" && complianceAcknowledged !== true,
      missing(
        `${path}.complianceAcknowledged`,
        "must be true with lockMode: compliance, since nobody, not even AWS, can delete an object before its retention is over, whatever personal data it has; confirm it by true, or use lockMode: governance",
      ),
    ),
    ...(lockMode === "compliance"
      ? []
      : keysWithoutEffect(path, lake, ["complianceAcknowledged"], "lockMode is governance, which can be undone")),
  ];
}
