import { PartnerAuditIntegration } from "partner-audit";

const account = "arn:aws:cloudtrail:us-east-1:123456789012";

// Into a store that exists, through a channel that is made.
const okta = new PartnerAuditIntegration("okta", {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
  eventDataStoreArns: [`${account}:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa`],
});

// Through a channel that exists: nothing is made in CloudTrail.
const onelogin = new PartnerAuditIntegration("onelogin", {
  vendor: "onelogin",
  eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff",
  channelArn: `${account}:channel/7c5b1f0e-8d3a-4b57-9e0c-2f6d4a1b8c90`,
});

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = { okta: okta.outputs, onelogin: onelogin.outputs };
