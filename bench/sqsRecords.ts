import type { SQSRecord } from "aws-lambda";
import { sandboxAccount } from "../sandbox/account";
import { envelopeOnBus } from "../sandbox/envelope";
import { sqsRecord } from "../tests/functions/sqsEvent";

/** Makes SQS records of a vendor's events in their envelopes, as Lambda passes them. `time` is in milliseconds since 1970. */
export function sqsRecords(
  details: readonly Readonly<Record<string, unknown>>[],
  eventBusName: string,
  { detailType, time }: { readonly detailType: string; readonly time: number },
): readonly SQSRecord[] {
  return details.map((detail, index) => {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
    const defaults = { id, time, detailType, region: sandboxAccount.region };
    return sqsRecord(id, JSON.stringify(envelopeOnBus(detail, eventBusName, defaults)));
  });
}
