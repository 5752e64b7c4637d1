import fc from "fast-check";
import { FindingMemory } from "../../../functions/detector/findings/findingMemory";
import type { RuleFinding } from "../../../functions/detector/findings/ruleFinding";
import { runScan } from "../../../functions/detector/runScan";
import type { ScanWindow } from "../../../functions/detector/scanAnswer";
import type { ScheduledRule } from "../../../functions/detector/scheduledRule";
import { failedSignIns, tokenMade } from "./rules";
import { type StoredEvent, scanNarrowed } from "./storeInMemory";
import { tableInMemory } from "./tableInMemory";

const minute = 60_000;
const hour = 60 * minute;
const ten = Date.parse("2026-11-20T10:00:00Z");
const failures = failedSignIns(10, 3_600);

const tokenAt = (eventTime: number, uid = `token ${eventTime}`, ingestionTime = eventTime): StoredEvent => ({
  rule: tokenMade.name,
  uid,
  eventTime,
  ingestionTime,
  group: uid,
});
const failureAt = (eventTime: number, group = "ada", ingestionTime = eventTime): StoredEvent => ({
  rule: failures.name,
  uid: `${group} ${eventTime}`,
  eventTime,
  ingestionTime,
  group,
});
/** Failures one minute apart. */
const failuresFrom = (time: number, count: number, group = "ada") =>
  Array.from({ length: count }, (_, index) => failureAt(time + index * minute, group));

/** A detector over events in memory. */
function detector(rules: readonly ScheduledRule[] = [tokenMade, failures]) {
  const items = tableInMemory();
  const published: RuleFinding[] = [];
  const windows: (ScanWindow & { readonly rules: readonly string[] })[] = [];
  const events: StoredEvent[] = [];
  const broken = new Set<string>();
  const state = { now: ten, topicFails: false, findingsInTime: Number.POSITIVE_INFINITY };
  const run = (scheduled: number, id = `run ${scheduled}`) =>
    runScan({ scan: "lake", scheduled, lateHours: 24 }, rules, id, {
      memory: new FindingMemory(items, 600_000),
      scan: async (batch, window) => {
        windows.push({ ...window, rules: batch.map(({ name }) => name) });
        const failed = batch.filter(({ name }) => broken.has(name));
        const stored = events.filter(({ ingestionTime }) => ingestionTime <= scheduled);
        const answer = scanNarrowed(
          stored,
          batch.filter(({ name }) => !broken.has(name)),
          window,
        );
        return { ...answer, failures: new Map(failed.map(({ name }) => [name, new Error("refused")])) };
      },
      publish: async (finding) => {
        if (state.topicFails) {
          throw new Error("the topic is gone");
        }
        published.push(finding);
        state.findingsInTime -= 1;
      },
      now: () => state.now,
      hasTime: () => state.findingsInTime > 0,
    });
  const told = () =>
    published.map(({ rule, first, count }) => [rule.name, new Date(first).toISOString().slice(11, 16), count]);
  return { run, published, told, windows, events, broken, state, items };
}

