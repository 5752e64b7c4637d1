import { PartnerAuditIntegration } from "partner-audit";

const okta = new PartnerAuditIntegration("okta", {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
});

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = { okta: okta.outputs };
