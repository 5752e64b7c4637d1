import type * as pulumi from "@pulumi/pulumi";
import type { KeptBucket } from "./lakeBucket";
import type { LakeSettings } from "./lakeSettings";

/** Arguments of {@link LakeStorage}: the settings of a lake, and arguments that only a program can pass. */
export interface LakeStorageArgs extends LakeSettings {
  /** The vendor of each integration that writes, by the integration's key. */
  readonly integrations: Readonly<Record<string, string>>;
  /** A bucket to adopt, which an earlier deployment left in the account. @default none */
  readonly kept?: KeptBucket | undefined;
  /** The first partition day of a new table, YYYY-MM-DD, unless `firstDay` is given. @default today */
  readonly oldestDay?: string | undefined;
  /** The SNS topic to which the stack's own bucket reports hidden or deleted objects. Its policy and its key's policy must let Amazon S3 publish. @default none, and nothing is reported */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** Tags for every resource that supports tags. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}
