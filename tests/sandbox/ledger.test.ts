import { isBalanced, LedgerKeeper } from "../../sandbox/ledger/ledger";

/** Messages read `key:anything`, or `key+key:anything`; one without a colon has no audit event. */
const keysOf = (body: string) => (body.includes(":") ? body.slice(0, body.indexOf(":")).split("+") : []);

interface Case {
  readonly what: string;
  readonly sent?: readonly string[];
  readonly refused?: number;
  readonly stored?: readonly string[];
  readonly deadLetters?: readonly string[];
  readonly waiting?: readonly string[];
  /** Received, ingested, deduplicated, rejected and pending. */
  readonly counts: readonly [number, number, number, number, number];
}

describe("the ledger", () => {
  it.each<Case>([
    { what: "stored events as ingested", sent: ["a:1", "b:1"], stored: ["a", "b"], counts: [2, 2, 0, 0, 0] },
    { what: "messages beyond the stored events", sent: ["a:1", "a:2", "a:2"], stored: ["a"], counts: [3, 1, 2, 0, 0] },
    { what: "an event stored twice for one message", sent: ["a:1"], stored: ["a", "a"], counts: [1, 1, 0, 0, 0] },
    { what: "a message that is nowhere as lost", sent: ["a:1", "b:1"], stored: ["a"], counts: [2, 1, 0, 0, 0] },
    { what: "an event whose content was changed as lost", sent: ["a:1"], stored: ["other"], counts: [1, 0, 0, 0, 0] },
    { what: "two dead letters of one message once", sent: ["x"], deadLetters: ["x", "x"], counts: [1, 0, 0, 1, 0] },
    { what: "what waits, once", sent: ["a:1"], stored: ["a"], waiting: ["a:1"], counts: [1, 0, 0, 0, 1] },
    {
      what: "each audit event of a message, wherever the message is",
      sent: ["a+b:1", "a+b:1", "c+d+e:1", "f+g:1", "h:1"],
      stored: ["a", "b", "h"],
      deadLetters: ["c+d+e:1"],
      waiting: ["f+g:1"],
      counts: [10, 3, 2, 3, 2],
    },
    { what: "one of two events of a message as lost", sent: ["a+b:1"], stored: ["a"], counts: [2, 1, 0, 0, 0] },
    { what: "what no bus would take as rejected", refused: 1, counts: [1, 0, 0, 1, 0] },
  ])("counts $what", ({ what, sent = [], refused = 0, stored = [], deadLetters = [], waiting = [], counts }) => {
    const keeper = new LedgerKeeper(keysOf);
    for (const body of sent) keeper.receive(body);
    for (const key of stored) keeper.store("lake", key);
    for (let count = 0; count < refused; count++) keeper.refuse();
    const [received, ingested, deduplicated, rejected, pending] = counts;
    const ledger = keeper.ledger({ lake: { deadLetters, waiting, requests: 1 } });
    expect(ledger).toEqual({ received, ingested, deduplicated, rejected, pending, requests: 1 });
    expect(isBalanced(ledger)).toBe(!what.endsWith("lost"));
  });

  it.each<{ readonly what: string; readonly logs: Partial<Case>; readonly counts: Case["counts"] }>([
    { what: "ingested when both have it", logs: { stored: ["a", "b"] }, counts: [2, 2, 0, 0, 0] },
    { what: "pending while one has not", logs: { stored: ["a"], waiting: ["b:1"] }, counts: [2, 1, 0, 0, 1] },
    { what: "rejected when one refused it", logs: { stored: ["a"], deadLetters: ["b:1"] }, counts: [2, 1, 0, 1, 0] },
    { what: "lost when one has it nowhere", logs: { stored: ["b"] }, counts: [2, 1, 0, 0, 0] },
  ])("counts an event of two sinks as $what", ({ what, logs: { stored = [], ...content }, counts }) => {
    const keeper = new LedgerKeeper(keysOf);
    for (const body of ["a:1", "b:1"]) keeper.receive(body);
    for (const key of ["a", "b"]) keeper.store("lake", key);
    for (const key of stored) keeper.store("logs", key);
    const empty = { deadLetters: [], waiting: [], requests: 1 };
    const [received, ingested, deduplicated, rejected, pending] = counts;
    const ledger = keeper.ledger({ lake: empty, logs: { ...empty, ...content } });
    expect(ledger).toEqual({ received, ingested, deduplicated, rejected, pending, requests: 2 });
    expect(isBalanced(ledger)).toBe(!what.startsWith("lost"));
    expect(keeper.ledger({ lake: empty })).toEqual({
      received: 2,
      ingested: 2,
      deduplicated: 0,
      rejected: 0,
      pending: 0,
      requests: 1,
    });
  });
});
