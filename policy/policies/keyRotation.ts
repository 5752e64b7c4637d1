import { isTrue } from "../documents/values";
import { findingIf, type ResourcePolicy } from "../policy";
import { onType } from "../rules";

/** A key that is known one day opens no more than a year. */
export const keyRotation: ResourcePolicy = {
  name: "key-rotation",
  description: "A symmetric key of the customer's is rotated.",
  severity: "medium",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 SC-12"],
  remediation: "Set enableKeyRotation.",
  rules: [
    // Other keys cannot be rotated by KMS (AWS KMS Developer Guide, "Rotate AWS KMS keys").
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
