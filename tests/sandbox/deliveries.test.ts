import { isBalanced } from "../../sandbox/ledger/ledger";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { changeInputs, lakeRows, startTime, withStack } from "../support/stack";

const direct = {
  vendors: { clumio: { delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef" } },
};
const solution = { vendors: { crowdstrike: { delivery: "solution" } } };

async function deliver(stack: StackSandbox, key: string, count = 150) {
  const options = { count, seed: 1, end: startTime, eventSource: key, recipientAccountId: "123456789012" };
  for (const event of auditEvents(options)) {
    stack.send(key, { ...event });
  }
  await stack.sandbox.settle();
  return stack.ledger(key);
}

/** A change of the text of a document. */
function rewritten(name: string, property: string, from: string, to: string) {
  return changeInputs(name, (inputs: DeclaredResource["inputs"]) => {
    const text = String(inputs[property]);
    if (!text.includes(from)) {
      throw new Error(`${name}.${property} does not hold ${from}`);
    }
    return { [property]: text.replaceAll(from, to) };
  });
}

describe.each([
  ["a partner with its external ID", "clumio", direct],
  ["an application with the integration's policy", "crowdstrike", solution],
] as const)("%s", (_, key, configuration) => {
  it("stores its events, in requests of up to a hundred", async () => {
    await withStack(
      async (stack) => {
        const ledger = await deliver(stack, key);
        expect(ledger).toEqual({ received: 150, ingested: 150, deduplicated: 0, rejected: 0, pending: 0, requests: 2 });
        expect(await lakeRows(stack, "count(*)", "", key)).toEqual([[150]]);
      },
      {},
      configuration,
    );
  });

  it("sends throttled events again, so nothing is lost", async () => {
    await withStack(
      async (stack) => {
        const ledger = await deliver(stack, key, 1000);
        expect(ledger).toMatchObject({ received: 1000, ingested: 1000, rejected: 0, pending: 0 });
        expect(ledger.requests).toBeGreaterThan(12);
      },
      { callsPerSecond: 1 },
      configuration,
    );
  });
});

describe("a caller", () => {
  const others = rewritten("crowdstrike/put-audit-events-policy", "policy", ":channel/", ":channel/0");
  it.each([
    ["another external ID", "clumio", changeInputs("clumio", () => ({ externalId: "another-0123456789ab" }))],
    ["no external ID", "clumio", changeInputs("clumio", () => ({ externalId: undefined }))],
    ["another account", "clumio", changeInputs("clumio", () => ({ principal: "999999999999" }))],
    [
      "no grant on the channel",
      "clumio",
      rewritten("clumio/channel-policy", "desiredState", '\\"Allow\\"', '\\"Deny\\"'),
    ],
    ["a policy that names another channel", "crowdstrike", others],
  ])("with %s is refused, and every event is counted", async (_, key, change) => {
    await withStack(
      async (stack) => {
        const ledger = await deliver(stack, key, 20);
        expect(ledger).toMatchObject({ received: 20, ingested: 0, rejected: 20, pending: 0 });
        expect(isBalanced(ledger)).toBe(true);
        expect(stack.rejects(key)).toEqual([
          { count: 20, reason: expect.stringMatching(/^AccessDeniedException: .*cloudtrail-data:PutAuditEvents/) },
        ]);
        expect(await lakeRows(stack, "count(*)", "", key)).toEqual([[0]]);
      },
      { change },
      { vendors: { ...direct.vendors, ...solution.vendors } },
    );
  });

  it("receives the code of each event that the store refuses", async () => {
    await withStack(
      async (stack) => {
        const of = { eventSource: "clumio", recipientAccountId: "999999999999" };
        stack.send("clumio", { ...auditEvents({ count: 1, seed: 1, end: startTime, ...of }).next().value });
        await stack.sandbox.settle();
        expect(stack.ledger("clumio")).toMatchObject({ received: 1, ingested: 0, rejected: 1 });
        expect(stack.rejects("clumio")[0]?.reason).toMatch(/^InvalidRecipient: /);
      },
      {},
      direct,
    );
  });
});
