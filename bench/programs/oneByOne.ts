import { randomUUID } from "node:crypto";
import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import type { SQSEvent } from "aws-lambda";
import { oktaByHand } from "./oktaByHand";

/*
 * A forwarder in the way of the common samples: one event after the other, one request an event, an id made up at every attempt, and
 * nothing of limits, repetitions or secrets.
 */

const client = new CloudTrailDataClient({});

export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const eventData = JSON.stringify(oktaByHand(JSON.parse(body)));
    const auditEvents = [{ id: randomUUID(), eventData }];
    await client.send(new PutAuditEventsCommand({ auditEvents, channelArn: process.env.CHANNEL_ARN ?? "" }));
  }
}
