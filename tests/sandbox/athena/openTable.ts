import { createHash } from "node:crypto";
import { lakeQuery } from "../../../components/lake/lakeQueries";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { lakeObjects } from "../../../functions/sinks/lakeObject";
import { Athena } from "../../../sandbox/athena/athena";
import { type CatalogTable, catalogTable } from "../../../sandbox/glue/table";
import { isAwsError } from "../../../sandbox/protocol/awsError";
import { Bucket } from "../../../sandbox/s3/bucket";
import { temporaryFolder } from "../../../sandbox/temporaryFolder";
import { declareStack, oktaAlone, resourceNamed } from "../../support/declare";
import { signIn } from "../lake/stores";

/** The time at which the first object is written and every query runs. */
export const writtenAt = Date.parse("2023-01-31T00:00:00.500Z");

/** The table of a stack with the sink s3. */
export function declaredTable(): Promise<CatalogTable> {
  const vendors = { okta: { ...oktaAlone.okta, sink: "s3" } };
  declared ??= declareStack({ vendors, lake: { firstDay: "2023-01-01" } }).then(({ resources }) =>
    catalogTable(resourceNamed(resources, "lake/table")),
  );
  return declared;
}

let declared: Promise<CatalogTable> | undefined;

/** A table over a bucket with objects like those of the forwarder. */
export async function openTable(given?: CatalogTable) {
  const folder = temporaryFolder("athena-test");
  const table = given ?? (await declaredTable());
  const settings = {
    name: table.bucketName,
    arn: `arn:aws:s3:::${table.bucketName}`,
    region: "us-east-1",
    accountId: "123456789012",
    isVersioned: true,
  };
  const bucket = new Bucket(
    settings,
    () => folder.path,
    () => writtenAt,
  );
  const athena = new Athena({
    tables: [table],
    findBucket: (name) => (name === settings.name ? bucket : undefined),
    now: () => writtenAt,
    objectFolder: () => folder.path,
  });
  return {
    ...{ athena, bucket, table },
    /** Writes events as one object. */
    write: (integration: string, storedAt: number, events: readonly WrittenEvent[]) => {
      const entries = events.map(({ id, eventData }) => ({
        ...{ id, eventData },
        eventDataChecksum: createHash("sha256").update(eventData).digest("base64"),
      }));
      const { object, unwritable } = lakeObjects({ integration, region: "us-east-1" })(entries, storedAt);
      expect(unwritable).toEqual([]);
      return object === undefined ? undefined : put(bucket, object.key, Buffer.from(object.body));
    },
    /** Hides every object with a delete marker. */
    clear: () => {
      for (const { key } of bucket.list()) bucket.hide(key);
    },
    put: (key: string, body: Buffer) => put(bucket, key, body),
    close: async () => {
      await athena.close();
      folder.remove();
    },
  };
}

export interface WrittenEvent {
  readonly id: string;
  readonly eventData: string;
}

function put(bucket: Bucket, key: string, body: Buffer) {
  const stored = bucket.put({ key, body, contentType: "application/vnd.apache.parquet", onlyIfAbsent: true });
  if (isAwsError(stored)) throw new Error(stored.message);
  return stored;
}

/** Events like those that `ingestPartnerEvents` puts into a store: a sign-in to Okta, except for the given fields. */
export function partnerEvents(...changes: readonly JsonObject[]): readonly WrittenEvent[] {
  return changes.map((change, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    eventData: JSON.stringify({ ...signIn, UID: `uid-${index}`, ...change }),
  }));
}

/** A saved query on the declared table. */
export function onTable(sql: string, { database, name }: Pick<CatalogTable, "database" | "name">): string {
  return lakeQuery(sql, { database, table: name });
}
