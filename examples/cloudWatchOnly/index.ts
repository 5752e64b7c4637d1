import { PartnerAuditIntegration } from "partner-audit";

const onelogin = new PartnerAuditIntegration("onelogin", {
  vendor: "onelogin",
  eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff",
  sink: "cloudwatch-logs",
  auditLogRetentionDays: 731,
});

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = { onelogin: onelogin.outputs };
