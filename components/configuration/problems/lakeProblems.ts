import type { LakeConfiguration } from "../../lake/lakeSettings";
import { conflict, keysWithoutEffect, missing, type Problem, problemIf } from "../problem";

/** Keys of a lake that apply only to the stack's own bucket. */
const keysOfOwnBucket = [
  "retentionDays",
  "lockMode",
  "complianceAcknowledged",
  "kmsKeyArn",
  "breakGlassRoleArns",
] as const;

/**
 * Lists conflicts between a lake's values, and between these and the stack's vendors.
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
    const reason = "this stack does not manage an existing bucket";
    return [...problemIf(!isUsed, unused), ...keysWithoutEffect(path, lake, keysOfOwnBucket, reason)];
  }
  return [
    ...problemIf(!isUsed, unused),
    ...problemIf(
      lockMode === "compliance" && complianceAcknowledged !== true,
      missing(
        `${path}.complianceAcknowledged`,
        "must be true with lockMode: compliance, since no one, not even AWS, can delete an object before its retention ends, even if it contains personal data; set it to true, or use lockMode: governance",
      ),
    ),
    ...(lockMode === "compliance"
      ? []
      : keysWithoutEffect(path, lake, ["complianceAcknowledged"], "lockMode is governance, which can be undone")),
  ];
}
