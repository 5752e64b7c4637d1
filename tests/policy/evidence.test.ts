import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { evidenceAccess } from "../../policy/policies/evidenceAccess";
import { evidenceBuckets } from "../../policy/policies/evidenceBuckets";
import { retention } from "../../policy/policies/retention";
import { declareStack } from "../support/declare";
import { guardingStatements } from "./lockedBucket";
import { policyOf } from "./planted/planted";
import { describeCases, describeStacks, verdictsOn, type Written } from "./verdictsOn";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** A resource of Amazon S3 that is of the bucket `audit`. */
const ofBucket = (kind: string, props: object): Written => ({
  type: `aws:s3/${kind}:${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`,
  name: kind,
  props: { bucket: "audit", ...props },
});
const bucket = (props: object = {}) => ofBucket("bucket", props);
const locked = { objectLockEnabled: true };
const lock = (defaultRetention: object = { mode: "GOVERNANCE", days: 365 }) =>
  ofBucket("bucketObjectLockConfiguration", { rule: { defaultRetention } });
const closed = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const block = (changes: object = {}) => ofBucket("bucketPublicAccessBlock", { ...closed, ...changes });
const versioning = (status: string) => ofBucket("bucketVersioning", { versioningConfiguration: { status } });
const lifecycle = (...rules: readonly object[]) => ofBucket("bucketLifecycleConfiguration", { rules });
const encryption = (kmsMasterKeyId: string) =>
  ofBucket("bucketServerSideEncryptionConfiguration", {
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId } }],
  });
const key = (props: object, type = "aws:kms/key:Key"): Written => ({
  type,
  name: "key",
  props: { arn: keyArn, ...props },
});
const forwarder: Written = {
  type: "aws:lambda/function:Function",
  name: "forwarder",
  props: { environment: { variables: { LAKE_BUCKET_NAME: "audit" } } },
};
const table = (columns: readonly string[]): Written => ({
  type: "aws:glue/catalogTable:CatalogTable",
  name: "table",
  props: {
    storageDescriptor: { location: "s3://audit/events/", columns: columns.map((name) => ({ name, type: "string" })) },
  },
});

const correct = [bucket(locked), lock(), block()];

