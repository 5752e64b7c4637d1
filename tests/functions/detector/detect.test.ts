import { detect } from "../../../functions/detector/detect";
import type { DetectionRequest, Finding } from "../../../functions/detector/detection";
import { FindingsTable } from "../../../functions/detector/findingsTable";
import type { Row } from "../../../functions/detector/startedQuery";
import type { Asked } from "../../../functions/detector/statements";
import { detection } from "./apiTokens";
import { tableInMemory } from "./tableInMemory";

const hour = 3_600_000;
const ten = Date.parse("2026-11-20T10:00:00Z");

const request = (at: number): DetectionRequest => ({
  detection: "okta-api-token-created",
  integration: "okta",
  store: { kind: "lake", eventDataStoreArn: "arn" },
  scheduledTime: new Date(at).toISOString(),
});

const row = (uid: string): Row => ({ uid, eventTime: "2026-11-20 09:30:00.000", who: "ada", what: "x", origin: "" });

/** Runs of one detection, an hour apart, whose store answers with what `answers` holds. */
function detector(answers: Readonly<Record<number, readonly Row[] | Error>> = {}, { failsToTell = 0 } = {}) {
  const items = tableInMemory();
  const told: string[] = [];
  const asked: Asked[] = [];
  let failures = failsToTell;
  let now = ten;
  const run = (at: number, runId = `run ${at}`) =>
    detect(request(at), detection, runId, {
      findings: new FindingsTable(items, 600_000),
      ask: async (_request, _detection, window) => {
        asked.push(window);
        const answer = answers[at] ?? [];
        if (answer instanceof Error) {
          throw answer;
        }
        return answer;
      },
      tell: async ({ key }: Finding) => {
        if (failures > 0) {
          failures -= 1;
          throw new Error("the topic is gone");
        }
        told.push(key);
      },
      now: () => now,
    });
  return { run, told, asked, items, setNow: (time: number) => (now = time) };
}

describe("a run of a detection", () => {
  it("looks back as far as an event may be late where it never looked before, and else to the last run, with half an hour's overlap", async () => {
    const { run, asked } = detector();
    await run(ten);
    await run(ten + hour);
    expect(asked).toEqual([
      { since: ten - 24 * hour - hour / 2, after: ten - 24 * hour },
      { since: ten - hour / 2, after: ten - 23 * hour },
    ]);
  });

  it("tells each finding once, though it is found again", async () => {
    const { run, told } = detector({ [ten]: [row("a")], [ten + hour]: [row("a"), row("b")] });
    expect(await run(ten)).toEqual({ rows: 1, found: 1, told: 1 });
    expect(await run(ten + hour)).toEqual({ rows: 2, found: 2, told: 1 });
    expect(told).toEqual(["a", "b"]);
  });

  it("that fails leaves what it did not look at to the next", async () => {
    const { run, told, asked } = detector({ [ten + hour]: new Error("throttled"), [ten + 2 * hour]: [row("a")] });
    await run(ten);
    await expect(run(ten + hour)).rejects.toThrow("throttled");
    await run(ten + 2 * hour);
    expect(asked[2]?.since).toBe(ten - hour / 2);
    expect(told).toEqual(["a"]);
  });

  it("fails, and tells nothing, where there are more rows than anybody reads; they are told once the query is mended", async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => row(String(index)));
    const { run, told, asked } = detector({ [ten + hour]: many, [ten + 2 * hour]: [row("a")] });
    await run(ten);
    await expect(run(ten + hour)).rejects.toThrow(
      "okta-api-token-created of okta gives more than 1000 rows, and none of them was told. Make its query narrower, or its threshold higher; the next run looks at them again.",
    );
    expect(told).toEqual([]);
    await run(ten + 2 * hour);
    expect([told, asked[2]?.since]).toEqual([["a"], ten - hour / 2]);
  });

  it("that could not tell is repeated by Lambda under its own id, and tells then", async () => {
    const { run, told } = detector({ [ten]: [row("a")] }, { failsToTell: 1 });
    await expect(run(ten, "one")).rejects.toThrow("the topic is gone");
    expect(told).toEqual([]);
    await run(ten, "one");
    expect(told).toEqual(["a"]);
  });

  it("leaves a finding to the run that took it, as long as that one may run, and looks at it again later", async () => {
    const answers = { [ten]: [row("a")], [ten + hour]: [row("a")], [ten + 2 * hour]: [row("a")] };
    const { run, told, asked, setNow } = detector(answers, { failsToTell: 1 });
    await run(ten - hour);
    await expect(run(ten, "killed")).rejects.toThrow();
    setNow(ten + 599_000);
    expect(await run(ten + hour, "other")).toEqual({ rows: 1, found: 1, told: 0 });
    setNow(ten + 601_000);
    await run(ten + 2 * hour, "third");
    expect(told).toEqual(["a"]);
    // The other run did not move the beginning on, since a finding was still to be told.
    expect(asked[2]?.since).toBe(asked[1]?.since);
  });

  it("does not move the beginning back where it is late itself", async () => {
    const { run, asked } = detector();
    await run(ten + hour);
    await run(ten);
    await run(ten + 2 * hour);
    expect(asked[2]?.since).toBe(ten + hour / 2);
  });
});
