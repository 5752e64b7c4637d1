import { GetTableMetadataCommand, GetWorkGroupCommand } from "@aws-sdk/client-athena";
import { GetObjectLockConfigurationCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { LakeOutput } from "../../sandbox/integration";
import { type Answer, type Clients, check, type Finding, failure, gone, ok, warning } from "./check";

/**
 * Checks the resources that the integrations with the sink s3 share (bucket, lock, table and workgroup), and the newest object of each
 * integration.
 * @param keys the keys of these integrations
 * @param now milliseconds since 1970
 */
export async function lakeChecks(
  lake: LakeOutput,
  keys: readonly string[],
  clients: Clients,
  now: number,
): Promise<readonly Finding[]> {
  return Promise.all([
    check({ subject: "bucket" }, () => bucket(lake, clients), gone),
    check({ subject: "object lock" }, () => lock(lake, clients), unlocked),
    check({ subject: "table" }, () => table(lake, keys, clients), gone),
    check({ subject: "workgroup" }, () => workgroup(lake, clients), gone),
    ...keys.map((vendor) =>
      check({ vendor, subject: "newest object" }, () => newest(lake, vendor, clients, now), gone),
    ),
  ]);
}

async function bucket({ bucketName: Bucket }: LakeOutput, { s3 }: Clients): Promise<Answer> {
  await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
  return ok("It exists and can be listed.");
}

const unlocked = failure(
  "It is off: anyone with permission to delete objects can delete events for good.",
  "Enable Object Lock with a default retention on the bucket: aws s3api put-object-lock-configuration.",
);

/** Source: Amazon S3 API Reference, GetObjectLockConfiguration. */
async function lock({ bucketName: Bucket }: LakeOutput, { s3 }: Clients): Promise<Answer> {
  const { ObjectLockConfiguration: lockOf } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
  const { Mode, Days, Years } = lockOf?.Rule?.DefaultRetention ?? {};
  return Mode === undefined
    ? failure(
        "It has no default retention: new objects may be deleted.",
        "Run pulumi up; for an existing bucket, its owner sets the default retention.",
      )
    : ok(
        `New objects are kept in ${Mode.toLowerCase()} mode for ${Days ?? Years} ${Days === undefined ? "years" : "days"}.`,
      );
}

/** Source: Amazon Athena API Reference, GetTableMetadata; User Guide, "Set up partition projection". */
async function table(
  { databaseName: DatabaseName, tableName: TableName }: LakeOutput,
  keys: readonly string[],
  { athena }: Clients,
): Promise<Answer> {
  const input = { CatalogName: "AwsDataCatalog", DatabaseName, TableName };
  try {
    const { TableMetadata } = await athena.send(new GetTableMetadataCommand(input));
    const { "projection.integration.values": values = "", "projection.day.range": range = "" } =
      TableMetadata?.Parameters ?? {};
    const projected = values.split(",");
    const hidden = keys.filter((key) => !projected.includes(key));
    return hidden.length > 0
      ? failure(
          `Athena does not find the events of ${hidden.join(", ")}: the table does not project them.`,
          "Run pulumi up.",
        )
      : ok(`It has the integrations ${projected.join(", ")}, and the days ${range.replace(",", " to ")}.`);
  } catch (error) {
    const { name, message } = error as Error;
    if (/EntityNotFound/.test(message)) {
      return gone;
    }
    if (/Lake Formation/.test(message)) {
      return failure(
        `AWS Lake Formation refuses: ${message}`,
        `Lake Formation controls access to the table in this account. Its administrator can grant it: aws lakeformation grant-permissions --principal DataLakePrincipalIdentifier=ROLE_ARN --permissions SELECT DESCRIBE --resource '{"Table":{"DatabaseName":"${DatabaseName}","Name":"${TableName}"}}', and DESCRIBE on the database; or grant Super on both to IAMAllowedPrincipals.`,
      );
    }
    // Athena wraps errors of the catalog.
    throw /AccessDenied|not authorized/.test(message)
      ? Object.assign(new Error(message), { name: "AccessDeniedException" })
      : Object.assign(new Error(message), { name });
  }
}

/** Source: Amazon Athena API Reference, GetWorkGroup. */
async function workgroup({ workgroupName: WorkGroup }: LakeOutput, { athena }: Clients): Promise<Answer> {
  try {
    const { WorkGroup: found } = await athena.send(new GetWorkGroupCommand({ WorkGroup }));
    const limit = found?.Configuration?.BytesScannedCutoffPerQuery;
    return found?.State === "DISABLED"
      ? failure(
          "It is disabled: no query runs in it.",
          `aws athena update-work-group --work-group ${WorkGroup} --state ENABLED`,
        )
      : ok(
          limit === undefined
            ? "It is enabled."
            : `It is enabled; a query scans at most ${limit.toLocaleString("en-US")} bytes.`,
        );
  } catch (error) {
    if (error instanceof Error && /is not found/.test(error.message)) {
      return gone;
    }
    throw error;
  }
}

/** Finds the newest object of the last days: keys contain the day and the hour of writing. */
async function newest({ bucketName: Bucket }: LakeOutput, key: string, { s3 }: Clients, now: number): Promise<Answer> {
  for (let days = 0; days <= daysLookedAt; days += 1) {
    const day = new Date(now - days * dayMilliseconds).toISOString().slice(0, 10);
    const written = await lastWritten(`events/integration=${key}/day=${day}/`);
    if (written !== undefined) {
      return ok(`It was written at ${written.toISOString()}, ${age(now - written.getTime())} ago.`);
    }
  }
  return warning(
    `There is none of the last ${daysLookedAt} days.`,
    "Do something at the vendor that it logs, and run the doctor again after the batching window; if there is still none, check the queue and the function.",
  );

  async function lastWritten(Prefix: string): Promise<Date | undefined> {
    let latest: Date | undefined;
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
      for (const { LastModified } of page.Contents ?? []) {
        latest = LastModified !== undefined && LastModified > (latest ?? 0) ? LastModified : latest;
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return latest;
  }
}

const daysLookedAt = 7;
const dayMilliseconds = 24 * 60 * 60 * 1_000;

function age(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
