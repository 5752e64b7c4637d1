import { DeleteObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { declaredAuthorization } from "../../../sandbox/deployment/authorization";
import { parseFaults } from "../../../sandbox/faults";
import { existingResources } from "../../../sandbox/program/existing";
import type { StackSandbox } from "../../../sandbox/program/stackSandbox";
import type { SandboxOptions } from "../../../sandbox/sandbox";
import { declareStack } from "../../support/declare";
import { operatorArn, operatorClient } from "../../support/operator";
import { type Change, changeInputs, lakeRows, oktaDetails, sendDetails, without, withStack } from "../../support/stack";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
const lake = { firstDay: "2026-11-01" };
const s3 = { vendors: { okta: { ...okta, sink: "s3" } }, lake };
const both = { vendors: { okta: { ...okta, sink: ["cloudtrail-lake", "s3"] } }, lake };
const bucketName = "partner-audit-dev-lake-123456789012-us-east-1";

/** Sends Okta events through the stack and settles, or advances ten minutes. */
async function run(
  configuration: Readonly<Record<string, unknown>>,
  { isShort, ...options }: SandboxOptions & { readonly change?: Change; readonly isShort?: true } = {},
  count = 120,
  check: (stack: StackSandbox) => Promise<void> | void = () => undefined,
) {
  return withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(count));
      await stack.sandbox.settle(isShort && { until: stack.sandbox.clock.now() + 600_000 });
      await check(stack);
      return stack.ledger("okta");
    },
    options,
    configuration,
  );
}

const objectsIn = ({ sandbox }: StackSandbox) => sandbox.buckets.get(bucketName)?.list() ?? [];

async function tableRows({ sandbox }: StackSandbox, columns: string) {
  const statement = `SELECT ${columns} FROM "partner_audit_dev_lake"."events"`;
  return (await sandbox.athena.query({ statement })).result.rows;
}

const logOf = ({ sandbox }: StackSandbox) => JSON.stringify([...sandbox.functions.values()].map(({ log }) => log));

describe("audit events in S3", () => {
  test("are in few objects of the integration's partition, under the bucket's retention, and in the table", async () => {
    const ledger = await run(s3, {}, 120, async (stack) => {
      const objects = objectsIn(stack);
      expect(objects.length).toBeLessThanOrEqual(2);
      for (const { key, lock, lastModified, contentType } of objects) {
        expect(key).toMatch(/^events\/integration=okta\/day=2026-11-20\/12-[0-9a-f]{64}\.parquet$/);
        expect(lock).toEqual({ mode: "GOVERNANCE", retainUntil: lastModified + 2_555 * 24 * 3_600_000 });
        expect(contentType).toBe("application/vnd.apache.parquet");
      }
      expect(await tableRows(stack, "count(*), count(DISTINCT eventData.UID)")).toEqual([[120, 120]]);
    });
    expect(ledger).toMatchObject({ received: 120, ingested: 120, deduplicated: 0, rejected: 0, pending: 0 });
  });

  test("are the same as in CloudTrail Lake, and the ledger counts an event when it is in both", async () => {
    const columns = ["UID", "eventName", "userIdentity", "requestParameters", "additionalEventData"];
    const selected = `${columns.map((name) => `eventData.${name}`).join(", ")}, eventTime`;
    const byUid = (rows: readonly (readonly unknown[])[]) =>
      rows.map((row) => JSON.stringify(row).toLowerCase()).sort();
    const ledger = await run(both, {}, 60, async (stack) => {
      expect(byUid(await tableRows(stack, selected))).toEqual(byUid(await lakeRows(stack, selected)));
      const complete = { received: 60, ingested: 60, pending: 0 };
      expect(stack.sinkLedgers("okta")).toMatchObject({ "cloudtrail-lake": complete, s3: complete });
    });
    expect(ledger).toMatchObject({ received: 60, ingested: 60, deduplicated: 0, rejected: 0, pending: 0 });
  });

  test("are complete despite faults, with at most one more copy per lost response", async () => {
    const faults = parseFaults(
      ["throttle=0.2", "unavailable=0.1", "reset=0.1", "reset-after-accept=0.1", "malformed=0.1"],
      3,
    );
    const ledger = await run(s3, { faults }, 300, async (stack) => {
      const [[rows = 0, uids] = []] = (await tableRows(stack, "count(*), count(DISTINCT eventData.UID)")) as number[][];
      expect(uids).toBe(300);
      const lost = (faults.strikes.get("reset-after-accept") ?? 0) + (faults.strikes.get("malformed") ?? 0);
      expect(rows).toBeLessThanOrEqual(300 * (1 + lost));
    });
    expect(ledger).toMatchObject({ received: 300, ingested: 300, rejected: 0, pending: 0 });
  });

  test("of equal ids are both stored if their content differs", async () => {
    await withStack(
      async (stack) => {
        const [detail = {}] = oktaDetails(1);
        sendDetails(stack, "okta", [detail, { ...detail, displayMessage: "Another content" }]);
        await stack.sandbox.settle();
        expect(await tableRows(stack, "count(*), count(DISTINCT eventID)")).toEqual([[2, 1]]);
        expect(stack.ledger("okta")).toMatchObject({ received: 2, ingested: 2, deduplicated: 0, pending: 0 });
      },
      {},
      s3,
    );
  });
});