describe("a run", () => {
  it("reads the events stored since half an hour before the last run, up to the allowed lateness", async () => {
    const { run, windows } = detector();
    await run(ten);
    await run(ten + hour);
    expect(windows.map(({ since, through, after }) => [since, through, after])).toEqual([
      [ten - 24.5 * hour, ten - 24 * hour, ten - 49.5 * hour],
      [ten - hour / 2, ten, ten - 25.5 * hour],
    ]);
  });

  it("immediately finds an event that is 20 hours late, and one that was stored while the detector was down", async () => {
    const { run, events, told } = detector();
    await run(ten);
    events.push(tokenAt(ten - 19 * hour, "late", ten + minute));
    await run(ten + hour);
    expect(told()).toEqual([[tokenMade.name, "15:00", 1]]);
    events.push(tokenAt(ten - 10 * hour, "while it was down", ten + 14 * hour));
    await run(ten + 30 * hour);
    expect(told()).toHaveLength(2);
  });

  it("runs each rule in the first run at or after its time, with any jitter of the schedule, and a failed rule in the next run", async () => {
    const runs = fc.array(
      fc.record({ offSeconds: fc.integer({ min: -10, max: 10 }), fails: fc.subarray(["a", "b", "c"]) }),
      { minLength: 1, maxLength: 20 },
    );
    const periods = fc.tuple(...["a", "b", "c"].map(() => fc.constantFrom(undefined, 1, 2, 4, 7)));
    await fc.assert(
      fc.asyncProperty(runs, periods, async (list, quarters) => {
        const rules = ["a", "b", "c"].map((name, index): ScheduledRule => {
          const period = quarters[index];
          return { ...tokenMade, name, ...(period !== undefined && { everyMinutes: period * 15 }) };
        });
        const { run, windows, broken } = detector(rules);
        const last = new Map<string, number>();
        for (const [index, { offSeconds, fails }] of list.entries()) {
          broken.clear();
          for (const name of fails) {
            broken.add(name);
          }
          windows.length = 0;
          await run(ten + index * 15 * minute + offSeconds * 1_000).catch(() => undefined);
          const due = rules.flatMap(({ name, everyMinutes = 15 }) =>
            (index - (last.get(name) ?? Number.NEGATIVE_INFINITY)) * 15 >= everyMinutes ? [name] : [],
          );
          expect(windows.flatMap((window) => window.rules).sort()).toEqual(due);
          for (const name of due.filter((one) => !broken.has(one))) {
            last.set(name, index);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("first reads a rule's whole interval, and keeps its begin if the rule fails", async () => {
    const { run, windows, broken } = detector([{ ...tokenMade, everyMinutes: 2_880 }]);
    broken.add(tokenMade.name);
    await expect(run(ten)).rejects.toThrow("refused");
    await expect(run(ten + hour)).rejects.toThrow("refused");
    expect(windows.map(({ through }) => through)).toEqual([ten - 48 * hour, ten - 48 * hour]);
  });

  it("ends in time, begins the next run with the remaining rules, and loses nothing", async () => {
    const { run, events, told, state, windows } = detector([tokenMade, failedSignIns(3, 600)]);
    await run(ten);
    // The rule with the fewest rows reports first, so a flood does not delay the others.
    events.push(...[1, 2, 3, 4].map((index) => tokenAt(ten + index * minute)), ...failuresFrom(ten + minute, 3));
    state.findingsInTime = 2;
    await expect(run(ten + hour)).rejects.toThrow(
      `1 of 2 rules of lake failed, and the next run looks at their events again. ${tokenMade.name}: Error: The run had no time left to report all its findings.`,
    );
    expect(told()).toEqual([
      [failures.name, "10:01", 3],
      [tokenMade.name, "10:01", 1],
    ]);
    state.findingsInTime = 0;
    await expect(run(ten + 2 * hour)).rejects.toThrow("The run had no time left for it.");
    expect(windows).toHaveLength(2);
    state.findingsInTime = 100;
    await run(ten + 3 * hour);
    expect(told().slice(2)).toEqual([2, 3, 4].map((index) => [tokenMade.name, `10:0${index}`, 1]));
  });

  it("reports each event and each burst once", async () => {
    const { run, told, events } = detector();
    events.push(tokenAt(ten - 10 * minute), ...failuresFrom(ten - 20 * minute, 12));
    await run(ten);
    await run(ten + hour);
    await run(ten + 2 * hour);
    expect(told()).toEqual([
      [tokenMade.name, "09:50", 1],
      [failures.name, "09:40", 12],
    ]);
  });

  it("finds a burst across runs, hours and days", async () => {
    const { run, told, events } = detector();
    events.push(...failuresFrom(ten - 5 * minute, 10));
    await run(ten);
    expect(told()).toEqual([]);
    await run(ten + hour);
    expect(told()).toEqual([[failures.name, "09:55", 10]]);
  });

  it("reports a new burst that adjoins a reported one, with a late event before it", async () => {
    const { run, told, events } = detector();
    const reported = Array.from({ length: 10 }, (_, index) => failureAt(ten + 10 * minute + index * 4 * minute));
    events.push(...reported);
    await run(ten + hour);
    events.push(failureAt(ten + 5 * minute, "ada", ten + hour + 1));
    events.push(...Array.from({ length: 500 }, (_, index) => failureAt(ten + hour + index * 7_000)));
    await run(ten + 2 * hour);
    await run(ten + 3 * hour);
    expect(told()).toEqual([
      [failures.name, "10:10", 10],
      [failures.name, "10:05", 501],
    ]);
  });

  it("finds a burst that is completed by a late event", async () => {
    const { run, told, events } = detector();
    events.push(...failuresFrom(ten - hour, 9));
    await run(ten);
    events.push(failureAt(ten - 30 * minute, "ada", ten + 5 * hour));
    await run(ten + 5 * hour);
    await run(ten + 6 * hour);
    expect(told()).toEqual([[failures.name, "09:00", 10]]);
  });

  it("reports a burst again when its count doubles from within", async () => {
    const { run, published, events } = detector();
    events.push(...failuresFrom(ten - hour, 10));
    await run(ten);
    for (let extra = 1; extra <= 40; extra++) {
      events.push(failureAt(ten - hour + 2 * minute + extra * 1_000, "ada", ten + extra * minute));
      await run(ten + extra * minute);
    }
    expect(published.map(({ count, reportedBefore }) => [count, reportedBefore])).toEqual([
      [10, undefined],
      [20, 10],
      [40, 20],
    ]);
  });

  it("finds a burst of late events between two reported floods", async () => {
    const { run, told, events } = detector([failedSignIns(3, 600)]);
    const burst = (from: number, count: number, stored: number) =>
      events.push(...Array.from({ length: count }, (_, index) => failureAt(from + index * 1_000, "ada", stored)));
    burst(ten, 20, ten + 1);
    await run(ten + hour);
    burst(ten + 9 * minute, 20, ten + hour + 1);
    await run(ten + 2 * hour);
    burst(ten + 5 * minute, 3, ten + 2 * hour + 1);
    await run(ten + 3 * hour);
    expect(told()).toEqual([
      [failures.name, "10:00", 20],
      [failures.name, "10:09", 20],
      [failures.name, "10:05", 3],
    ]);
  });

  it("reports one finding for a flood of failures of one user, and names the first UIDs", async () => {
    const { run, published, events } = detector([failedSignIns(10, 60)]);
    events.push(
      ...Array.from({ length: 2_000 }, (_, index) => ({
        ...failureAt(ten - hour + index * 1_000),
        uid: `u${10_000 + index}`,
      })),
    );
    await run(ten);
    expect(published.map(({ count, uids }) => [count, uids.length])).toEqual([[2_000, 100]]);
    expect(published[0]?.uids[0]).toBe("u10000");
  });

  it("reports the first 100 findings with the total number, and continues", async () => {
    const { run, published, events } = detector();
    events.push(...Array.from({ length: 1_001 }, (_, index) => tokenAt(ten - 20 * minute + index * 1_000)));
    const ofFlood = await run(ten);
    expect(ofFlood.findings).toBe(101);
    expect(published.at(-1)).toMatchObject({ flood: { listed: 100, of: 1_001 } });
    events.push(tokenAt(ten + 30 * minute, "after the flood"));
    await run(ten + hour);
    expect(published.map(({ uids }) => uids[0])).toContain("after the flood");
  });

  it("leaves only a failing rule behind, and repeats it from the same begin", async () => {
    const { run, told, events, broken, windows } = detector();
    await run(ten);
    broken.add(failures.name);
    events.push(...failuresFrom(ten + minute, 10), tokenAt(ten + minute));
    await expect(run(ten + hour)).rejects.toThrow(
      `1 of 2 rules of lake failed, and the next run looks at their events again. ${failures.name}: Error: refused`,
    );
    expect(told()).toEqual([[tokenMade.name, "10:01", 1]]);
    // Lambda's retry reads only the failed rule.
    await expect(run(ten + hour)).rejects.toThrow("refused");
    broken.clear();
    await run(ten + 2 * hour);
    expect(windows.slice(2).map(({ rules, through }) => [rules, through])).toEqual([
      [[failures.name], ten],
      [[tokenMade.name], ten + hour],
      [[failures.name], ten],
    ]);
    expect(told()).toEqual([
      [tokenMade.name, "10:01", 1],
      [failures.name, "10:01", 10],
    ]);
  });

  it("reads back at most a week for a rule that keeps failing", async () => {
    const { run, broken, windows } = detector([failures]);
    await run(ten);
    broken.add(failures.name);
    await expect(run(ten + 240 * hour)).rejects.toThrow("refused");
    expect(windows[1]?.through).toBe(ten + 72 * hour);
  });

  it("that could not publish is repeated with the same id, and then publishes", async () => {
    const { run, told, events, state } = detector();
    events.push(tokenAt(ten - minute));
    state.topicFails = true;
    await expect(run(ten, "one")).rejects.toThrow("the topic is gone");
    state.topicFails = false;
    await run(ten, "one");
    expect(told()).toEqual([[tokenMade.name, "09:59", 1]]);
  });

  it("leaves a finding to the run that claimed it while that run may still be active, and checks again later", async () => {
    const { run, told, events, state } = detector();
    events.push(tokenAt(ten - minute));
    state.topicFails = true;
    await expect(run(ten, "killed")).rejects.toThrow();
    state.topicFails = false;
    state.now = ten + 599_000;
    expect(await run(ten + hour, "other")).toMatchObject({ findings: 0, waiting: [tokenMade.name] });
    state.now = ten + 601_000;
    await run(ten + 2 * hour, "third");
    expect(told()).toEqual([[tokenMade.name, "09:59", 1]]);
  });

  it("reports each finding once if two runs overlap", async () => {
    const { run, told, events } = detector();
    const people = ["ada", "grace", "alan"];
    events.push(tokenAt(ten - minute), ...people.flatMap((who) => failuresFrom(ten - hour, 10, who)));
    await Promise.all([run(ten, "one"), run(ten, "two"), run(ten, "three")]);
    await run(ten + hour);
    expect(told().map(String).sort()).toEqual(
      [...people.map(() => `${failures.name},09:00,10`), `${tokenMade.name},09:59,1`].sort(),
    );
  });

  it("does not move backwards if the run itself is late", async () => {
    const { run, windows } = detector([tokenMade]);
    await run(ten + hour);
    await run(ten);
    await run(ten + 2 * hour);
    expect(windows.map(({ through }) => through)).toEqual([ten - 23 * hour, ten + hour]);
  });

  it("keeps keys short for any input of users", async () => {
    const { run, told, events, items } = detector();
    events.push(...failuresFrom(ten - hour, 10, "é".repeat(100_000)));
    await run(ten);
    expect(told()).toHaveLength(1);
    // Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB": 2,048 and 1,024 bytes.
    expect([...items.items.values()].map(({ finding }) => String(finding).length)).toEqual([64, 8]);
  });
});
