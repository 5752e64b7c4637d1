/** Rules that replace the detections of an earlier version, by the detection's name. */
export const renamedDetections: Readonly<Record<string, readonly string[]>> = {
  "github-visibility-changed": ["github-repository-made-public", "github-repository-visibility-changed"],
  "onelogin-failed-sign-ins": ["onelogin-many-failed-sign-ins"],
  "onelogin-otp-device-removed": ["onelogin-mfa-removed"],
};
