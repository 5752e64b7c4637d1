import { type Finding, findingIf } from "../policy";
import type { TypedResource } from "../reading/properties";
import { isSet, knownValue } from "../unknownValue";
import type { EvidenceBucket } from "./evidence";
import type { JudgedStack } from "./judgedStack";

/** The maximum and default number of days between a key's removal and its deletion (AWS KMS API Reference, ScheduleKeyDeletion). */
const longestWindowDays = 30;

/**
 * Finds risks to the key of a bucket: without it no object can be read, even a locked one (Amazon S3 User Guide, "Object Lock considerations").
 * @param isRequired true if a bucket without a customer managed key is a finding
 */
export function keyFindings(evidence: EvidenceBucket, stack: JudgedStack, isRequired: boolean): readonly Finding[] {
  const { name } = evidence.bucket;
  const places = keyPlaces(evidence);
  const own = places.map(({ from, property, read }) =>
    stack.named(["aws:kms/key:Key", "aws:kms/externalKey:ExternalKey"], from, property, read, ["arn", "keyId", "id"]),
  );
  return [
    ...findingIf(
      isRequired && !places.some(({ read }) => isSet(read)),
      "kmsMasterKeyId",
      `The bucket ${name} holds evidence and is not encrypted with a customer managed key (kmsMasterKeyId is not set); set it to the key's ARN.`,
    ),
    ...own.flatMap((key) => (key === undefined ? [] : endingFindings(name, key))),
  ];
}

/** Lists the known ARNs of the keys that encrypt a program's evidence. */
export function evidenceKeyArns(evidence: readonly EvidenceBucket[]): readonly string[] {
  const arns = evidence.flatMap(keyPlaces).map(({ read }) => knownValue(read));
  return [...new Set(arns.filter((arn): arn is string => typeof arn === "string" && arn.startsWith("arn:")))];
}

interface KeyPlace {
  readonly from: TypedResource<typeof encryptionType | "aws:s3/bucket:Bucket">;
  readonly property: string;
  readonly read: () => unknown;
}

const encryptionType = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** Returns readers of a bucket's key: from the rules of a separate resource or, without one, from the bucket's own property (deprecated). */
function keyPlaces({ bucket, parts }: EvidenceBucket): readonly KeyPlace[] {
  const encryptions = parts(encryptionType);
  if (encryptions.length === 0) {
    const property = "serverSideEncryptionConfiguration";
    return [
      {
        from: bucket,
        property,
        read: () => bucket.props[property]?.rule?.applyServerSideEncryptionByDefault?.kmsMasterKeyId,
      },
    ];
  }
  return encryptions.map((from) => ({
    from,
    property: "rules",
    read: () =>
      (from.props.rules ?? [])
        .map((rule) => rule.applyServerSideEncryptionByDefault?.kmsMasterKeyId)
        .find((key) => key !== undefined),
  }));
}

function endingFindings(
  bucket: string,
  { name, props }: TypedResource<"aws:kms/key:Key" | "aws:kms/externalKey:ExternalKey">,
): readonly Finding[] {
  const key = `The key ${name} encrypts the evidence in the bucket ${bucket}`;
  const window = Number(props.deletionWindowInDays ?? longestWindowDays);
  const isOff = ("isEnabled" in props && props.isEnabled === false) || ("enabled" in props && props.enabled === false);
  const validTo = () => ("validTo" in props ? props.validTo : undefined);
  return [
    ...findingIf(
      window < longestWindowDays,
      `deletionWindowInDays::${window}`,
      `${key} and would be deleted ${window} days after its removal (deletionWindowInDays); set it to ${longestWindowDays}, and protect the key.`,
    ),
    ...findingIf(
      isOff,
      "isEnabled::false",
      `${key} and is disabled; enable it, since nothing can be written or read without it.`,
    ),
    ...findingIf(
      isSet(validTo),
      `validTo::${validTo()}`,
      `${key}, and its material is deleted at ${validTo()} (validTo); import material that does not expire.`,
    ),
  ];
}