describeStacks(evidenceBuckets, [
  ["a locked bucket", correct],
  ["a bucket of anything else", [bucket({ forceDestroy: true }), versioning("Suspended")]],
  ["a table of anything else", [bucket({ forceDestroy: true }), table(["url", "clicks"])]],
  [
    "a bucket that a forwarder names and nothing protects",
    [bucket(), forwarder],
    "bucket defaultRetention",
    "bucket versioning",
    "bucket blockPublicAcls",
    "bucket blockPublicPolicy",
    "bucket ignorePublicAcls",
    "bucket restrictPublicBuckets",
  ],
  [
    "a bucket with a table of audit events, without a lock",
    [bucket(), block(), versioning("Enabled"), table(["eventtime", "eventid", "eventdata"])],
    "bucket defaultRetention",
  ],
  ["a bucket whose lock has no default", [bucket(locked), block()], "bucket defaultRetention"],
  [
    "a lock without a rule",
    [bucket(), ofBucket("bucketObjectLockConfiguration", {}), versioning("Enabled"), block()],
    "bucket defaultRetention",
  ],
  [
    "a bucket that is destroyed with its objects",
    [bucket({ ...locked, forceDestroy: true }), lock(), block()],
    "bucket forceDestroy::true",
  ],
  ["versions no longer kept", [...correct, versioning("Suspended")], "bucket status::Suspended"],
  [
    "a public policy let through",
    [bucket(locked), lock(), block({ blockPublicPolicy: false })],
    "bucket blockPublicPolicy",
  ],
  [
    "public access blocked for the account",
    [bucket(locked), lock(), { ...block(), type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock" }],
  ],
  [
    "expiration with the end of the lock",
    [...correct, lifecycle({ id: "expire", status: "Enabled", expiration: { days: 365 } })],
  ],
  [
    "expiration a day before",
    [...correct, lifecycle({ id: "expire", status: "Enabled", expiration: { days: 364 } })],
    "bucket expiration::364",
  ],
  [
    "expiration a day before, years counted",
    [
      bucket(locked),
      lock({ mode: "GOVERNANCE", years: 7 }),
      block(),
      lifecycle({ id: "expire", expiration: { days: 2554 } }),
    ],
    "bucket expiration::2554",
  ],
  [
    "expiration on a day",
    [...correct, lifecycle({ id: "expire", status: "Enabled", expiration: { date: "2027-01-01T00:00:00Z" } })],
    "bucket expiration::2027-01-01T00:00:00Z",
  ],
  [
    "a rule that is off, and rules that hide nothing",
    [
      ...correct,
      lifecycle(
        { id: "off", status: "Disabled", expiration: { days: 1 } },
        { id: "markers", status: "Enabled", expiration: { expiredObjectDeleteMarker: true } },
        { id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 1 } },
      ),
    ],
  ],
  ["a key of the program that stays", [...correct, encryption(keyArn), key({})]],
  [
    "a key that is soon gone",
    [...correct, encryption(keyArn), key({ deletionWindowInDays: 7 })],
    "bucket deletionWindowInDays::7",
  ],
  ["a disabled key", [...correct, encryption(keyArn), key({ isEnabled: false })], "bucket isEnabled::false"],
  [
    "a key whose material expires",
    [...correct, encryption(keyArn), key({ validTo: "2030-01-01T00:00:00Z" }, "aws:kms/externalKey:ExternalKey")],
    "bucket validTo::2030-01-01T00:00:00Z",
  ],
  ["another bucket's key that is soon gone", [...correct, key({ deletionWindowInDays: 7 })]],
  [
    "everything inside of the bucket",
    [
      bucket({
        versioning: { enabled: true },
        objectLockConfiguration: {
          objectLockEnabled: "Enabled",
          rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } },
        },
        lifecycleRules: [{ id: "expire", enabled: true, expiration: { days: 29 } }],
      }),
      block(),
    ],
    "bucket expiration::29",
  ],
]);

describe("evidence-buckets", () => {
  it("finds a rule once where a refresh has filled it in at the bucket too", async () => {
    const rules = [{ id: "expire", enabled: true, expiration: { days: 30 } }];
    const written = [bucket({ ...locked, lifecycleRules: rules }), lock(), block(), lifecycle(...rules)];
    expect((await verdictsOn([evidenceBuckets], written)).map(({ subject }) => subject)).toEqual(["expiration::30"]);
  });

  it.each<[Readonly<Record<string, unknown>>, readonly Written[], readonly string[]]>([
    [{ requireCompliance: true }, correct, ["mode::GOVERNANCE"]],
    [{ requireCompliance: true }, [bucket(locked), lock({ mode: "COMPLIANCE", days: 90 }), block()], []],
    [{ requireCustomerManagedKey: true }, correct, ["kmsMasterKeyId"]],
    [{ requireCustomerManagedKey: true }, [...correct, encryption(keyArn)], []],
  ])("demands by its settings %j", async (settings, written, expected) => {
    const verdicts = await verdictsOn([evidenceBuckets], written, { configuration: { "evidence-buckets": settings } });
    expect(verdicts.map(({ subject }) => subject)).toEqual(expected);
  });
});

describeCases(retention, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", [
  ["of the least", lock({ mode: "GOVERNANCE", days: 90 }).props],
  ["of a year", lock({ mode: "GOVERNANCE", years: 1 }).props],
  ["of a day less than the least", lock({ mode: "COMPLIANCE", days: 89 }).props, "defaultRetention::89"],
]);

const [removal = {}, plain = {}] = guardingStatements("audit");
const policy = (...statements: readonly object[]) => ofBucket("bucketPolicy", { policy: policyOf(...statements) });
const every = ["DeleteObject", "DeleteObjectVersion", "BypassGovernanceRetention", "PutBucketObjectLockConfiguration"];
const notRefused = every.map((action) => `bucketPolicy Deny::s3:${action}`);
const butFor = (Condition: object) => [...correct, policy({ ...removal, Condition }, plain)];
const arnIs = (value: string) => ({ ArnNotEquals: { "aws:PrincipalArn": value } });
const Resource = ["arn:aws:s3:::audit", "arn:aws:s3:::audit/*"];

