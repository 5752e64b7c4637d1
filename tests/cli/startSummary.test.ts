import fc from "fast-check";
import { counted, folded } from "../../cli/command/text";
import { type SummaryOptions, summary } from "../../cli/start/summary";
import { verdictOf } from "../../cli/start/verdict";
import { parseFaults } from "../../sandbox/faults";
import type { ReportedFinding } from "../../sandbox/ledger/findings";
import { oktaDetails, sendDetails, withStack } from "../support/stack";

const none = { received: 10, ingested: 9, deduplicated: 1, rejected: 0, pending: 0, requests: 1 };
const now = Date.parse("2026-11-20T20:00:00Z");
const finding: ReportedFinding = {
  rule: "okta-api-token-created",
  title: "Okta API token created",
  level: "high",
  integration: "okta",
  actor: "ada@example.com",
  action: "system.api_token.create",
  target: "backup",
  sourceIPAddress: "198.51.100.23",
  count: 1,
  first: "2026-11-20T19:21:00Z",
  last: "2026-11-20T19:21:00Z",
};

describe("the result of a run", () => {
  it.each<[string, Partial<typeof none>, readonly [string, number][], string, string]>([
    ["whole", {}, [], "good", "All 10 events are accounted for: 9 stored, 1 duplicate dropped."],
    [
      "without duplicates",
      { ingested: 10, deduplicated: 0 },
      [],
      "good",
      "All 10 events are accounted for: 10 stored.",
    ],
    ["with failures", { ingested: 7, rejected: 2 }, [], "warning", "Of 10 events, 2 failed: see the reasons below."],
    ["with events that wait", { ingested: 8, pending: 1 }, [], "warning", "Of 10 events, 1 is pending."],
    [
      "without any stored event",
      { ingested: 0, deduplicated: 0, rejected: 7, pending: 3 },
      [],
      "bad",
      "Of 10 events, 7 failed and 3 are pending: see the reasons below.",
    ],
    [
      "that lost an event, which hides everything else",
      { ingested: 7, rejected: 1 },
      [["okta", 2]],
      "bad",
      "Events of okta are unaccounted for: see received against the others.",
    ],
    [
      "with an event that matches no rule",
      {},
      [["okta", 1]],
      "bad",
      "1 event of okta matched no rule: see the vendor's pattern.",
    ],
    ["without events", { received: 0, ingested: 0, deduplicated: 0 }, [], "warning", "No event was sent."],
  ])("is correct for a run %s", (_, ledger, unmatched, state, text) => {
    expect(verdictOf([["okta", { ...none, ...ledger }]], new Map(unmatched))).toEqual({ state, text });
  });
});

describe("a folded text", () => {
  it("keeps its words in order, in lines within the width unless a word is longer", () => {
    const words = fc.array(fc.string({ minLength: 1, unit: fc.constantFrom("a", "b", "\u00e9", "-") }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = folded(text.join(" "), width);
        expect(lines.join(" ")).toBe(text.join(" "));
        expect(lines.filter((line) => line.length > width && line.includes(" "))).toEqual([]);
      }),
    );
  });

  it("uses the singular for one item", () => {
    expect([counted(0, "event"), counted(1, "event"), counted(1_200, "event")]).toEqual([
      "0 events",
      "1 event",
      "1,200 events",
    ]);
  });
});

describe("the summary of a run", () => {
  const summaryOf = (findings: readonly ReportedFinding[] | undefined, options: Partial<SummaryOptions> = {}) =>
    withStack(async (stack) => {
      sendDetails(stack, "okta", oktaDetails(3));
      await stack.sandbox.settle();
      const common = { queries: [], faults: parseFaults([]), integrations: stack.integrations };
      const next = [["npm start", "what comes next"]] as const;
      return summary({ ...common, stack, findings }, { width: 80, now, unmatched: new Map(), next, ...options });
    });

  it("counts findings by level and shows the latest ten in order of time, with the time of day", async () => {
    const findings = Array.from({ length: 12 }, (_, index): ReportedFinding => {
      const last = new Date(now - (index + 1) * 60_000).toISOString();
      return { ...finding, last, level: index < 2 ? "low" : "high", title: `finding ${index}` };
    });
    const text = await summaryOf(findings);
    expect(text).toContain("\nFindings: 10 high, 2 low. The latest 10, in UTC:\n");
    const titles = text.match(/finding \d+$/gm);
    expect(titles).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((index) => `finding ${index}`));
    expect(text).toMatch(/^19:50 {2}high {3}okta {4}ada@example\.com {2}finding 9$/m);
  });

  it("shows the date of findings that are older than a day, and an address that several users share", async () => {
    const old = { ...finding, actor: "ada@example.com, alan@example.com", last: "2026-11-18T09:00:00Z" };
    expect(await summaryOf([old])).toMatch(/^2026-11-18 09:00 {2}high {3}okta {4}198\.51\.100\.23 {2}Okta API/m);
  });

  it.each([64, 80, 120])("has no line longer than %d characters for any finding", async (width) => {
    const long = {
      ...finding,
      actor: "a".repeat(300),
      title: `\u001b[31m${"title ".repeat(60)}`,
      integration: "o".repeat(64),
    };
    const text = await summaryOf([finding, long], { width });
    expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
    expect(text).not.toContain("\u001b");
  });

  it("reports that there are no findings, and omits findings if the stack has no detections", async () => {
    expect(await summaryOf([])).toContain("\nFindings: none.\n");
    expect(await summaryOf(undefined)).not.toContain("Findings");
  });
});
