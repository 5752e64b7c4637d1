import { PartnerAuditIntegration } from "partner-audit";

const okta = new PartnerAuditIntegration("okta", {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
});

/** The outputs of each integration: ARNs, names and URLs. */
export const vendors = { okta: okta.outputs };