describeStacks(evidenceAccess, [
  ["refused to all but a role", [...correct, policy(removal, plain)]],
  ["refused to all", [...correct, policy({ ...removal, Condition: undefined, Principal: { AWS: "*" } }, plain)]],
  ["refused for every action", [...correct, policy({ ...removal, Action: "s3:*", Resource: "*" }, plain)]],
  [
    "refused in China",
    [...correct, policy(...JSON.parse(JSON.stringify([removal, plain]).replaceAll("arn:aws:s3", "arn:aws-cn:s3")))],
  ],
  ["no policy", correct, "bucket policy"],
  [
    "a policy that allows alone",
    [...correct, policy({ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "s3:GetObject", Resource })],
    ...notRefused,
    "bucketPolicy aws:SecureTransport",
  ],
  [
    "plain transport refused for objects alone",
    [...correct, policy(removal, { ...plain, Resource: "arn:aws:s3:::audit/*" })],
    "bucketPolicy aws:SecureTransport",
  ],
  [
    "removal refused on the bucket alone",
    [...correct, policy({ ...removal, Resource: "arn:aws:s3:::audit" }, plain)],
    ...notRefused.slice(0, 3),
  ],
  [
    "removal refused below a prefix",
    [...correct, policy({ ...removal, Resource: ["arn:aws:s3:::audit", "arn:aws:s3:::audit/x/*"] }, plain)],
    ...notRefused.slice(0, 3),
  ],
  [
    "deletion of versions let through",
    [...correct, policy({ ...removal, Action: ["s3:DeleteObject", "s3:Bypass*", "s3:PutBucketObjectLock*"] }, plain)],
    "bucketPolicy Deny::s3:DeleteObjectVersion",
  ],
  ["all but any role", butFor(arnIs("arn:aws:iam::123456789012:role/*")), ...notRefused],
  ["all but the account", butFor({ StringNotEquals: { "aws:PrincipalAccount": "123456789012" } }), ...notRefused],
  ["all but roles of any account", butFor(arnIs("arn:aws:iam::*:role/break-glass")), ...notRefused],
  [
    "refused to one alone",
    [...correct, policy({ ...removal, Principal: { AWS: "arn:aws:iam::123456789012:role/x" } }, plain)],
    ...notRefused,
  ],
  [
    "refused where another condition holds too",
    butFor({ ...arnIs("arn:aws:iam::123456789012:role/break-glass"), Bool: { "aws:MultiFactorAuthPresent": "false" } }),
    ...notRefused,
  ],
  ["a bucket of anything else without a policy", [bucket()]],
  [
    "another account allowed to unlock",
    [
      ...correct,
      policy(removal, plain, {
        Effect: "Allow",
        Principal: { AWS: "210987654321" },
        Action: "s3:PutObjectLegalHold",
        Resource,
      }),
    ],
    "bucketPolicy Action::s3:PutObjectLegalHold",
  ],
]);

const grant = (Action: string | readonly string[], on: string | readonly string[], more: object = {}): Written => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "grant",
  props: { role: "somebody", policy: policyOf({ Effect: "Allow", Action, Resource: on, ...more }) },
});
const guarded = [...correct, policy(removal, plain)];

/** A grant on a bucket of the program, and the subjects of what is found. */
const granted = (
  what: string,
  one: Written,
  ...subjects: readonly string[]
): [string, readonly Written[], ...string[]] => [
  what,
  [...guarded, encryption(keyArn), one],
  ...subjects.map((subject) => `grant ${subject}`),
];

