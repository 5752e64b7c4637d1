import { PartnerAuditIntegration } from "partner-audit";

const clumio = new PartnerAuditIntegration("clumio", {
  vendor: "clumio",
  delivery: "direct",
  principal: "210987654321",
  externalId: "acme-3f6c2a9e7b1d4850",
});

/** Give the partner `channelArn`. */
export const vendors = { clumio: clumio.outputs };
