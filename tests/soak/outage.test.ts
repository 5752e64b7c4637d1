import { type CallFault, type FaultPlan, parseFaults } from "../../sandbox/faults";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { lakeRows, oktaDetails, sendDetails, withStack } from "../support/stack";

jest.setTimeout(30 * 60_000);

const minute = 60_000;

/** Faults that affect every call while `down` is set, and the calls that contain one of the `bad` ids. */
class Outage implements FaultPlan {
  down: CallFault | undefined;
  bad: readonly string[] = [];
  readonly strikes = new Map<string, number>();
  readonly slowMilliseconds = 0;
  readonly nextEntry = parseFaults([]).nextEntry;
  readonly nextInvocation = parseFaults([]).nextInvocation;

  nextCall(body = Buffer.of()): CallFault | undefined {
    return this.bad.some((id) => body.includes(id)) ? "validation" : this.down;
  }
}

/** Runs a function on an Okta stack whose CloudTrail Lake has an outage, with this batch size. */
function withOutage(batchSize: number, work: (stack: StackSandbox, outage: Outage, tools: Tools) => Promise<void>) {
  const outage = new Outage();
  const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
  const settings = { batchSize, batchWindowSeconds: batchSize > 10 ? 5 : 0, maximumConcurrency: 2 };
  return withStack(
    (stack) => {
      const details = [...oktaDetails(200)];
      return work(stack, outage, {
        send: (count) => {
          const sent = details.splice(0, count);
          sendDetails(stack, "okta", sent);
          return sent.map(({ uuid }) => String(uuid));
        },
        pass: (minutes) => stack.sandbox.settle({ until: stack.sandbox.clock.now() + minutes * minute }),
        deadLetters: () =>
          (stack.sandbox.queues.get("partner-audit-dev_okta_dead-letters")?.peek() ?? []).map(
            ({ messageAttributes: { eventId, errorCode, reason } }) =>
              [eventId, errorCode, reason].map((attribute) => attribute?.StringValue),
          ),
        sum: (metric) =>
          (stack.sandbox.functions.get("partner-audit-dev_okta_forwarder")?.log.metrics ?? []).reduce(
            (sum, line) => sum + Number(Object(line)[metric]),
            0,
          ),
      });
    },
    { faults: outage },
    { vendors: { okta: { ...okta, ...settings } } },
  );
}

interface Tools {
  /** Sends this many events; returns their ids. */
  readonly send: (count: number) => readonly string[];
  readonly pass: (minutes: number) => Promise<void>;
  /** Returns the event id, error code and reason of each dead letter. */
  readonly deadLetters: () => readonly (readonly (string | undefined)[])[];
  readonly sum: (metric: string) => number;
}

describe.each([1, 10, 100])("with batches of %i", (batchSize) => {
  test("a CloudTrail Lake that refuses everything as invalid for an hour leaves the queue intact", async () => {
    await withOutage(batchSize, async (stack, outage, { send, pass, deadLetters, sum }) => {
      // The environments are warm, and events were accepted recently.
      send(20);
      await pass(1);
      expect(stack.ledger("okta")).toMatchObject({ received: 20, ingested: 20 });
      outage.down = "validation";
      for (let minutes = 0; minutes < 20; minutes++) {
        send(1);
        await pass(1);
      }
      await pass(40);
      expect(deadLetters()).toEqual([]);
      expect(stack.ledger("okta")).toMatchObject({ received: 40, ingested: 20, rejected: 0, pending: 20 });
      expect(sum("Halted")).toBeGreaterThanOrEqual(20);
      outage.down = undefined;
      send(20);
      await pass(40);
      expect(stack.ledger("okta")).toMatchObject({ received: 60, ingested: 60, rejected: 0, pending: 0 });
      expect(await lakeRows(stack, "count(*)")).toEqual([[60]]);
    });
  });

  test("only an event that CloudTrail Lake never accepts becomes a dead letter, within 15 minutes", async () => {
    await withOutage(batchSize, async (stack, outage, { send, pass, deadLetters }) => {
      send(5);
      await pass(1);
      const [alone = ""] = send(1);
      outage.bad = [alone];
      await pass(1);
      const [, , among = ""] = send(5);
      outage.bad = [alone, among];
      for (let minutes = 0; minutes < 13; minutes++) {
        await pass(1);
        send(1);
      }
      const reason = "The input fails to satisfy the constraints specified by the service.";
      expect([...deadLetters()].sort()).toEqual([alone, among].sort().map((id) => [id, "ValidationException", reason]));
      await pass(5);
      expect(stack.ledger("okta")).toMatchObject({ received: 24, ingested: 22, rejected: 2, pending: 0 });
      expect(await lakeRows(stack, "count(*)")).toEqual([[22]]);
    });
  });
});

// A repeated call, such as a throttled one, makes each invocation last half a minute of real time.
test("a CloudTrail Lake that is down for six hours has every event once in the end", async () => {
  await withOutage(10, async (stack, outage, { send, pass, deadLetters }) => {
    outage.down = "not-found";
    for (let hours = 0; hours < 6; hours++) {
      send(5);
      await pass(60);
    }
    expect(stack.ledger("okta")).toMatchObject({ received: 30, ingested: 0, rejected: 0, pending: 30 });
    outage.down = undefined;
    await pass(30);
    expect(deadLetters()).toEqual([]);
    expect(stack.ledger("okta")).toMatchObject({ received: 30, ingested: 30, rejected: 0, pending: 0 });
    expect(await lakeRows(stack, "count(*)")).toEqual([[30]]);
  });
});
