import { PartnerAuditIntegration, rawLogPolicy } from "partner-audit";

const tags = { team: "security" };

// The first vendor creates the store; the other channels deliver to it as well.
const okta = new PartnerAuditIntegration("okta", {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
  eventDataStore: { retentionDays: 2555, billingMode: "fixed" },
  tags,
});
const eventDataStoreArns = okta.eventDataStoreArn?.apply((arn) => (arn === undefined ? [] : [arn]));

// One policy for the whole stack lets EventBridge write raw logs.
const onelogin = new PartnerAuditIntegration(
  "onelogin",
  {
    vendor: "onelogin",
    eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff",
    rawLogGroup: { retentionDays: 90 },
    eventDataStoreArns,
    tags,
  },
  { dependsOn: [rawLogPolicy()] },
);

// A Region allows one channel per Source. Both vendors have the Source Custom, so the second uses the first one's channel.
const auth0 = new PartnerAuditIntegration("auth0", {
  vendor: "auth0",
  eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs",
  eventDataStoreArns,
  tags,
});
const pagerduty = new PartnerAuditIntegration("pagerduty", {
  vendor: "pagerduty",
  eventSourceName: "aws.partner/pagerduty.com/acme/incidents",
  channelArn: auth0.channelArn,
  eventDataStoreArns,
  tags,
});

/** The outputs of each integration: ARNs, names and URLs. */
export const vendors = {
  okta: okta.outputs,
  onelogin: onelogin.outputs,
  auth0: auth0.outputs,
  pagerduty: pagerduty.outputs,
};