describeStacks(evidenceAccess, [
  granted(
    "what a forwarder and a reader need",
    grant(["s3:PutObject", "s3:GetObject", "s3:ListBucket", "kms:Decrypt"], [...Resource, keyArn]),
  ),
  ...[
    "s3:PutObjectRetention",
    "s3:PutObjectLegalHold",
    "s3:BypassGovernanceRetention",
    "s3:PutLifecycleConfiguration",
    "s3:PutBucketPolicy",
    "s3:DeleteBucketPolicy",
    "s3:deleteobject",
    "s3:PutObject*",
    "s3:*",
    "*",
  ].map((action) => granted(action, grant(action, Resource), `Action::${action}`)),
  granted(
    "on some objects",
    grant("s3:DeleteObject", "arn:aws:s3:::audit/events/integration=okta/*"),
    "Action::s3:DeleteObject",
  ),
  granted("on buckets that begin so", grant("s3:DeleteObject", "arn:aws:s3:::aud*/x"), "Action::s3:DeleteObject"),
  granted(
    "on another bucket",
    grant("s3:DeleteObject", ["arn:aws:s3:::audits", "arn:aws:s3:::audits/*", "arn:aws:s3:::other-audit/*"]),
  ),
  granted(
    "all but what is harmless",
    grant([], Resource, { Action: undefined, NotAction: "iam:*" }),
    "NotAction::iam:*",
  ),
  granted(
    "on all but another bucket",
    grant("s3:DeleteObject", [], { Resource: undefined, NotResource: "arn:aws:s3:::other/*" }),
    "Action::s3:DeleteObject",
  ),
  granted(
    "on all but this bucket",
    grant("s3:DeleteObject", [], { Resource: undefined, NotResource: "arn:aws:s3:::audit/*" }),
  ),
  granted(
    "deletion of the key",
    grant(["kms:ScheduleKeyDeletion", "kms:DisableKey"], keyArn),
    "Action::kms:ScheduleKeyDeletion",
    "Action::kms:DisableKey",
  ),
  granted("deletion of another key", grant("kms:ScheduleKeyDeletion", keyArn.replace("1234abcd", "9999abcd"))),
  [
    "on a bucket that a forwarder alone names",
    [forwarder, grant("s3:PutBucketPolicy", Resource)],
    "grant Action::s3:PutBucketPolicy",
  ],
]);

describe("the lake that a stack declares", () => {
  const okta = { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "s3" };
  const breakGlassRoleArns = ["arn:aws:iam::123456789012:role/break-glass"];
  const ofLake = ["retention", evidenceBuckets.name, evidenceAccess.name];

  it.each<[string, object | undefined]>([
    ["by default", undefined],
    ["in compliance mode, with a key", { lockMode: "compliance", complianceAcknowledged: true, kmsKeyArn: keyArn }],
    ["with break-glass roles", { breakGlassRoleArns, retentionDays: 3650 }],
    ["in another account's bucket", { bucket: { name: "acme-audit-events", accountId: "210987654321", keyArn } }],
    ["with a retired key", { retired: ["auth0"] }],
  ])("has no finding %s", async (_what, lake) => {
    const { resources } = await declareStack({ vendors: { okta }, ...(lake && { lake }) });
    expect(await judge(policies, resources)).toEqual({ verdicts: [], waived: [], unknown: [] });
  });

  it("is looked at: each of its protections that is missing is found", async () => {
    const { resources } = await declareStack({ vendors: { okta }, lake: { retentionDays: 89 } });
    const without = async (part: string) => {
      const { verdicts } = await judge(
        policies.filter(({ name }) => ofLake.includes(name)),
        resources.filter(({ name }) => name !== `lake/${part}`),
      );
      return verdicts.map(({ resource, subject }) => `${resource} ${subject}`);
    };
    const short = "lake/object-lock defaultRetention::89";
    expect(await without("nothing")).toEqual([short]);
    expect(await without("object-lock")).toEqual(["lake/bucket defaultRetention"]);
    expect(await without("policy")).toEqual([short, "lake/bucket policy"]);
    expect(await without("public-access")).toEqual([
      short,
      ...Object.keys(closed).map((name) => `lake/bucket ${name}`),
    ]);
  });
});
