import { PartnerAuditIntegration, rawLogPolicy } from "partner-audit";

const tags = { team: "security" };

// The first vendor makes the store; the others' channels deliver to it as well.
const okta = new PartnerAuditIntegration("okta", {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/acme/audit",
  eventDataStore: { retentionDays: 2555, billingMode: "fixed" },
  tags,
});
const eventDataStoreArns = okta.eventDataStoreArn?.apply((arn) => (arn === undefined ? [] : [arn]));

// EventBridge writes raw logs by one policy for the whole stack.
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

// A Region takes one channel a Source. Both of these are of the Source Custom, so the second takes the first one's channel.
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

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = {
  okta: okta.outputs,
  onelogin: onelogin.outputs,
  auth0: auth0.outputs,
  pagerduty: pagerduty.outputs,
};
