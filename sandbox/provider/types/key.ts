import { defineType } from "../defineType";
import { policyDocument } from "../formats";
import { limits } from "../limits";
import type { Inputs } from "../resourceType";
import { failure, flag, oneOf, optional, text, wholeNumber } from "../values";

/** A KMS key (AWS Key Management Service API Reference, CreateKey). */
export const key = defineType("aws:kms/key:Key", {
  properties: {
    description: optional(text(limits.key.description)),
    policy: optional(
      policyDocument("resource-based policy", { maximum: limits.key.policyCharacters, countsWhiteSpace: true }),
    ),
    deletionWindowInDays: optional(wholeNumber(limits.key.deletionWindowInDays)),
    enableKeyRotation: optional(flag, false),
    rotationPeriodInDays: optional(wholeNumber(limits.key.rotationPeriodInDays)),
    isEnabled: optional(flag, true),
    multiRegion: optional(flag, false),
    keyUsage: optional(oneOf(["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"]), "ENCRYPT_DECRYPT"),
    customerMasterKeySpec: optional(
      oneOf([
        "SYMMETRIC_DEFAULT",
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "HMAC_224",
        "HMAC_256",
        "HMAC_384",
        "HMAC_512",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        "ML_DSA_44",
        "ML_DSA_65",
        "ML_DSA_87",
        "SM2",
        "ECC_NIST_EDWARDS25519",
      ]),
      "SYMMETRIC_DEFAULT",
    ),
    bypassPolicyLockoutSafetyCheck: optional(flag, false),
    customKeyStoreId: optional(text({ minimum: 1, maximum: 64 })),
    xksKeyId: optional(text({ minimum: 1, maximum: 128 })),
  },
  tagged: true,
  rules: rotationRules,
  documents: ["policy"],
  replaceOnChanges: ["keyUsage", "customerMasterKeySpec", "multiRegion", "customKeyStoreId", "xksKeyId"],
  computedAtCreate: ["arn", "keyId"],
  answer: ({ multiRegion }, identity) => {
    const uuid = identity.uuid();
    const keyId = multiRegion === true ? `mrk-${uuid.replaceAll("-", "")}` : uuid;
    return { id: keyId, keyId, arn: identity.arn("kms", `key/${keyId}`) };
  },
});

function rotationRules({ rotationPeriodInDays, enableKeyRotation }: Inputs): readonly string[] {
  return rotationPeriodInDays !== undefined && (enableKeyRotation ?? false) === false
    ? [failure("rotationPeriodInDays", "it needs enableKeyRotation", rotationPeriodInDays, "nothing")]
    : [];
}