describe("another account's bucket", () => {
  const owned = { ...s3, lake: { ...lake, bucket: { name: "acme-log-archive", accountId: "210987654321" } } };

  test("receives the events if its policy lets the stack's account write, and can be queried if it lets the account read", async () => {
    const existing = existingResources(await declareStack(owned));
    expect(existing.buckets).toMatchObject([{ name: "acme-log-archive", accountId: "210987654321" }]);
    const ledger = await run(owned, { existing }, 20, async (stack) => {
      expect(stack.sandbox.buckets.has(bucketName)).toBe(false);
      expect(await tableRows(stack, "count(*)")).toEqual([[20]]);
    });
    expect(ledger).toMatchObject({ received: 20, ingested: 20, pending: 0 });
  });

  test("receives none without such a policy, with any permissions of the function's own role", async () => {
    const { buckets = [], ...others } = existingResources(await declareStack(owned));
    const existing = { ...others, buckets: buckets.map(({ policy: _policy, ...bucket }) => bucket) };
    const ledger = await run(owned, { existing, isShort: true }, 5, (stack) => {
      expect(logOf(stack)).toContain("AccessDenied");
    });
    expect(ledger).toMatchObject({ received: 5, ingested: 0, pending: 5, rejected: 0 });
  });
});

/** Amazon S3 API Reference, PutObjectLockConfiguration, PutBucketVersioning, "List of error codes"; AWS Glue and Amazon Athena API References, "Errors". */
test.each<[string, Change, RegExp]>([
  [
    "lock on a bucket without versions",
    (resources) =>
      changeInputs("lake/bucket", () => ({ objectLockEnabled: false }))(without("lake/versioning")(resources)),
    /"lake\/object-lock": InvalidBucketState: Versioning must be 'Enabled' on the bucket/,
  ],
  [
    "suspension of the versions of a locked bucket",
    changeInputs("lake/versioning", () => ({ versioningConfiguration: { status: "Suspended" } })),
    /"lake\/versioning": InvalidBucketState: An Object Lock configuration is present on this bucket/,
  ],
  ["policy of no bucket", without("lake/bucket"), /"lake\/policy": NoSuchBucket: The specified bucket does not exist/],
  [
    "table of no database",
    without("lake/database"),
    /"lake\/table": EntityNotFoundException: Database partner_audit_dev_lake not found\./,
  ],
  [
    "query of no workgroup",
    without("lake/workgroup"),
    /InvalidRequestException: WorkGroup partner-audit-dev-lake is not found\./,
  ],
])("a %s is refused", async (_name, change, message) => {
  await expect(run(s3, { change })).rejects.toThrow(message);
});

describe("events stay in the queue", () => {
  test.each<[string, Change, string]>([
    ["the function may not write them", without("okta/s3/put-objects"), "AccessDenied"],
    [
      "the bucket's policy denies it",
      changeInputs("lake/policy", ({ policy }) => ({ policy: denied(String(policy)) })),
      "AccessDenied",
    ],
    [
      "the bucket belongs to another account than the function expects",
      (resources) =>
        JSON.parse(
          JSON.stringify(resources).replace('"LAKE_BUCKET_OWNER":"123456789012"', '"LAKE_BUCKET_OWNER":"999999999999"'),
        ),
      "AccessDenied",
    ],
  ])("where %s", async (_name, change, code) => {
    const ledger = await run(s3, { change, isShort: true }, 5, (stack) => {
      expect(objectsIn(stack)).toEqual([]);
      expect(logOf(stack)).toContain(code);
    });
    expect(ledger).toMatchObject({ received: 5, ingested: 0, pending: 5, rejected: 0 });
  });
});

function denied(policy: string): string {
  const { Statement, ...document } = JSON.parse(policy);
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucketName}/*` };
  return JSON.stringify({ ...document, Statement: [...Statement, deny] });
}

test("the declared policy lets no one delete or hide an object, not even a caller with all other permissions", async () => {
  const { resources } = await declareStack(s3);
  const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  const identityPolicies = { [operatorArn]: [{ name: "administrator", document: everything }] };
  await run(s3, { authorize: declaredAuthorization(resources, { identityPolicies }) }, 5, async (stack) => {
    const client = new S3Client(operatorClient(stack.sandbox));
    const [{ key: Key = "", versionId: VersionId = "" } = {}] = objectsIn(stack);
    const object = { Bucket: bucketName, Key };
    expect((await client.send(new GetObjectCommand(object))).VersionId).toBe(VersionId);
    for (const input of [object, { ...object, VersionId, BypassGovernanceRetention: true }]) {
      await expect(client.send(new DeleteObjectCommand(input))).rejects.toMatchObject({
        name: "AccessDenied",
        message: expect.stringContaining("explicit deny"),
      });
    }
  });
});
