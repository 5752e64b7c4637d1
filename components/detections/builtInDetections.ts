import type { Severity } from "../../functions/detector/detection";

/** A detection that the project brings along; its queries lie in queries/detections under its name. */
export interface BuiltInDetection {
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  readonly severity: Severity;
  /** Events of one person within an hour. @default 1, so that every event is a finding */
  readonly threshold?: number;
}

/** The built-in detections by name. */
export const builtInDetections: Readonly<Record<string, BuiltInDetection>> = {
  "auth0-mfa-removed": { vendor: "auth0", severity: "medium" },
  "github-visibility-changed": { vendor: "github", severity: "high" },
  "okta-api-token-created": { vendor: "okta", severity: "high" },
  "okta-failed-sign-ins": { vendor: "okta", severity: "medium", threshold: 10 },
  "okta-impersonation": { vendor: "okta", severity: "high" },
  "okta-log-stream-changed": { vendor: "okta", severity: "critical" },
  "okta-mfa-factor-removed": { vendor: "okta", severity: "medium" },
  "okta-policy-changed": { vendor: "okta", severity: "medium" },
  "okta-privilege-granted": { vendor: "okta", severity: "high" },
  "onelogin-failed-sign-ins": { vendor: "onelogin", severity: "medium", threshold: 10 },
  "onelogin-impersonation": { vendor: "onelogin", severity: "high" },
  "onelogin-otp-device-removed": { vendor: "onelogin", severity: "medium" },
  "onelogin-role-assigned": { vendor: "onelogin", severity: "medium" },
};

/** What a detection is made with where nothing else is said. */
export const detectionDefaults = {
  schedule: "rate(1 hour)",
  severity: "medium",
  threshold: 1,
  withinMinutes: 60,
  lateHours: 24,
} as const;
