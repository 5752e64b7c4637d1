import { PartnerAuditIntegration } from "partner-audit";

const onelogin = new PartnerAuditIntegration("onelogin", {
  vendor: "onelogin",
  eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff",
  sink: "cloudwatch-logs",
  auditLogRetentionDays: 731,
});

/** The outputs of each integration: ARNs, names and URLs. */
export const vendors = { onelogin: onelogin.outputs };
