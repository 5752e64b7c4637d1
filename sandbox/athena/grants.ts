import type { CatalogTable, TableObject } from "../glue/table";
import type { Bucket } from "../s3/bucket";
import { AthenaFailure } from "./failure";

/** Returns `undefined` if the query's caller may perform an action, else the sentence with which AWS refuses it. */
export type Allows = (
  action: string,
  resource: string,
  context?: Readonly<Record<string, string>>,
) => string | undefined;

export const everythingAllowed: Allows = () => undefined;

/**
 * Athena reads the catalog with the caller's permissions (Amazon Athena User Guide, "Fine-grained access to databases and tables in the AWS Glue
 * Data Catalog").
 */
export function checkCatalog({ arn, databaseArn, catalogArn }: CatalogTable, allows: Allows): void {
  const calls = [
    ["glue:GetDatabase", [catalogArn, databaseArn]],
    ["glue:GetTable", [catalogArn, databaseArn, arn]],
  ] as const;
  for (const [action, resources] of calls) {
    const refusal = resources.map((resource) => allows(action, resource)).find((one) => one !== undefined);
    if (refusal !== undefined) throw new AthenaFailure("", `Insufficient permissions to execute the query. ${refusal}`);
  }
}

/**
 * Athena also lists and reads the objects with the caller's permissions (same guide, "Control access to Amazon S3 from Athena"; "Troubleshoot
 * issues in Athena").
 */
export function checkObjects(
  { prefix, bucketName }: CatalogTable,
  { settings }: Bucket,
  objects: readonly TableObject[],
  allows: Allows,
): void {
  const folders = new Set(objects.map(({ object: { key } }) => key.slice(0, key.lastIndexOf("/") + 1)));
  const context = { "aws:RequestedRegion": settings.region };
  for (const folder of folders.size === 0 ? [prefix] : folders) {
    const refusal =
      allows("s3:GetBucketLocation", settings.arn, context) ??
      allows("s3:ListBucket", settings.arn, { ...context, "s3:prefix": folder });
    if (refusal !== undefined)
      throw new AthenaFailure("", `Permission denied on S3 path: s3://${bucketName}/${folder}`);
  }
  for (const { object } of objects) {
    const keyContext = { "kms:ViaService": `s3.${settings.region}.amazonaws.com`, "aws:ViaAWSService": "true" };
    const refusal =
      allows("s3:GetObject", `${settings.arn}/${object.key}`, context) ??
      (settings.kmsKeyId === undefined ? undefined : allows("kms:Decrypt", settings.kmsKeyId, keyContext));
    if (refusal !== undefined) {
      throw new AthenaFailure(
        "HIVE_CANNOT_OPEN_SPLIT",
        `Error opening Hive split s3://${bucketName}/${object.key} (offset=0, length=${object.bytes}): Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied): ${refusal}`,
      );
    }
  }
}
