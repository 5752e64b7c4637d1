import { PartnerAuditIntegration, type PartnerAuditIntegrationArgs } from "partner-audit";

// What every vendor of this platform is kept by.
const common = { tags: { team: "security-platform" } } satisfies Partial<PartnerAuditIntegrationArgs>;

const okta = new PartnerAuditIntegration("okta", {
  ...common,
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
});

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = { okta: okta.outputs };
