import { isTrue } from "../documents/values";
import { findingIf, type ResourcePolicy } from "../policy";
import { onType } from "../rules";

/** Requires key rotation, so a leaked key decrypts at most a year of data. */
export const keyRotation: ResourcePolicy = {
  name: "key-rotation",
  description: "A symmetric customer managed key is rotated.",
  severity: "medium",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 SC-12"],
  remediation: "Set enableKeyRotation.",
  rules: [
    // KMS cannot rotate other keys (AWS KMS Developer Guide, "Rotate AWS KMS keys").
    onType("aws:kms/key:Key", ({ name, props }) =>
      findingIf(
        (props.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT" &&
          (props.origin ?? "AWS_KMS") === "AWS_KMS" &&
          props.customKeyStoreId === undefined &&
          !isTrue(props.enableKeyRotation),
        "enableKeyRotation",
        `The key ${name} is never rotated (enableKeyRotation is not set); set it to true.`,
      ),
    ),
  ],
};
