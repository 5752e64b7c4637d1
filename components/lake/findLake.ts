import * as aws from "@pulumi/aws";
import { PersonError } from "../personError";
import type { KeptBucket } from "./lakeBucket";
import { eventsPrefix } from "./lakeTable";

/** By the key of each integration that has written to a bucket: the day of its oldest object, YYYY-MM-DD. */
export type FirstDays = Readonly<Record<string, string>>;

/** Looks up who has written to a bucket, at a preview too; undefined where the bucket does not exist yet. */
export async function findEvents(bucket: string): Promise<FirstDays | undefined> {
  const found = await foldersBelow(bucket, eventsPrefix);
  if (found === undefined) {
    return undefined;
  }
  const keys = found.flatMap((folder) => partitionOf("integration", folder) ?? []);
  const days = await Promise.all(
    keys.map(async (key) => {
      const folders = (await foldersBelow(bucket, `${eventsPrefix}integration=${key}/`)) ?? [];
      const day = folders.flatMap((folder) => partitionOf("day", folder) ?? []).sort()[0];
      return day === undefined ? [] : [[key, day] as const];
    }),
  );
  return Object.fromEntries(days.flat());
}

/** Looks up the state of a bucket of the stack's own, which exists. */
export async function findKeptBucket(bucketName: string): Promise<KeptBucket> {
  return { bucketName, isLocked: await hasPolicy(bucketName) };
}

/** The folders directly below a prefix; undefined where there is no such bucket. */
async function foldersBelow(bucket: string, prefix: string): Promise<readonly string[] | undefined> {
  try {
    const { commonPrefixes } = await aws.s3.getObjects({ bucket, prefix, delimiter: "/" });
    return commonPrefixes ?? [];
  } catch (error) {
    if (/\bNoSuchBucket\b/.test(String(error))) {
      return undefined;
    }
    throw new PersonError(
      `The bucket ${bucket} could not be searched for audit events, without which a key that left the configuration would hide its own: allow s3:ListBucket on it to whoever deploys. AWS answered: ${String(error)}`,
    );
  }
}

async function hasPolicy(bucket: string): Promise<boolean> {
  try {
    await aws.s3.getBucketPolicy({ bucket });
    return true;
  } catch (error) {
    if (/NoSuchBucketPolicy|couldn't find resource|empty result/.test(String(error))) {
      return false;
    }
    throw new PersonError(
      `The policy of the bucket ${bucket} could not be read: allow s3:GetBucketPolicy on it to whoever deploys. AWS answered: ${String(error)}`,
    );
  }
}

/** The value in the last part of a partition's path, `NAME=VALUE/`. */
function partitionOf(name: string, folder: string): string | undefined {
  return new RegExp(`(?:^|/)${name}=([^/=]+)/$`).exec(folder)?.[1];
}
