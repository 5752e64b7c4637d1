import { evidenceBuckets } from "../../policy/policies/evidenceBuckets";
import { retention } from "../../policy/policies/retention";
import {
  block,
  bucket,
  correct,
  encryption,
  forwarder,
  key,
  keyArn,
  lifecycle,
  lock,
  locked,
  ofBucket,
  table,
  versioning,
} from "./auditBucket";
import { describeCases, describeStacks, verdictsOn, type Written } from "./verdictsOn";

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
  it("finds a rule once if a refresh has also added it to the bucket", async () => {
    const rules = [{ id: "expire", enabled: true, expiration: { days: 30 } }];
    const written = [bucket({ ...locked, lifecycleRules: rules }), lock(), block(), lifecycle(...rules)];
    expect((await verdictsOn([evidenceBuckets], written)).map(({ subject }) => subject)).toEqual(["expiration::30"]);
  });

  it.each<[Readonly<Record<string, unknown>>, readonly Written[], readonly string[]]>([
    [{ requireCompliance: true }, correct, ["mode::GOVERNANCE"]],
    [{ requireCompliance: true }, [bucket(locked), lock({ mode: "COMPLIANCE", days: 90 }), block()], []],
    [{ requireCustomerManagedKey: true }, correct, ["kmsMasterKeyId"]],
    [{ requireCustomerManagedKey: true }, [...correct, encryption(keyArn)], []],
  ])("requires, with its settings, %j", async (settings, written, expected) => {
    const verdicts = await verdictsOn([evidenceBuckets], written, { configuration: { "evidence-buckets": settings } });
    expect(verdicts.map(({ subject }) => subject)).toEqual(expected);
  });
});

describeCases(retention, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", [
  ["of the minimum", lock({ mode: "GOVERNANCE", days: 90 }).props],
  ["of a year", lock({ mode: "GOVERNANCE", years: 1 }).props],
  ["of a day less than the minimum", lock({ mode: "COMPLIANCE", days: 89 }).props, "defaultRetention::89"],
]);
