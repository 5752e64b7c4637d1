import { madeUpEvents } from "../../cli/start/events";
import { sandboxAccount } from "../../sandbox/account";
import { callFaults, invocationFaults, parseFaults } from "../../sandbox/faults";
import { isBalanced } from "../../sandbox/ledger/ledger";
import { identify } from "../../sandbox/program/existing";
import { deployStack } from "../../sandbox/program/stackSandbox";
import { rowDigest } from "../../sandbox/s3/storedEvents";
import { declareStack } from "../support/declare";
import { startTime } from "../support/stack";

/** All faults of a PUT and of an invocation at once. */
const faults = [
  "throttle=0.1",
  "internal-error=0.05",
  "unavailable=0.05",
  "access-denied=0.05",
  "expired-token=0.05",
  "not-found=0.05",
  "validation=0.05",
  "reset=0.05",
  "reset-after-accept=0.1",
  "no-answer=0.03",
  "malformed=0.1",
  "kill=0.05",
];
/** Events of the vendor. `npm run soak` sends a million. */
const events = process.env.SOAK === undefined ? 500 : 1_000_000;
/** Events per batching window: few events give many small objects, so each fault occurs. */
const portion = process.env.SOAK === undefined ? 10 : 20_000;
/** In milliseconds. */
const moreThanAWindow = 310_000;
const seed = 5;

jest.setTimeout(8 * 3_600_000);

test("under every fault of S3 each event is stored, with at most one more copy per lost response of a PUT or of an acknowledgement", async () => {
  const okta = { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "s3" };
  const program = await declareStack({ vendors: { okta }, lake: { firstDay: "2026-11-01" } });
  const plan = parseFaults(faults, seed);
  /** The digests of the events of each stored object, in order. */
  const objects: (readonly string[])[] = [];
  const observers = {
    written: (_bucket: unknown, _object: unknown, digests: readonly string[]) => objects.push(digests),
  };
  const stack = await deployStack(program, identify, { seed, faults: plan, startTime, observers });
  try {
    const now = () => stack.sandbox.clock.now();
    const sent = new Map<string, number>();
    const source = madeUpEvents(stack.integrations, events, { region: sandboxAccount.region, seed, now, samples: {} });
    let sentSoFar = 0;
    for await (const outgoing of source.events) {
      if ("refusal" in outgoing) throw new Error(outgoing.refusal);
      stack.send(outgoing.key, outgoing.envelope);
      const [integration] = stack.integrations;
      for (const event of integration ? identify(integration, JSON.stringify(outgoing.envelope)) : []) {
        count(sent, rowDigest(event) ?? "");
      }
      sentSoFar += 1;
      if (sentSoFar % portion === 0) {
        await stack.sandbox.settle({ until: now() + moreThanAWindow });
      }
    }
    await stack.sandbox.settle();
    expect([...plan.strikes.keys()].sort()).toEqual([...callFaults, ...invocationFaults].sort());
    const ledger = stack.ledger("okta");
    expect({ ...ledger, balanced: isBalanced(ledger) }).toMatchObject({
      received: events,
      pending: 0,
      rejected: 0,
      balanced: true,
    });

    const functionName = stack.integrations[0]?.path?.deliveries.s3?.functionName ?? "";
    const { arn } = stack.sandbox.functions.get(functionName)?.settings ?? { arn: "" };
    const stores = stack.sandbox.requestsOf(arn).filter(({ successful }) => successful > 0);
    expect(stores.map(({ successful }) => successful)).toEqual(objects.map((digests) => digests.length));
    const copies = new Map<string, number>();
    const lost = new Map<string, number>();
    for (const [index, digests] of objects.entries()) {
      for (const digest of digests) {
        count(copies, digest);
        if (stores[index]?.status === 0) count(lost, digest);
      }
    }
    const killed = plan.strikes.get("kill") ?? 0;
    const tooOften = [...copies].filter(
      ([digest, stored]) => stored > (sent.get(digest) ?? 0) + (lost.get(digest) ?? 0) + killed,
    );
    expect(tooOften).toEqual([]);
    expect([...sent.keys()].filter((digest) => !copies.has(digest))).toEqual([]);
    const statement = 'SELECT count(*) AS n FROM "partner_audit_dev_lake"."events"';
    const { result } = await stack.sandbox.athena.query({ statement });
    expect(result.rows).toEqual([[objects.flat().length]]);
  } finally {
    await stack.sandbox.close();
  }
});

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
