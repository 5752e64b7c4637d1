/** Rules that rightly report the same events, beside each other, by the name of the one that reports a special case or a count of these. */
export const ruleOverlaps: Readonly<Record<string, string>> = {
  "okta-api-token-without-network-limit": "okta-api-token-created",
  "okta-support-reset": "okta-mfa-factor-disabled-for-all",
  "onelogin-many-passwords-changed": "onelogin-password-changed-by-another",
};
