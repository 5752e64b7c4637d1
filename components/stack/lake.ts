import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { lakeBucketName } from "../aws/lakeNames";
import { stackPrefix } from "../aws/location";
import { lakeKey } from "../aws/names";
import { plainText } from "../configuration/input";
import { ConfigurationError, conflict, notAllowed, type Problem } from "../configuration/problem";
import type { StackConfiguration } from "../configuration/stackConfiguration";
import { usesBucket } from "../integration/sinks";
import { type FirstDays, findEvents, findKeptBucket } from "../lake/findLake";
import { LakeStorage } from "../lake/lakeStorage";

/**
 * Provisions the lake of a stack's integrations with the sink s3; undefined if the stack needs none. Adopts a bucket that an earlier deployment left.
 * @throws ConfigurationError for keys that wrote to the bucket and are neither configured nor retired, and for a first day after the oldest object
 */
export async function createLake(
  configuration: StackConfiguration,
  alarmTopicArn: pulumi.Input<string> | undefined,
): Promise<LakeStorage | undefined> {
  const { lake = {}, integrations, tags } = configuration;
  if (!hasLake(configuration)) {
    return undefined;
  }
  const writing = Object.entries(integrations).flatMap(([key, { vendor, settings }]) =>
    usesBucket(settings) ? [[key, vendor] as const] : [],
  );
  const bucketName = plainText(lake.bucket?.name) ?? (await ownBucketName());
  const found = await findEvents(bucketName);
  const vendors = Object.fromEntries(writing);
  const problems = hiddenProblems(bucketName, found ?? {}, [...Object.keys(vendors), ...(lake.retired ?? [])], lake);
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return new LakeStorage(lakeKey, {
    ...lake,
    integrations: vendors,
    ...(found !== undefined && lake.bucket === undefined && { kept: await findKeptBucket(bucketName) }),
    ...(found !== undefined && { oldestDay: Object.values(found).sort()[0] }),
    alarmTopicArn,
    tags,
  });
}

/** Returns true if a stack has a lake with its own bucket. */
export function hasOwnBucket(configuration: StackConfiguration): boolean {
  return hasLake(configuration) && configuration.lake?.bucket === undefined;
}

function hasLake({ integrations, lake }: StackConfiguration): boolean {
  return lake !== undefined || Object.values(integrations).some(({ settings }) => usesBucket(settings));
}

async function ownBucketName(): Promise<string> {
  const [{ accountId }, { region }] = await Promise.all([aws.getCallerIdentity(), aws.getRegion()]);
  return lakeBucketName(stackPrefix(), accountId, region);
}

/** Lists objects that Athena would no longer find: those of keys that are not projected, and those before the first day. */
function hiddenProblems(
  bucketName: string,
  firstDays: FirstDays,
  projected: readonly string[],
  { retired = [], firstDay }: NonNullable<StackConfiguration["lake"]>,
): readonly Problem[] {
  const hidden = Object.keys(firstDays).filter((key) => !projected.includes(key));
  const [[oldestKey, oldest] = []] = Object.entries(firstDays).sort(([, one], [, other]) => one.localeCompare(other));
  return [
    ...hidden.map((key, index) =>
      conflict(
        "partner-audit:lake.retired",
        `lacks ${JSON.stringify(key)}, but the bucket ${bucketName} has events of it since ${firstDays[key]}: no vendor of that key has the sink s3, so Athena would no longer find them; to keep them visible: pulumi config set --path 'partner-audit:lake.retired[${retired.length + index}]' ${key}`,
      ),
    ),
    ...(oldest !== undefined && firstDay !== undefined && firstDay > oldest
      ? [
          notAllowed(
            "partner-audit:lake.firstDay",
            firstDay,
            `${oldest} or earlier, since the bucket ${bucketName} has events of ${oldestKey} since that day, which Athena would no longer find`,
          ),
        ]
      : []),
  ];
}
