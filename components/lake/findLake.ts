import * as aws from "@pulumi/aws";
import { PersonError } from "../personError";
import type { KeptBucket } from "./lakeBucket";
import { eventsPrefix } from "./lakeTable";

/** The day of the oldest object, YYYY-MM-DD, of each integration that has written to a bucket, by the integration's key. */
export type FirstDays = Readonly<Record<string, string>>;

/** Looks up which integrations have written to a bucket, also at a preview; undefined if the bucket does not exist yet. */
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

/** Looks up the state of the stack's own bucket, which must exist. */
export async function findKeptBucket(bucketName: string): Promise<KeptBucket> {
  return { bucketName, isLocked: await hasPolicy(bucketName) };
}

/** Lists the folders directly below a prefix; undefined if the bucket does not exist. */
async function foldersBelow(bucket: string, prefix: string): Promise<readonly string[] | undefined> {
  try {
    const { commonPrefixes } = await aws.s3.getObjects({ bucket, prefix, delimiter: "/" });
    return commonPrefixes ?? [];
  } catch (error) {
    if (/\bNoSuchBucket\b/.test(String(error))) {
      return undefined;
    }
    throw new PersonError(
      `The bucket ${bucket} could not be searched for audit events of keys that are no longer configured. Allow the deployer s3:ListBucket on it. AWS answered: ${String(error)}`,
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
      `The policy of the bucket ${bucket} could not be read. Allow the deployer s3:GetBucketPolicy on it. AWS answered: ${String(error)}`,
    );
  }
}

/** Returns the value in the last part of a partition's path, `NAME=VALUE/`. */
function partitionOf(name: string, folder: string): string | undefined {
  return new RegExp(`(?:^|/)${name}=([^/=]+)/$`).exec(folder)?.[1];
}
