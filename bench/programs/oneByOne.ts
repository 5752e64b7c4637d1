import { randomUUID } from "node:crypto";
import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import type { SQSEvent } from "aws-lambda";

/*
 * A forwarder in the way of the common samples: one event after the other, one request an event, an id made up at every attempt, and
 * nothing of limits, repetitions or secrets.
 */

const client = new CloudTrailDataClient({});

export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const { detail } = JSON.parse(body);
    const eventData = JSON.stringify({
      version: detail.version,
      userIdentity: { type: detail.actor.type, principalId: detail.actor.id },
      eventSource: "okta.system-log-events",
      eventName: detail.eventType,
      eventTime: `${detail.published.slice(0, 19)}Z`,
      UID: detail.uuid,
      recipientAccountId: process.env.CHANNEL_ARN?.split(":")[4],
      additionalEventData: detail,
    });
    const auditEvents = [{ id: randomUUID(), eventData }];
    await client.send(new PutAuditEventsCommand({ auditEvents, channelArn: process.env.CHANNEL_ARN ?? "" }));
  }
}
