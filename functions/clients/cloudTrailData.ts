import { CloudTrailDataClient, PutAuditEventsCommand } from "@aws-sdk/client-cloudtrail-data";
import type { PutAuditEvents } from "../delivery/deliver";
import { timeouts } from "./timeouts";

/** Calls of PutAuditEvents to one channel. */
export function auditEventsTo(channelArn: string, region: string): PutAuditEvents {
  // Repetitions are the delivery's own: it knows the time left, and repeats single events too.
  const client = new CloudTrailDataClient({ region, maxAttempts: 1, requestHandler: timeouts });
  return (auditEvents, abortSignal) =>
    client.send(new PutAuditEventsCommand({ auditEvents: [...auditEvents], channelArn }), { abortSignal });
}
