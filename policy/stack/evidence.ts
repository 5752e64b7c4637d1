import { asObject, listOf } from "../documents/statements";
import type { JudgedResource } from "../policy";
import { isSet, knownValue } from "../unknownValue";
import { functionType } from "./references";

/** A bucket of the program that holds evidence, and the resources of the program that configure it. */
export interface EvidenceBucket {
  readonly bucket: JudgedResource;
  /** The resources of a kind, such as `bucketVersioning`, that name the bucket. */
  readonly parts: (kind: BucketPart) => readonly JudgedResource[];
}

/** Pulumi's names of the resources that configure a bucket: `aws:s3/bucketPolicy:BucketPolicy`. */
export type BucketPart =
  | "bucketVersioning"
  | "bucketObjectLockConfiguration"
  | "bucketPublicAccessBlock"
  | "bucketLifecycleConfiguration"
  | "bucketServerSideEncryptionConfiguration"
  | "bucketPolicy";

/**
 * The buckets of a program that hold evidence: with Object Lock, named by a forwarder's environment, or holding a Glue table of audit events. Each
 * sign counts by itself, since a mistake in one must not hide the bucket.
 */
export function evidenceBuckets(resources: readonly JudgedResource[]): readonly EvidenceBucket[] {
  const named = namedAsEvidence(resources);
  return ofBucketType(resources, "bucket")
    .map((bucket): EvidenceBucket => {
      const partsOf = (kind: BucketPart) =>
        ofBucketType(resources, kind).filter((part) =>
          isNamedBy(
            bucket,
            nameIn(part, "bucket", () => part.props.bucket),
          ),
        );
      return { bucket, parts: partsOf };
    })
    .filter(
      ({ bucket, parts }) =>
        knownValue(() => bucket.props.objectLockEnabled) === true ||
        isSet(() => asObject(bucket.props.objectLockConfiguration).rule) ||
        parts("bucketObjectLockConfiguration").length > 0 ||
        named.some((name) => isNamedBy(bucket, name)),
    );
}

/** The names of all buckets that hold evidence, as far as they are known: the program's, and those that it brings along. */
export function evidenceBucketNames(resources: readonly JudgedResource[]): readonly string[] {
  const declared = evidenceBuckets(resources).map(({ bucket }) => knownValue(() => bucket.props.bucket));
  const named = namedAsEvidence(resources).map(({ read }) => knownValue(read));
  const names = [...declared, ...named].filter((name): name is string => typeof name === "string" && name !== "");
  return [...new Set(names)];
}

/** The resources of a kind of bucket resource; the names that end with V2 are the deprecated ones of the same. */
export function ofBucketType(
  resources: readonly JudgedResource[],
  kind: BucketPart | "bucket" | "accountPublicAccessBlock",
): readonly JudgedResource[] {
  const type = `aws:s3/${kind}:${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  return resources.filter((resource) => resource.type.replaceAll("V2", "") === type);
}

/** A bucket's name in a property of another resource and, while it is not known, the resources that the property's value comes from. */
interface BucketName {
  readonly read: () => unknown;
  readonly sources: readonly string[];
}

function nameIn(resource: JudgedResource, property: string, read: () => unknown): BucketName {
  return { read, sources: resource.sources?.[property] ?? [] };
}

function isNamedBy({ props, urn }: JudgedResource, { read, sources }: BucketName): boolean {
  const name = knownValue(read);
  return typeof name === "string"
    ? [() => props.bucket, () => props.id].some((identifier) => knownValue(identifier) === name)
    : sources.includes(urn);
}

/** Names of buckets that a forwarder writes to or that a table of audit events is in. */
function namedAsEvidence(resources: readonly JudgedResource[]): readonly BucketName[] {
  return resources.flatMap((resource) => {
    const { type, props } = resource;
    if (type === functionType) {
      const read = () => asObject(asObject(props.environment).variables).LAKE_BUCKET_NAME;
      return isSet(read) ? [nameIn(resource, "environment", read)] : [];
    }
    return type === "aws:glue/catalogTable:CatalogTable" && holdsAuditEvents(resource)
      ? [nameIn(resource, "storageDescriptor", () => bucketIn(asObject(props.storageDescriptor).location))]
      : [];
  });
}

/** Reports if a table has the columns that CloudTrail Lake gives to events of integrations. */
function holdsAuditEvents({ props }: JudgedResource): boolean {
  const columns = knownValue(() => listOf(asObject(props.storageDescriptor).columns)) ?? [];
  const names = columns.map((column) => knownValue(() => asObject(column).name));
  return ["eventid", "eventtime", "eventdata"].every((name) => names.includes(name));
}

/** The bucket of a location, `s3://BUCKET/PREFIX`. */
function bucketIn(location: unknown): string | undefined {
  return /^s3[an]?:\/\/([^/]+)/.exec(String(location))?.[1];
}
