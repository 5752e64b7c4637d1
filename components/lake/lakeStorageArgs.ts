import type * as pulumi from "@pulumi/pulumi";
import type { KeptBucket } from "./lakeBucket";
import type { LakeSettings } from "./lakeSettings";

/** The arguments of {@link LakeStorage}: the settings of a lake, and what only a program can give. */
export interface LakeStorageArgs extends LakeSettings {
  /** The integrations that write, as the name of each one's vendor by its key. */
  readonly integrations: Readonly<Record<string, string>>;
  /** The bucket that an earlier deployment left in the account, which is adopted. @default none */
  readonly kept?: KeptBucket | undefined;
  /** The day, YYYY-MM-DD, from which a new table has partitions where `firstDay` is not given. @default today */
  readonly oldestDay?: string | undefined;
  /** The SNS topic to which the stack's own bucket reports objects that are hidden or deleted. Its policy has to let Amazon S3 publish, and so does the policy of its key. @default none, and nothing is reported */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** Tags on every resource that takes them. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}
