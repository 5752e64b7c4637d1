import { z } from "zod";

/** The use of a key, which decides the reason in the error about an alias. */
export type EncryptedByKey = keyof typeof reasons;

/**
 * Reasons to refuse an alias. Sources: AWS CloudTrail API Reference, GetEventDataStore, `KmsKeyId`; AWS KMS Developer Guide, "Use aliases to
 * control access"; AWS re:Post, "How do I use an encrypted Amazon SNS topic with a CloudWatch alarm?".
 */
const reasons = {
  store:
    "CloudTrail answers with the key's own ARN, and a change of kmsKeyId replaces a store, so an alias would replace it at every pulumi up",
  resource: "a grant on an alias lets no one use its key",
  topic:
    "a grant on an alias lets no one use its key, and under alias/aws/sns, whose key policy cannot be changed, CloudWatch alarms cannot publish",
} as const;

/** Makes the schema of a KMS key's ARN whose partition matches its Region. The error about an alias gives the reason. */
export function keyArn(encrypted: EncryptedByKey) {
  const allowed = "the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID";
  const error = ({ input }: { readonly input?: unknown }) => {
    if (typeof input !== "string") {
      return allowed;
    }
    const { partition, region } = partsOf(input);
    const expected = region === undefined ? partition : partitionOf(region);
    if (expected !== partition) {
      return `${allowed}; the partition of the Region ${region} is ${expected}`;
    }
    return input.includes("alias/") ? `${allowed}, not of an alias: ${reasons[encrypted]}` : allowed;
  };
  return z.string({ error }).refine(isKeyArn, { error });
}

/** Returns the Region of a key's ARN. */
export function keyRegion(arn: string): string | undefined {
  return partsOf(arn).region;
}

/** Returns the partition of a Region (AWS General Reference, "Amazon Resource Names (ARNs)"; AWS SDKs, partitions.json, `regionRegex`). */
function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["us-isof-", "aws-iso-f"],
  ["eu-isoe-", "aws-iso-e"],
  ["eusc-", "aws-eusc"],
];

function partsOf(arn: string): { readonly partition?: string; readonly region?: string } {
  const [, partition, region] = /^arn:(aws[a-z-]*):kms:([a-z0-9-]+):/.exec(arn) ?? [];
  return partition === undefined || region === undefined ? {} : { partition, region };
}

function isKeyArn(value: string): boolean {
  const { partition, region } = partsOf(value);
  return (
    value.length <= 256 &&
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/.test(value) &&
    region !== undefined &&
    partitionOf(region) === partition
  );
}
