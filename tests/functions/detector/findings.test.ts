import fc from "fast-check";
import type { Detection } from "../../../functions/detector/detection";
import { burstKey, findingsOf, nearbyKeys } from "../../../functions/detector/findings";
import type { Row } from "../../../functions/detector/startedQuery";
import { detection as each } from "./apiTokens";

const burst: Detection = { ...each, threshold: 10 };
const ten = Date.parse("2026-11-20T10:00:00Z");

const eventRow = (uid: string, eventTime = "2026-11-20 10:00:00.000"): Row => ({
  uid,
  eventTime,
  who: "ada",
  what: "system.api_token.create",
  origin: "203.0.113.7",
});

/** A person's ten minutes, `minutes` after ten o'clock. */
function slotRow(minutes: number, howMany: number, { who = "ada", latest = "2026-11-20T11:00:00Z" } = {}): Row {
  const start = new Date(ten + minutes * 60_000).toISOString();
  return {
    who,
    slot: start.slice(0, 15),
    what: "user.session.start",
    origin: "203.0.113.7",
    howMany: String(howMany),
    firstTime: `${start.slice(0, 10)} ${start.slice(11, 19)}.000`,
    lastTime: `${start.slice(0, 10)} ${start.slice(11, 15)}9:59.000`,
    latest,
  };
}

test("findings of single events are one an event, by their time, however often it was stored", () => {
  const rows = [eventRow("b", "2026-11-20 10:05:00.000"), eventRow("a"), eventRow("b", "2026-11-20 10:05:00.000")];
  const { uid: key, who, what, origin } = eventRow("a");
  expect(findingsOf(rows, each, 0)).toEqual([
    { key, who, what, origin, firstTime: ten, lastTime: ten, howMany: 1 },
    expect.objectContaining({ key: "b", firstTime: ten + 5 * 60_000 }),
  ]);
});

describe("bursts", () => {
  it("are as many events of one person as the threshold within the time, across a full hour too", () => {
    const rows = [slotRow(40, 4), slotRow(70, 6), slotRow(40, 9, { who: "grace" })];
    expect(findingsOf(rows, burst, 0)).toEqual([
      {
        key: "ada#2026-11-20T10:40:00.000Z",
        who: "ada",
        what: "user.session.start",
        origin: "203.0.113.7",
        firstTime: ten + 40 * 60_000,
        lastTime: ten + 80 * 60_000 - 1_000,
        howMany: 10,
      },
    ]);
  });

  it("of whom nothing new was stored are not looked for again", () => {
    const rows = [slotRow(0, 10, { latest: "2026-11-20T10:59:59Z" })];
    expect(findingsOf(rows, burst, Date.parse("2026-11-20T11:00:00Z"))).toEqual([]);
    expect(findingsOf(rows, burst, Date.parse("2026-11-20T10:59:59Z"))).toHaveLength(1);
  });

  it("take the milliseconds of Logs Insights for the time of storage", () => {
    const rows = [slotRow(0, 10, { latest: String(ten) })];
    expect(findingsOf(rows, burst, ten)).toHaveLength(1);
    expect(findingsOf(rows, burst, ten + 1)).toEqual([]);
  });

  it("never overlap, and leave no time out in which the threshold is reached", () => {
    const slot = fc.record({ at: fc.integer({ min: 0, max: 143 }), howMany: fc.integer({ min: 1, max: 12 }) });
    const slots = fc.uniqueArray(slot, { selector: ({ at }) => at, maxLength: 60 });
    fc.assert(
      fc.property(slots, (list) => {
        const rows = list.map(({ at, howMany }) => slotRow(at * 10, howMany));
        const found = findingsOf(rows, burst, 0).map(({ key }) => Date.parse(key.slice("ada#".length)));
        found.forEach((start, index) => {
          expect(start - (found[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(3_600_000);
        });
        for (const { at } of list) {
          const start = ten + at * 600_000;
          const near = list.filter((other) => other.at >= at && other.at < at + 6);
          if (near.reduce((sum, { howMany }) => sum + howMany, 0) >= burst.threshold) {
            expect(found.some((other) => Math.abs(other - start) < 3_600_000)).toBe(true);
          }
        }
      }),
    );
  });
});

test("the keys near a burst are those of every burst that would overlap with it", () => {
  const [finding] = findingsOf([slotRow(0, 10)], burst, 0);
  const minutes = [-50, -40, -30, -20, -10, 10, 20, 30, 40, 50];
  expect(finding && nearbyKeys(finding, burst)).toEqual(minutes.map((one) => burstKey("ada", ten + one * 60_000)));
});
