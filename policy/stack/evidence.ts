import { asObject } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import type { PropertiesByType, TypedResource } from "../reading/properties";
import { isSet, knownValue, readersOf } from "../unknownValue";
import { groupBy } from "./groupBy";
import type { JudgedStack } from "./judgedStack";

export type Bucket = TypedResource<"aws:s3/bucket:Bucket">;

/** A bucket that holds evidence, and the resources that configure it, all of the program. */
export interface EvidenceBucket {
  readonly bucket: Bucket;
  /** Returns the resources of a type that name the bucket. */
  readonly parts: <Type extends BucketPart>(type: Type) => readonly TypedResource<Type>[];
}

const partTypes = [
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketPolicy:BucketPolicy",
] as const;

/** The types that configure a bucket. */
type BucketPart = (typeof partTypes)[number];

/**
 * Finds a program's buckets that hold evidence: with Object Lock, named in a forwarder's environment, or with a Glue table of audit events. Each sign
 * is enough, since a mistake in one must not hide the bucket.
 */
export function evidenceBuckets(stack: JudgedStack): readonly EvidenceBucket[] {
  const named = new Set(namedAsEvidence(stack).map((one) => bucketNamed(stack, one)));
  const partsOf = bucketParts(stack);
  return stack
    .ofType("aws:s3/bucket:Bucket")
    .map((bucket): EvidenceBucket => ({ bucket, parts: (type) => partsOf(bucket, type) }))
    .filter(
      ({ bucket, parts }) =>
        knownValue(() => bucket.props.objectLockEnabled) === true ||
        isSet(() => bucket.props.objectLockConfiguration?.rule) ||
        parts("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").length > 0 ||
        named.has(bucket),
    );
}

/**
 * Lists the known names of all buckets that hold evidence: the program's, and existing ones that it uses.
 * @param evidence the program's buckets, from evidenceBuckets
 */
export function evidenceBucketNames(stack: JudgedStack, evidence: readonly EvidenceBucket[]): readonly string[] {
  const declared = evidence.map(({ bucket }) => knownValue(() => bucket.props.bucket));
  const named = namedAsEvidence(stack).map(({ read }) => knownValue(read));
  const names = [...declared, ...named].filter((name): name is string => typeof name === "string" && name !== "");
  return [...new Set(names)];
}

/** Finds the resources that configure a bucket. */
function bucketParts(
  stack: JudgedStack,
): <Type extends BucketPart>(bucket: Bucket, type: Type) => readonly TypedResource<Type>[] {
  // The parts of a bucket of CloudFormation's type have its URN, and may not have a name yet.
  const holders = new Map(stack.ofType("aws:s3/bucket:Bucket").map((bucket) => [bucket.urn, bucket]));
  const parts = groupBy(
    stack.ofType<BucketPart>(partTypes),
    (part) =>
      holders.get(part.urn) ?? bucketNamed(stack, { from: part, property: "bucket", read: () => part.props.bucket }),
  );
  return <Type extends BucketPart>(bucket: Bucket, type: Type) =>
    (parts.get(bucket) ?? []).filter((part): part is TypedResource<Type> & typeof part => part.type === type);
}

/** Reads a bucket's name from a property of another resource. */
interface BucketName {
  readonly from: JudgedResource;
  readonly property: string;
  readonly read: () => unknown;
}

function bucketNamed(stack: JudgedStack, { from, property, read }: BucketName): Bucket | undefined {
  const name = () => knownValue(read);
  // A known name is the bucket's, even if the property has other sources.
  const asRead = typeof name() === "string" ? { ...from, sourcesOf: () => [] } : from;
  return stack.named("aws:s3/bucket:Bucket", asRead, property, name, ["bucket", "id"]);
}

/** Lists the names of buckets that a forwarder writes to or that hold a table of audit events. */
function namedAsEvidence(stack: JudgedStack): readonly BucketName[] {
  const forwarders = stack.ofType("aws:lambda/function:Function").flatMap((from): readonly BucketName[] => {
    const read = () => from.props.environment?.variables?.LAKE_BUCKET_NAME;
    return isSet(read) ? [{ from, property: "environment", read }] : [];
  });
  const tables = stack
    .ofType("aws:glue/catalogTable:CatalogTable")
    .filter(({ props }) => holdsAuditEvents(props))
    .map((from) => ({
      from,
      property: "storageDescriptor",
      read: () => bucketIn(from.props.storageDescriptor?.location),
    }));
  return [...forwarders, ...tables];
}

/** Reports if a table has the columns that CloudTrail Lake gives to events of integrations. */
function holdsAuditEvents(props: PropertiesByType["aws:glue/catalogTable:CatalogTable"]): boolean {
  const columns = readersOf(() => props.storageDescriptor?.columns);
  const names = columns.map((read) => knownValue(() => asObject(read()).name));
  return ["eventid", "eventtime", "eventdata"].every((name) => names.includes(name));
}

/** Returns the bucket of a location, `s3://BUCKET/PREFIX`. */
function bucketIn(location: unknown): string | undefined {
  return /^s3[an]?:\/\/([^/]+)/.exec(String(location))?.[1];
}
