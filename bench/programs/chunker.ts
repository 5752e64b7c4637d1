import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { oktaByHand } from "./oktaByHand";

/*
 * A forwarder that an engineer could write in an afternoon: a mapping by hand, full requests, a partial batch response, the vendor's own ids. It has no
 * protection: it removes no secrets, keeps no limits, drops no repetitions and sends no checksums.
 */

const requestSize = 100;
const channelArn = process.env.CHANNEL_ARN ?? "";
const client = new CloudTrailDataClient({});

export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (let start = 0; start < Records.length; start += requestSize) {
    const messages = new Map<string, string>();
    const auditEvents: { id: string; eventData: string }[] = [];
    for (const { body, messageId } of Records.slice(start, start + requestSize)) {
      try {
        const event = oktaByHand(JSON.parse(body));
        auditEvents.push({ id: event.UID, eventData: JSON.stringify(event) });
        messages.set(event.UID, messageId);
      } catch {
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    try {
      const { failed = [] } = await client.send(new PutAuditEventsCommand({ auditEvents, channelArn }));
      batchItemFailures.push(...failed.map(({ id = "" }) => ({ itemIdentifier: messages.get(id) ?? "" })));
    } catch {
      batchItemFailures.push(...[...messages.values()].map((itemIdentifier) => ({ itemIdentifier })));
    }
  }
  return { batchItemFailures };
}
