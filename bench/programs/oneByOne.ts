import { randomUUID } from "node:crypto";
import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import type { SQSEvent } from "aws-lambda";
import { oktaByHand } from "./oktaByHand";

/*
 * A forwarder in the style of common samples: events one after the other, one request per event, a new id for every attempt, and no handling of limits,
 * repetitions or secrets.
 */

const client = new CloudTrailDataClient({});

export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const eventData = JSON.stringify(oktaByHand(JSON.parse(body)));
    const auditEvents = [{ id: randomUUID(), eventData }];
    await client.send(new PutAuditEventsCommand({ auditEvents, channelArn: process.env.CHANNEL_ARN ?? "" }));
  }
}
