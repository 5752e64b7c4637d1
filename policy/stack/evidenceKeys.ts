import { asObject, listOf } from "../documents/statements";
import { type Finding, findingIf, type JudgedResource } from "../policy";
import { isSet, knownValue } from "../unknownValue";
import type { EvidenceBucket } from "./evidence";
import { ofType, resourceNamed } from "./references";

/** Days between a key's removal and its deletion, at most and by default (AWS KMS API Reference, ScheduleKeyDeletion). */
const longestWindowDays = 30;

/**
 * Finds what endangers the key of a bucket: without it the objects cannot be read, locked or not (Amazon S3 User Guide, "Object Lock considerations").
 * @param isRequired true where a bucket without a customer managed key is a finding
 */
export function keyFindings(
  evidence: EvidenceBucket,
  resources: readonly JudgedResource[],
  isRequired: boolean,
): readonly Finding[] {
  const { name } = evidence.bucket;
  const places = keyPlaces(evidence);
  const keys = [...ofType(resources, "aws:kms/key:Key"), ...ofType(resources, "aws:kms/externalKey:ExternalKey")];
  const own = places.map(({ from, property, read }) =>
    resourceNamed(keys, from, property, read, ["arn", "keyId", "id"]),
  );
  return [
    ...findingIf(
      isRequired && !places.some(({ read }) => isSet(read)),
      "kmsMasterKeyId",
      `The bucket ${name} holds evidence and is not encrypted with a key of the customer's (kmsMasterKeyId is not set); set it to the key's ARN.`,
    ),
    ...own.flatMap((key) => (key === undefined ? [] : endingFindings(name, key))),
  ];
}

/** The ARNs of the keys that encrypt a program's evidence, as far as they are known. */
export function evidenceKeyArns(evidence: readonly EvidenceBucket[]): readonly string[] {
  const arns = evidence.flatMap(keyPlaces).map(({ read }) => knownValue(read));
  return [...new Set(arns.filter((arn): arn is string => typeof arn === "string" && arn.startsWith("arn:")))];
}

interface KeyPlace {
  readonly from: JudgedResource;
  readonly property: string;
  readonly read: () => unknown;
}

/** Where a bucket names its key: in the rules of a resource of its own or, without one, inside of the bucket (deprecated). */
function keyPlaces({ bucket, parts }: EvidenceBucket): readonly KeyPlace[] {
  const keyOf = (rule: unknown) => asObject(asObject(rule).applyServerSideEncryptionByDefault).kmsMasterKeyId;
  const encryptions = parts("bucketServerSideEncryptionConfiguration");
  if (encryptions.length === 0) {
    const property = "serverSideEncryptionConfiguration";
    return [{ from: bucket, property, read: () => keyOf(asObject(bucket.props[property]).rule) }];
  }
  const firstKey = (rules: unknown) =>
    listOf(rules)
      .map(keyOf)
      .find((key) => key !== undefined);
  return encryptions.map((from) => ({ from, property: "rules", read: () => firstKey(from.props.rules) }));
}

function endingFindings(bucket: string, { name, props }: JudgedResource): readonly Finding[] {
  const key = `The key ${name} encrypts the evidence in the bucket ${bucket}`;
  const window = Number(props.deletionWindowInDays ?? longestWindowDays);
  const isOff = props.isEnabled === false || props.enabled === false;
  return [
    ...findingIf(
      window < longestWindowDays,
      `deletionWindowInDays::${window}`,
      `${key} and would be gone ${window} days after its removal (deletionWindowInDays); set it to ${longestWindowDays}, and protect the key.`,
    ),
    ...findingIf(
      isOff,
      "isEnabled::false",
      `${key} and is disabled; enable it, since nothing is written or read without it.`,
    ),
    ...findingIf(
      isSet(() => props.validTo),
      `validTo::${String(props.validTo)}`,
      `${key}, and its material is deleted at ${String(props.validTo)} (validTo); import material that does not expire.`,
    ),
  ];
}
