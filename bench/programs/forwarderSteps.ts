import { type Envelope, parseEnvelope } from "../../functions/mapping/envelope";
import { mapperOf } from "../../functions/mapping/mapper";
import { mapEvent } from "../../functions/mapping/mapping";
import { isJsonObject } from "../../functions/mapping/values/json";
import { protectEvent } from "../../functions/privacy/protectEvent";
import { redact } from "../../functions/privacy/redact";
import { trafficOf } from "../../sandbox/traffic";
import { secondsOf } from "../figure";
import { sqsRecords } from "../sqsRecords";
import { handWrittenMapping } from "./handWritten";

/*
 * Measures each step of mapping a message, as a share of the whole: reading its body, secrets (and names in another case), typed passwords. All steps
 * process the same messages alternately in one process. The argument is the number of rounds. It prints the shares as JSON.
 */

const events = 6_000;
const warmUpRounds = 3;
const rounds = Number(process.argv[2]);
const end = Date.parse("2026-11-20T12:00:00Z");

async function main(): Promise<void> {
  const shares: Record<string, number[]> = {};
  for (const [name, vendor, traffic, mapping] of [
    ["okta", "okta", "okta", undefined],
    ["onelogin", "onelogin", "onelogin", undefined],
    ["auth0", "auth0", "auth0", undefined],
    ["custom", "custom", "okta", handWrittenMapping],
  ] as const) {
    const settings = { integration: name, vendor, recipientAccountId: "123456789012", ...(mapping && { mapping }) };
    const mapper = mapperOf(settings);
    if (mapper === undefined) {
      throw new Error(`${vendor} is not a vendor.`);
    }
    const { redaction, userNames } = mapper;
    const protection = { userNames, privacy: undefined, salt: undefined, mapping: mapper.mapping };
    const bodies = bodiesOf(traffic);
    const envelopes = bodies.map(read);
    const details = envelopes.map(({ detail }) => (isJsonObject(detail) ? detail : {}));
    const steps: Readonly<Record<string, () => void>> = {
      body: () => eachOf(bodies, read),
      secrets: () => eachOf(details, (detail) => redact(detail, redaction)),
      typedPasswords: () => eachOf(details, (detail) => protectEvent(detail, [], protection)),
    };
    for (let round = -warmUpRounds; round < rounds; round++) {
      const whole = await secondsOf(() => eachOf(bodies, (body) => mapEvent(read(body), settings)));
      for (const [step, run] of Object.entries(steps)) {
        const share = (await secondsOf(run)) / whole;
        if (round >= 0) {
          const figure = `forwarder.step.${name}.${step}`;
          shares[figure] = [...(shares[figure] ?? []), share];
        }
      }
    }
  }
  process.stdout.write(JSON.stringify(shares));
}

function eachOf<Item>(items: readonly Item[], run: (item: Item) => unknown): void {
  for (const item of items) {
    run(item);
  }
}

function bodiesOf(vendor: string): readonly string[] {
  const traffic = trafficOf(vendor);
  const details = [...(traffic?.events({ count: events, seed: 1, end }) ?? [])];
  return sqsRecords(details, "aws.partner/example.com/acme", { detailType: traffic?.detailType ?? "", time: end }).map(
    ({ body }) => body,
  );
}

function read(body: string): Envelope {
  const envelope = parseEnvelope(body);
  if (!("detail" in envelope)) {
    throw new Error(envelope.reason);
  }
  return envelope;
}

void main();
