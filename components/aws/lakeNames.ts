import { createHash } from "node:crypto";
import { bucketNameLimit } from "./limits";

/** Physical names of the table of a stack's audit events in S3. Glue names are in lower case. */
export interface LakeNames {
  readonly database: string;
  readonly table: string;
  readonly workgroup: string;
}

/** Makes the physical names of a stack's lake, except its bucket's; `prefix` is PROJECT-STACK, which contains no `_`. */
export function lakeNames(prefix: string): LakeNames {
  const name = prefix.toLowerCase();
  return { database: `${name.replaceAll("-", "_")}_lake`, table: "events", workgroup: `${prefix}-lake` };
}

/**
 * Makes the name of a stack's bucket, which must be unique across all accounts: PREFIX-lake-ACCOUNT-REGION. A prefix that is too long is cut and gets its
 * hash; the purpose is then `lake0`, so no uncut prefix makes the same name.
 */
export function lakeBucketName(prefix: string, accountId: string, region: string): string {
  const name = prefix.toLowerCase();
  const place = `${accountId}-${region}`;
  const whole = `${name}-lake-${place}`;
  if (whole.length <= bucketNameLimit) {
    return whole;
  }
  const end = `-${createHash("sha256").update(name).digest("hex").slice(0, 8)}-lake0-${place}`;
  return `${name.slice(0, bucketNameLimit - end.length)}${end}`;
}
