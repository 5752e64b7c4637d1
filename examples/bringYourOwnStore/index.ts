import { PartnerAuditIntegration } from "partner-audit";

const account = "arn:aws:cloudtrail:us-east-1:123456789012";

// To an existing store, through a new channel.
const okta = new PartnerAuditIntegration("okta", {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
  eventDataStoreArns: [`${account}:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa`],
});

// Through an existing channel; nothing is created in CloudTrail.
const onelogin = new PartnerAuditIntegration("onelogin", {
  vendor: "onelogin",
  eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff",
  channelArn: `${account}:channel/7c5b1f0e-8d3a-4b57-9e0c-2f6d4a1b8c90`,
});

/** The outputs of each integration: ARNs, names and URLs. */
export const vendors = { okta: okta.outputs, onelogin: onelogin.outputs };
