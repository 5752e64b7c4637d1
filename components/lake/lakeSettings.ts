import { z } from "zod";
import { lakeLimits } from "../aws/limits";
import { day, flag, oneOf, text, within } from "../configuration/fields";
import { inputOf } from "../configuration/input";
import { keyArn } from "../configuration/keyArn";
import { eventDataStoreDefaults } from "../integration/eventDataStoreSettings";

/** The settings of a lake where none are given. A query that scans the limit costs half a dollar. */
export const lakeDefaults = {
  retentionDays: eventDataStoreDefaults.retentionDays,
  lockMode: "governance",
  scanLimitMegabytes: 100_000,
} as const;

/**
 * When objects move to Glacier Instant Retrieval, which Athena reads as it reads others (dev.classmethod.jp, tried 2024-12-25 and 2025-08-06). S3 moves none below
 * 128 KB (Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle"), and bills 90 days there at least. docs/costs.md says from which size it pays.
 */
export const coldClass = {
  storageClass: "GLACIER_IR",
  /** Days in the standard class. */
  afterDays: 90,
  /** The shortest retention with which objects move. */
  retentionDays: 180,
} as const;

const bucketError = "a map with the name of a bucket, for example { name: acme-audit-events }";

/** A bucket that exists, of this account or another. */
const givenBucket = z.strictObject(
  {
    /** The bucket's name. */
    name: inputOf(
      text("the name of a bucket, of lower-case letters, digits, . and -", /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/, 63),
    ),
    /** The account that owns it, which every write has to name. @default the stack's account */
    accountId: inputOf(
      z
        // Pulumi hands an account id that is written without quotes over as a number.
        .custom<string>((value) => /^\d{12}$/.test(String(value)) && ["string", "number"].includes(typeof value), {
          error: "an account id of 12 digits, in quotes where it begins with 0",
        })
        .transform(String),
    ).optional(),
    /** The customer managed KMS key that encrypts its objects by default; the forwarders may use it. @default a key of Amazon S3's own */
    keyArn: inputOf(keyArn("resource")).optional(),
  },
  { error: bucketError },
);

/** The fields of a stack's lake: the bucket of the sink s3, and what makes its objects a table. */
export const lakeFields = {
  /** A bucket that exists, in place of one of the stack's own, whose retention and protection are then its owner's. A change leaves what was written in the former bucket. @default a bucket of the stack's own */
  bucket: givenBucket.optional(),
  /** Days that Object Lock refuses the deletion of an object, counted from its writing; a day later it expires. More holds for later objects alone; less than before is refused. */
  retentionDays: within("days", lakeLimits.retentionDays).optional().meta({ default: lakeDefaults.retentionDays }),
  /** `governance` lets a role of `breakGlassRoleArns` delete; `compliance` lets nobody, not even the account's root user, until the retention is over. */
  lockMode: oneOf(["governance", "compliance"]).optional().meta({ default: lakeDefaults.lockMode }),
  /** Confirms that nobody can undo `lockMode: compliance`, for personal data either; needed with it. */
  complianceAcknowledged: flag().optional(),
  /** A customer managed KMS key for the bucket. @default a key of Amazon S3's own */
  kmsKeyArn: inputOf(keyArn("resource")).optional(),
  /** The roles that the bucket's policy lets delete objects, bypass the lock and change its retention. @default none */
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
  /** Keys of vendors that wrote once and left the configuration. Athena finds their events as long as they are named here. @default none */
  retired: z
    .array(text("the key of a vendor that wrote to the bucket", /^[a-z][a-z0-9-]*$/, 48), {
      error: "a list of keys of vendors that wrote to the bucket",
    })
    .optional(),
  /** The first day of which Athena lists partitions. @default the day of the oldest object or, without one, of the table's creation */
  firstDay: day().optional(),
  /** Megabytes that one query in the stack's Athena workgroup may scan; then Athena cancels it. */
  scanLimitMegabytes: within("MB", lakeLimits.scanLimitMegabytes)
    .optional()
    .meta({ default: lakeDefaults.scanLimitMegabytes }),
};

/** A stack's lake. */
export const lakeSchema = z.strictObject(lakeFields, {
  error: "a map of keys to values, for example { retentionDays: 2555 }",
});

/** The settings of a stack's lake; docs/configuration.md lists each with its default. */
export type LakeSettings = z.input<typeof lakeSchema>;

/** The settings of a stack's lake, checked. */
export type LakeConfiguration = z.output<typeof lakeSchema>;
