import type { SQSEvent } from "aws-lambda";
import { newObjectsIn } from "../../functions/clients/s3";
import { systemClock } from "../../functions/forwarder/clock";
import { createHandler } from "../../functions/forwarder/handler";
import { s3Sink } from "../../functions/sinks/s3Sink";
import { sandboxAccount } from "../../sandbox/account";
import { trafficOf } from "../../sandbox/traffic";
import { contextWith } from "../../tests/functions/sqsEvent";
import { sqsRecords } from "../sqsRecords";

/*
 * Measures the peak memory of a forwarder that stores batches of 6 MB with AWS's client, in its own process. Arguments: the kind of events and the
 * number of batches. It reads S3's address from AWS_ENDPOINT_URL_S3 and prints the megabytes. They include the batch itself, as in Lambda.
 */

const payloadBytes = 6_000_000;
const [kind = "", batches = "1"] = process.argv.slice(2);
const { accountId, region } = sandboxAccount;

/** Kinds of events: usual ones of Okta, small ones of GitHub, and the largest that fit into an audit event. */
const kinds: Readonly<Record<string, { readonly vendor: string; readonly more?: Readonly<Record<string, unknown>> }>> =
  {
    usual: { vendor: "okta" },
    small: { vendor: "github" },
    large: {
      vendor: "okta",
      more: {
        transaction: { id: "large", detail: filler(95_000) },
        outcome: { result: "SUCCESS", detail: filler(95_000) },
        debugContext: { debugData: { detail: filler(25_000) } },
        securityContext: { detail: filler(30_000) },
      },
    },
  };

async function main(): Promise<void> {
  const chosen = kinds[kind];
  if (chosen === undefined) {
    throw new Error(`"${kind}" is none of ${Object.keys(kinds).join(", ")}.`);
  }
  const { vendor } = chosen;
  const handler = createHandler(
    { integration: vendor, vendor },
    { accountId },
    {
      sink: s3Sink(newObjectsIn("partner-audit-lake", accountId, region), { integration: vendor, region }),
      sendToDeadLetters: async () => {
        throw new Error("Nothing is rejected here.");
      },
      clock: systemClock,
      write: () => undefined,
    },
  );
  const payload = JSON.stringify(batchOf(vendor, chosen.more ?? {}));
  for (let batch = 0; batch < Number(batches); batch++) {
    const event: SQSEvent = JSON.parse(payload);
    const { batchItemFailures } = await handler(event, contextWith(60_000));
    if (batchItemFailures.length > 0) {
      throw new Error(`${batchItemFailures.length} messages were not accepted.`);
    }
  }
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
}

/** Makes as many events as fit into a batch, by number or bytes. */
function batchOf(vendor: string, more: Readonly<Record<string, unknown>>): SQSEvent {
  const traffic = trafficOf(vendor);
  const time = Date.parse("2026-11-20T12:00:00Z");
  const Records: SQSEvent["Records"] = [];
  let bytes = 0;
  for (const detail of traffic?.events({ count: 10_000, seed: 1, end: time }) ?? []) {
    const around = { detailType: traffic?.detailType ?? "", time };
    const [record] = sqsRecords([{ ...detail, ...more }], `aws.partner/example.com/acme/${vendor}`, around);
    if (record === undefined || bytes + JSON.stringify(record).length > payloadBytes) {
      break;
    }
    bytes += JSON.stringify(record).length;
    Records.push({ ...record, messageId: String(Records.length) });
  }
  return { Records };
}

/** Makes text that compresses poorly. */
function filler(bytes: number): string {
  let text = "";
  for (let index = 0; text.length < bytes; index++) {
    text += `${(index * 2_654_435_761) % 4_294_967_296} `;
  }
  return text.slice(0, bytes);
}

void main();
