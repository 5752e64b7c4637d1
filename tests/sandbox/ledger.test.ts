import { isBalanced, LedgerKeeper } from "../../sandbox/ledger";

/** Messages read `key:anything`; one without a colon becomes no audit event. */
const keyOf = (body: string) => (body.includes(":") ? body.slice(0, body.indexOf(":")) : undefined);

function keeper(messages: readonly string[], stored: readonly string[]): LedgerKeeper {
  const made = new LedgerKeeper(keyOf);
  for (const message of messages) {
    made.receive(message);
  }
  for (const key of stored) {
    made.store(key);
  }
  return made;
}

describe("the ledger", () => {
  it("counts stored events as ingested", () => {
    const ledger = keeper(["a:1", "b:1"], ["a", "b"]).ledger({ deadLetters: [], waiting: [], requests: 1 });
    expect(ledger).toEqual({ received: 2, ingested: 2, deduplicated: 0, rejected: 0, pending: 0, requests: 1 });
    expect(isBalanced(ledger)).toBe(true);
  });

  it("counts messages of one key beyond the stored events as deduplicated", () => {
    const ledger = keeper(["a:1", "a:2", "a:2"], ["a"]).ledger({ deadLetters: [], waiting: [], requests: 1 });
    expect(ledger).toMatchObject({ received: 3, ingested: 1, deduplicated: 2 });
    expect(isBalanced(ledger)).toBe(true);
  });

  it("counts an event that was stored twice for one message once", () => {
    const ledger = keeper(["a:1"], ["a", "a"]).ledger({ deadLetters: [], waiting: [], requests: 2 });
    expect(ledger).toMatchObject({ received: 1, ingested: 1, deduplicated: 0 });
  });

  it("shows a message that is nowhere as a sum that is too small", () => {
    const ledger = keeper(["a:1", "b:1"], ["a"]).ledger({ deadLetters: [], waiting: [], requests: 1 });
    expect(ledger).toMatchObject({ received: 2, ingested: 1, deduplicated: 0, rejected: 0, pending: 0 });
    expect(isBalanced(ledger)).toBe(false);
  });

  it("shows an event whose content was changed on the way as lost", () => {
    expect(isBalanced(keeper(["a:1"], ["other"]).ledger({ deadLetters: [], waiting: [], requests: 1 }))).toBe(false);
  });

  it("counts a message that was parked twice as one reject", () => {
    const ledger = keeper(["garbage"], []).ledger({ deadLetters: ["garbage", "garbage"], waiting: [], requests: 0 });
    expect(ledger).toMatchObject({ received: 1, rejected: 1, pending: 0 });
    expect(isBalanced(ledger)).toBe(true);
  });

  it("counts a message that is stored and still waits for its receipt as pending, once", () => {
    const ledger = keeper(["a:1"], ["a"]).ledger({ deadLetters: [], waiting: ["a:1"], requests: 1 });
    expect(ledger).toMatchObject({ received: 1, ingested: 0, pending: 1 });
    expect(isBalanced(ledger)).toBe(true);
  });

  it("counts what no bus would take as received and rejected", () => {
    const made = keeper([], []);
    made.refuse();
    expect(made.ledger({ deadLetters: [], waiting: [], requests: 0 })).toMatchObject({ received: 1, rejected: 1 });
  });
});
