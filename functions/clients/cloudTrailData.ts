import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import type { PutAuditEvents } from "../delivery/deliver";
import { timeouts } from "./timeouts";

/** Creates a client that calls PutAuditEvents for one channel. */
export function auditEventsTo(channelArn: string, region: string): PutAuditEvents {
  // The delivery does its own retries: it knows the time left, and retries single events too.
  const client = new CloudTrailDataClient({ region, maxAttempts: 1, requestHandler: timeouts });
  return (auditEvents, abortSignal) =>
    client.send(new PutAuditEventsCommand({ auditEvents: [...auditEvents], channelArn }), { abortSignal });
}
