import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { lakeBucketName, lakeNames } from "../../components/aws/lakeNames";
import { lakeQuery } from "../../components/lake/lakeQueries";
import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import type { VendorOutput } from "../../sandbox/integration";
import { allow, declareStack, oktaAlone, resourceNamed, statementsOf } from "../support/declare";

const eventSourceName = "aws.partner/okta.com/acme/audit";
const okta = { eventSourceName, sink: "s3" };
const account = "123456789012";
const bucket = `partner-audit-dev-lake-${account}-us-east-1`;
const bucketArn = `arn:aws:s3:::${bucket}`;
const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const breakGlass = `arn:aws:iam::${account}:role/break-glass`;

const declare = (lake?: object, vendors: object = { okta }) => declareStack({ vendors, ...(lake && { lake }) });
const inputsOf = async (name: string, lake?: object) => resourceNamed((await declare(lake)).resources, name).inputs;
const firstDay = "2026-11-01";

describe("the bucket of the sink s3", () => {
  it("is by default locked in governance mode for seven years, private, and encrypted by Amazon S3", async () => {
    const { resources } = await declare();
    const ofLake = (part: string) => resourceNamed(resources, `lake/${part}`).inputs;
    expect(ofLake("bucket")).toEqual({
      bucket,
      objectLockEnabled: true,
      forceDestroy: false,
      tags: { "partner-audit:project": "partner-audit" },
    });
    expect(ofLake("versioning")).toEqual({ bucket, versioningConfiguration: { status: "Enabled" } });
    expect(ofLake("object-lock")).toEqual({ bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days: 2555 } } });
    const encryption = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
    expect(ofLake("encryption")).toEqual({ bucket, rules: [encryption] });
    expect(ofLake("ownership")).toEqual({ bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const isPublic = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
    expect(ofLake("public-access")).toEqual({ bucket, ...Object.fromEntries(isPublic.map((name) => [name, true])) });
  });

  it("uses mode, days and key as configured", async () => {
    const lake = { lockMode: "compliance", complianceAcknowledged: true, retentionDays: 30, kmsKeyArn: key };
    const { resources } = await declare(lake);
    const ofLake = (part: string) => resourceNamed(resources, `lake/${part}`).inputs;
    expect(ofLake("object-lock").rule).toEqual({ defaultRetention: { mode: "COMPLIANCE", days: 30 } });
    expect(ofLake("encryption").rules).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
        bucketKeyEnabled: true,
      },
    ]);
  });

  // Amazon S3 User Guide, "Lifecycle configuration elements": an expiration adds a delete marker, and only its own element removes that.
  it("removes an object a day after its retention, and then its remains", async () => {
    const { rules } = await inputsOf("lake/lifecycle", { retentionDays: 179 });
    expect(rules).toEqual([
      {
        id: "expire-after-retention",
        status: "Enabled",
        filter: {},
        expiration: { days: 180 },
        noncurrentVersionExpiration: { noncurrentDays: 1 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
      { id: "remove-delete-markers", status: "Enabled", filter: {}, expiration: { expiredObjectDeleteMarker: true } },
    ]);
  });

  it("moves objects to Glacier Instant Retrieval if they stay there at least 90 days", async () => {
    const { rules } = await inputsOf("lake/lifecycle", { retentionDays: 180 });
    expect(rules).toMatchObject([
      { transitions: [{ days: 90, storageClass: "GLACIER_IR" }], expiration: { days: 181 } },
      { id: "remove-delete-markers" },
    ]);
  });

  it("denies unencrypted transport, and removal except by the break-glass roles", async () => {
    const Resource = [bucketArn, `${bucketArn}/*`];
    const removal = {
      Sid: "RefuseRemoval",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteObject*", "s3:BypassGovernanceRetention", "s3:PutBucketObjectLockConfiguration"],
      Resource,
    };
    const plain = {
      Sid: "RefusePlainTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    expect(statementsOf((await declare()).resources, "lake/policy")).toEqual([plain, removal]);
    expect(statementsOf((await declare({ breakGlassRoleArns: [breakGlass] })).resources, "lake/policy")).toEqual([
      plain,
      { ...removal, Condition: { ArnNotEquals: { "aws:PrincipalArn": [breakGlass] } } },
    ]);
  });

  it("is not created if an existing bucket of this or another account is named", async () => {
    const given = { name: "acme-audit-events", accountId: "210987654321", keyArn: key };
    const { resources, outputs } = await declare({ bucket: given });
    expect(resources.filter(({ type }) => type.startsWith("aws:s3/"))).toEqual([]);
    expect(Object(resourceNamed(resources, "lake/table").inputs.storageDescriptor).location).toBe(
      "s3://acme-audit-events/events/",
    );
    expect(resourceNamed(resources, "okta/s3/forwarder").inputs.environment).toMatchObject({
      variables: { LAKE_BUCKET_NAME: given.name, LAKE_BUCKET_OWNER: given.accountId, RECIPIENT_ACCOUNT_ID: account },
    });
    expect(outputs.lake).toMatchObject({ bucketName: given.name, bucketArn: "arn:aws:s3:::acme-audit-events" });
  });
});

/** Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination", "Supported event types for SQS, SNS, and Lambda". */
describe("the removal of an object by a caller", () => {
  const topicArn = `arn:aws:sns:us-east-1:${account}:partner-audit-dev_alarms`;
  const withAlarms = async (alarms?: object, lake?: object, vendors: object = { okta }) =>
    (await declareStack({ vendors, ...(lake && { lake }), ...(alarms && { alarms }) })).resources;
  const notifications = (resources: Awaited<ReturnType<typeof withAlarms>>) =>
    resources.filter(({ type }) => type === "aws:s3/bucketNotification:BucketNotification");
  const reports = (arn: string) => ({
    bucket,
    topics: [{ id: "removed-objects", topicArn: arn, events: ["s3:ObjectRemoved:*"] }],
  });

  it("is reported to the stack's topic of alarms, to which Amazon S3 may publish only for this bucket of this account", async () => {
    const resources = await withAlarms({});
    expect(notifications(resources).map(({ name, inputs }) => [name, inputs])).toEqual([
      ["lake/notification", reports(topicArn)],
    ]);
    expect(statementsOf(resources, "alarm-topic")).toContainEqual(
      allow("AllowBucket", "sns:Publish", topicArn, {
        Principal: { Service: "s3.amazonaws.com" },
        Condition: {
          ArnEquals: { "aws:SourceArn": bucketArn },
          StringEquals: { "aws:SourceAccount": account },
        },
      }),
    );
  });

  it("is reported to an existing topic, also for a lake whose vendors are retired", async () => {
    const onCall = `arn:aws:sns:us-east-1:${account}:on-call`;
    expect(notifications(await withAlarms({ topicArn: onCall })).map(({ inputs }) => inputs)).toEqual([
      reports(onCall),
    ]);
    const retired = await withAlarms({}, { retired: ["github"] }, oktaAlone);
    expect(notifications(retired).map(({ inputs }) => inputs)).toEqual([reports(topicArn)]);
  });

  it("is not reported without alarms, and never for an existing bucket, whose single configuration belongs to its owner", async () => {
    expect(notifications(await withAlarms())).toEqual([]);
    for (const resources of [
      await withAlarms({}, { bucket: { name: "acme-audit-events" } }),
      await withAlarms({}, undefined, oktaAlone),
    ]) {
      expect(notifications(resources)).toEqual([]);
      expect(JSON.stringify(statementsOf(resources, "alarm-topic"))).not.toContain("s3.amazonaws.com");
    }
  });

  it("passes the stack's own policies", async () => {
    const resources = await withAlarms({ encrypt: true });
    expect(await judge(policies, resources)).toEqual({ verdicts: [], waived: [], unknown: [] });
  });
});

describe("a forwarder to S3", () => {
  it("may write objects under its integration's prefix, and use the bucket's key through Amazon S3", async () => {
    const { resources } = await declare({ kmsKeyArn: key }, { okta: { ...okta, sink: ["cloudwatch-logs", "s3"] } });
    expect(statementsOf(resources, "okta/s3/put-objects")).toEqual([
      allow("PutObjects", ["s3:PutObject"], `${bucketArn}/events/integration=okta/*`),
    ]);
    expect(statementsOf(resources, "okta/s3/use-lake-key")).toEqual([
      allow("UseLakeKey", ["kms:GenerateDataKey"], key, {
        Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      }),
    ]);
    const grants = resources.filter(({ type, name }) => type.endsWith(":RolePolicy") && name.startsWith("okta/s3/"));
    expect(grants.map(({ name }) => name.slice("okta/s3/".length)).sort()).toEqual(
      ["park-rejects", "put-objects", "receive-events", "use-lake-key", "write-log"].sort(),
    );
  });

  it("collects large batches by default or as configured; the other sinks keep their defaults", async () => {
    const both = { ...okta, sink: ["cloudtrail-lake", "s3"] };
    const mapping = async (name: string, more: object = {}) => {
      const { resources } = await declare(undefined, { okta: { ...both, ...more } });
      const { batchSize, maximumBatchingWindowInSeconds, scalingConfig } = resourceNamed(resources, name).inputs;
      return [batchSize, maximumBatchingWindowInSeconds, scalingConfig];
    };
    expect(await mapping("okta/s3/mapping")).toEqual([10_000, 300, { maximumConcurrency: 2 }]);
    expect(await mapping("okta/mapping")).toEqual([100, 5, { maximumConcurrency: 5 }]);
    const given = { batchSize: 50, maximumConcurrency: 9 };
    expect(await mapping("okta/s3/mapping", given)).toEqual([50, 300, { maximumConcurrency: 9 }]);
    // Six times the timeout of 40 seconds, and the window (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS").
    const { resources } = await declare(undefined, { okta: both });
    expect(resourceNamed(resources, "okta/s3/queue").inputs.visibilityTimeoutSeconds).toBe(540);
  });

  it("has the outputs and properties of every sink", async () => {
    const { outputs } = await declare();
    const vendor = (outputs.vendors as Readonly<Record<string, VendorOutput>>).okta;
    expect(vendor?.deliveries).toMatchObject({ s3: { functionName: "partner-audit-dev_okta_s3_forwarder" } });
    expect(vendor).toMatchObject({ lakeBucketName: bucket });
    expect(outputs.lake).toEqual({
      bucketName: bucket,
      bucketArn,
      databaseName: "partner_audit_dev_lake",
      tableName: "events",
      firstDay: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      workgroupName: "partner-audit-dev-lake",
    });
  });
});

describe("the table of the sink s3", () => {
  const vendors = { okta, "okta-emea": { ...okta, vendor: "okta", eventSourceName: `${eventSourceName}-emea` } };

  it("projects every key that ever wrote, and all days from the first", async () => {
    const { resources, outputs } = await declare({ firstDay, retired: ["zoom", "duo", "okta"] }, vendors);
    expect(resourceNamed(resources, "lake/table").inputs.parameters).toEqual({
      EXTERNAL: "TRUE",
      classification: "parquet",
      "projection.enabled": "true",
      "projection.integration.type": "enum",
      "projection.integration.values": "duo,okta,okta-emea,zoom",
      "projection.day.type": "date",
      "projection.day.format": "yyyy-MM-dd",
      "projection.day.range": "2026-11-01,NOW+1DAYS",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "storage.location.template": `s3://${bucket}/events/integration=\${integration}/day=\${day}/`,
    });
    expect(outputs.lake).toMatchObject({ firstDay });
  });

  // AWS CloudTrail User Guide, "CloudTrail Lake integrations event schema", in lower case and in Hive's types.
  it("has the columns of CloudTrail Lake", async () => {
    const { storageDescriptor, partitionKeys } = await inputsOf("lake/table");
    const columns = Object(storageDescriptor).columns as readonly { readonly name: string; readonly type: string }[];
    expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toEqual({
      eventversion: "string",
      eventcategory: "string",
      eventtype: "string",
      eventid: "string",
      eventtime: "timestamp",
      awsregion: "string",
      recipientaccountid: "string",
      addendum: "struct<reason:string,updatedfields:string,originaluid:string,originaleventid:string>",
      metadata: "struct<ingestiontime:string,channelarn:string>",
      eventdata:
        "struct<version:string,useridentity:struct<type:string,principalid:string,details:map<string,string>>,useragent:string,eventsource:string,eventname:string,eventtime:string,uid:string,requestparameters:map<string,string>,responseelements:map<string,string>,errorcode:string,errormessage:string,sourceipaddress:string,recipientaccountid:string,additionaleventdata:map<string,string>>",
    });
    expect(partitionKeys).toEqual([
      { name: "integration", type: "string" },
      { name: "day", type: "string" },
    ]);
  });
});

describe("the Athena workgroup of the sink s3", () => {
  it("manages results itself and stops a query at the limit", async () => {
    expect((await inputsOf("lake/workgroup", { scanLimitMegabytes: 10 })).configuration).toEqual({
      enforceWorkgroupConfiguration: true,
      publishCloudwatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: 10_485_760,
      engineVersion: { selectedEngineVersion: "Athena engine version 3" },
      managedQueryResultsConfiguration: { enabled: true },
    });
  });

  it("has the saved queries of its vendors, except those that join AWS's own events", async () => {
    const { resources } = await declare();
    const saved = resources.filter(({ type }) => type.endsWith(":NamedQuery")).map(({ inputs }) => String(inputs.name));
    const files = readdirSync(join(__dirname, "..", "..", "queries"))
      .filter(
        (file) => file.endsWith(".sql") && !/^(auth0|github|onelogin|principals-across|sign-ins-with-aws)-/.test(file),
      )
      .map((file) => file.replace(".sql", ""));
    expect(saved.sort()).toEqual(files.sort());
    const text = (name: string) => resourceNamed(resources, `lake/queries/${name}`).inputs.query;
    const file = (name: string) => readFileSync(join(__dirname, "..", "..", "queries", `${name}.sql`), "utf8");
    const table = '"partner_audit_dev_lake"."events"';
    const placeholder = '"$PARTNER_EVENT_DATA_STORE_ID"';
    expect(text("events-by-name")).toBe(file("events-by-name").replace(placeholder, `(SELECT * FROM ${table})`));
    expect(text("okta-browsers")).toBe(
      file("okta-browsers").replace(placeholder, `(SELECT * FROM ${table} WHERE integration IN ('okta'))`),
    );
  });

  it("reads an integration from a day on if a query names both", () => {
    const scope = { database: "d", table: "events", integrations: ["okta", "duo"], firstDay };
    const read = `(SELECT * FROM "d"."events" WHERE integration IN ('okta', 'duo') AND day >= '2026-11-01')`;
    expect(lakeQuery('SELECT 1 FROM "$PARTNER_EVENT_DATA_STORE_ID" a', scope)).toBe(`SELECT 1 FROM ${read} a`);
  });
});

describe("the physical names of lakes", () => {
  const prefix = fc.stringMatching(/^partner-audit-[a-z0-9-]{1,32}$/);
  const place = fc.tuple(
    fc.stringMatching(/^\d{12}$/),
    fc.constantFrom("us-east-1", "ap-southeast-1", "us-gov-east-1", "mx-central-1"),
  );

  // Amazon S3 User Guide, "General purpose bucket naming rules".
  it("fit S3, and differ for two stacks, accounts or Regions", () => {
    fc.assert(
      fc.property(prefix, place, prefix, place, (one, [account1, region1], other, [account2, region2]) => {
        const names = [lakeBucketName(one, account1, region1), lakeBucketName(other, account2, region2)];
        for (const name of names) {
          expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
        }
        const isSame = one === other && account1 === account2 && region1 === region2;
        expect(names[0] === names[1]).toBe(isSame);
        expect(lakeNames(one).database === lakeNames(other).database).toBe(one === other);
        expect(lakeNames(one).workgroup === lakeNames(other).workgroup).toBe(one === other);
      }),
    );
  });

  it("keep a name that fits, and give a cut name an ending that no whole name has", () => {
    expect(lakeBucketName("partner-audit-Dev", account, "us-east-1")).toBe(bucket);
    const long = "partner-audit-a-stack-with-a-long-name";
    const cut = lakeBucketName(long, account, "ap-southeast-1");
    expect(cut).toMatch(/^partner-audit-a-stac-[0-9a-f]{8}-lake0-123456789012-ap-southeast-1$/);
    expect(cut).toHaveLength(63);
    expect(lakeBucketName(`${long}r`, account, "ap-southeast-1")).not.toBe(cut);
  });
});
