import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";

/* A handler that only loads the SDK's client and puts one fixed event: the minimum of a cold start. */

const client = new CloudTrailDataClient({ maxAttempts: 1 });
const channelArn = process.env.CHANNEL_ARN ?? "";
const eventData = JSON.stringify({
  version: "0",
  userIdentity: { type: "User", principalId: "one" },
  eventSource: "okta.system-log-events",
  eventName: "user.session.start",
  eventTime: "2026-11-20T12:00:00Z",
  UID: "one",
  recipientAccountId: channelArn.split(":")[4],
});

export async function handler(): Promise<{ readonly batchItemFailures: readonly never[] }> {
  await client.send(new PutAuditEventsCommand({ auditEvents: [{ id: "one", eventData }], channelArn }));
  return { batchItemFailures: [] };
}
