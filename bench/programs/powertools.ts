import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { oktaByHand } from "./oktaByHand";

/* The mapping of chunker.ts in the batch processor of Powertools for AWS Lambda: one request per message, all of them concurrently. */

const processor = new BatchProcessor(EventType.SQS);
const channelArn = process.env.CHANNEL_ARN ?? "";
const client = new CloudTrailDataClient({});

export function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  return processPartialResponse(event, forward, processor, { context });
}

async function forward({ body }: SQSRecord): Promise<void> {
  const event = oktaByHand(JSON.parse(body));
  const auditEvents = [{ id: event.UID, eventData: JSON.stringify(event) }];
  const { failed = [] } = await client.send(new PutAuditEventsCommand({ auditEvents, channelArn }));
  if (failed.length > 0) {
    throw new Error(`${failed[0]?.errorCode}: ${failed[0]?.errorMessage}`);
  }
}
