/** Rules that correctly report the same events, by the name of the rule that reports a special case or a count of them. */
export const ruleOverlaps: Readonly<Record<string, string>> = {
  "okta-api-token-without-network-limit": "okta-api-token-created",
  "okta-support-reset": "okta-mfa-factor-disabled-for-all",
  "onelogin-many-passwords-changed": "onelogin-password-changed-by-another",
};
