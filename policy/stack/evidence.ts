import { asObject } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import type { PropertiesByType, TypedResource } from "../reading/properties";
import { isSet, knownValue, readersOf } from "../unknownValue";
import { groupBy } from "./groupBy";
import type { JudgedStack } from "./judgedStack";

export type Bucket = TypedResource<"aws:s3/bucket:Bucket">;

/** A bucket of the program that holds evidence, and the resources of the program that configure it. */
export interface EvidenceBucket {
  readonly bucket: Bucket;
  /** The resources of a type that name the bucket. */
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
 * The buckets of a program that hold evidence: with Object Lock, named by a forwarder's environment, or holding a Glue table of audit events. Each
 * sign counts by itself, since a mistake in one must not hide the bucket.
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
 * The names of all buckets that hold evidence, as far as they are known: the program's, and those that it brings along.
 * @param evidence the program's, as evidenceBuckets finds them
 */
export function evidenceBucketNames(stack: JudgedStack, evidence: readonly EvidenceBucket[]): readonly string[] {
  const declared = evidence.map(({ bucket }) => knownValue(() => bucket.props.bucket));
  const named = namedAsEvidence(stack).map(({ read }) => knownValue(read));
  const names = [...declared, ...named].filter((name): name is string => typeof name === "string" && name !== "");
  return [...new Set(names)];
}

/** Tells which resources configure a bucket. */
function bucketParts(
  stack: JudgedStack,
): <Type extends BucketPart>(bucket: Bucket, type: Type) => readonly TypedResource<Type>[] {
  // What a bucket of CloudFormation's type holds inside has its URN, and may have no name yet.
  const holders = new Map(stack.ofType("aws:s3/bucket:Bucket").map((bucket) => [bucket.urn, bucket]));
  const parts = groupBy(
    stack.ofType<BucketPart>(partTypes),
    (part) =>
      holders.get(part.urn) ?? bucketNamed(stack, { from: part, property: "bucket", read: () => part.props.bucket }),
  );
  return <Type extends BucketPart>(bucket: Bucket, type: Type) =>
    (parts.get(bucket) ?? []).filter((part): part is TypedResource<Type> & typeof part => part.type === type);
}

/** A bucket's name in a property of another resource. */
interface BucketName {
  readonly from: JudgedResource;
  readonly property: string;
  readonly read: () => unknown;
}

function bucketNamed(stack: JudgedStack, { from, property, read }: BucketName): Bucket | undefined {
  const name = () => knownValue(read);
  // A known name is the bucket's, whatever else the property comes from.
  const asRead = typeof name() === "string" ? { ...from, sourcesOf: () => [] } : from;
  return stack.named("aws:s3/bucket:Bucket", asRead, property, name, ["bucket", "id"]);
}

/** Names of buckets that a forwarder writes to or that a table of audit events is in. */
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

/** The bucket of a location, `s3://BUCKET/PREFIX`. */
function bucketIn(location: unknown): string | undefined {
  return /^s3[an]?:\/\/([^/]+)/.exec(String(location))?.[1];
}
