import { z } from "zod";
import { lakeLimits } from "../aws/limits";
import { day, flag, oneOf, text, within } from "../configuration/fields";
import { inputOf } from "../configuration/input";
import { keyArn } from "../configuration/keyArn";
import { eventDataStoreDefaults } from "../integration/eventDataStoreSettings";

/** Default settings of a lake. A query that scans the limit costs half a dollar. */
export const lakeDefaults = {
  retentionDays: eventDataStoreDefaults.retentionDays,
  lockMode: "governance",
  scanLimitMegabytes: 100_000,
} as const;

/**
 * The move of objects to Glacier Instant Retrieval, which Athena can query directly (dev.classmethod.jp, tried 2024-12-25 and 2025-08-06). S3 moves no
 * object below 128 KB (Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle") and bills at least 90 days in this class. docs/costs.md
 * has the size from which the move saves money.
 */
export const coldClass = {
  storageClass: "GLACIER_IR",
  /** Days in the standard class. */
  afterDays: 90,
  /** The shortest retention, in days, for which objects move. */
  retentionDays: 180,
} as const;

const bucketError = "a map with the name of a bucket, for example { name: acme-audit-events }";

/** An existing bucket in this account or another one. */
const givenBucket = z.strictObject(
  {
    /** The bucket's name. */
    name: inputOf(
      text("the name of a bucket, of lower-case letters, digits, . and -", /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/, 63),
    ),
    /** The account that owns it; every write names it. @default the stack's account */
    accountId: inputOf(
      z
        // Pulumi passes an account id without quotes as a number.
        .custom<string>((value) => /^\d{12}$/.test(String(value)) && ["string", "number"].includes(typeof value), {
          error: "an account id of 12 digits, in quotes where it begins with 0",
        })
        .transform(String),
    ).optional(),
    /** The customer managed KMS key of its default encryption; the forwarders may use it. @default a key owned by Amazon S3 */
    keyArn: inputOf(keyArn("resource")).optional(),
  },
  { error: bucketError },
);

/** Fields of a stack's lake: the bucket of the sink s3 and its table. */
export const lakeFields = {
  /** An existing bucket to use instead of the stack's own. Its owner sets its retention and protection. After a change, earlier events stay in the former bucket. @default a bucket of the stack's own */
  bucket: givenBucket.optional(),
  /** Days for which Object Lock prevents the deletion of an object, counted from its creation; it expires one day later. An increase applies to new objects only; a decrease is refused. */
  retentionDays: within("days", lakeLimits.retentionDays).optional().meta({ default: lakeDefaults.retentionDays }),
  /** With `governance`, a role of `breakGlassRoleArns` may delete objects; with `compliance`, no one can before the retention ends, not even the account's root user. */
  lockMode: oneOf(["governance", "compliance"]).optional().meta({ default: lakeDefaults.lockMode }),
  /** Confirms that `lockMode: compliance` cannot be undone, not even to delete personal data; required with it. */
  complianceAcknowledged: flag().optional(),
  /** A customer managed KMS key for the bucket. @default a key owned by Amazon S3 */
  kmsKeyArn: inputOf(keyArn("resource")).optional(),
  /** Roles that the bucket's policy allows to delete objects, bypass the lock and change its retention. @default none */
  breakGlassRoleArns: z
    .array(
      inputOf(
        text(
          "the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME",
          /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
          2048,
        ),
      ),
      { error: "a list of the ARNs of IAM roles" },
    )
    .max(lakeLimits.breakGlassRoles, { error: `a list of at most ${lakeLimits.breakGlassRoles} ARNs of IAM roles` })
    .optional(),
  /** Keys of vendors that wrote to the bucket and are no longer configured. Athena finds their events as long as the keys are listed here. @default none */
  retired: z
    .array(text("the key of a vendor that wrote to the bucket", /^[a-z][a-z0-9-]*$/, 48), {
      error: "a list of keys of vendors that wrote to the bucket",
    })
    .optional(),
  /** The first day for which Athena lists partitions. @default the day of the oldest object or, without one, of the table's creation */
  firstDay: day().optional(),
  /** Megabytes that a query in the stack's Athena workgroup may scan before Athena cancels it. */
  scanLimitMegabytes: within("MB", lakeLimits.scanLimitMegabytes)
    .optional()
    .meta({ default: lakeDefaults.scanLimitMegabytes }),
};

/** A stack's lake. */
export const lakeSchema = z.strictObject(lakeFields, {
  error: "a map of keys to values, for example { retentionDays: 2555 }",
});

/** Settings of a stack's lake; docs/configuration.md lists each with its default. */
export type LakeSettings = z.input<typeof lakeSchema>;

/** Checked settings of a stack's lake. */
export type LakeConfiguration = z.output<typeof lakeSchema>;
