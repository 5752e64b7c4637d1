import { PartnerAuditIntegration, type PartnerAuditIntegrationArgs } from "partner-audit";

// Arguments that all integrations of this program share.
const common = { tags: { team: "security-platform" } } satisfies Partial<PartnerAuditIntegrationArgs>;

const okta = new PartnerAuditIntegration("okta", {
  ...common,
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
});

/** The outputs of each integration: ARNs, names and URLs. */
export const vendors = { okta: okta.outputs };
