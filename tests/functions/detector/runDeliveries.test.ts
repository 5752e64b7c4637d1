import fc from "fast-check";
import { correlate } from "../../../functions/detector/correlate";
import { FindingMemory } from "../../../functions/detector/findings/findingMemory";
import type { ItemStore } from "../../../functions/detector/findings/itemStore";
import type { RuleFinding } from "../../../functions/detector/findings/ruleFinding";
import { runScan } from "../../../functions/detector/runScan";
import { failedSignIns } from "./rules";
import { type StoredEvent, scanNarrowed } from "./storeInMemory";
import { tableInMemory } from "./tableInMemory";

const minute = 60_000;
const hour = 60 * minute;
const ten = Date.parse("2026-11-20T10:00:00Z");
const lateHours = 3;
const rule = failedSignIns(3, 600);

interface Delivery {
  readonly minute: number;
  readonly group: string;
  readonly lateMinutes: number;
  /** Delay between the storing of an event and its visibility in queries. */
  readonly unseenMinutes: number;
  readonly isDouble: boolean;
}

/** Deliveries over many hours, and deliveries within a short time. */
const deliveries = fc.oneof(...[400, 60].map(deliveriesWithin));

function deliveriesWithin(minutes: number) {
  return fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: minutes }),
      group: fc.constantFrom("ada", "grace"),
      lateMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: lateHours * 60 })),
      unseenMinutes: fc.integer({ min: 0, max: 29 }),
      isDouble: fc.boolean(),
    }),
    { minLength: 20, maxLength: 120 },
  );
}

const periods = fc.constantFrom(undefined, 120);

/**
 * Runs the detector hourly over the deliveries. A run is interrupted after as many operations as `kills` says, and may
 * be repeated.
 */
async function day(
  list: readonly Delivery[],
  kills: readonly { readonly after: number; readonly isRepeated: boolean }[],
  everyMinutes?: number,
) {
  const stored = list.flatMap((delivery, index) => {
    const eventTime = ten + delivery.minute * minute;
    const event = { rule: rule.name, uid: `u${index}`, eventTime, group: delivery.group };
    const first = { ...event, ingestionTime: eventTime + delivery.lateMinutes * minute };
    const seen = first.ingestionTime + delivery.unseenMinutes * minute;
    const double = { event: { ...first, ingestionTime: first.ingestionTime + 40 * minute }, seen: seen + 40 * minute };
    return [{ event: first, seen }, ...(delivery.isDouble ? [double] : [])];
  });
  const scheduledRule = { ...rule, ...(everyMinutes !== undefined && { everyMinutes }) };
  const table = tableInMemory();
  const published: RuleFinding[] = [];
  for (let index = 0; index < 14; index++) {
    const scheduled = ten + index * hour;
    const kill = kills[index];
    for (const after of [kill?.after, ...(kill?.isRepeated === true ? [undefined] : [])]) {
      let operations = 0;
      const step = () => {
        operations += 1;
        if (after !== undefined && operations > after) {
          throw new Error("killed");
        }
      };
      const items: ItemStore = {
        ...table,
        get: async (key) => {
          step();
          return table.get(key);
        },
        putGreater: async (item, attribute) => {
          step();
          return table.putGreater(item, attribute);
        },
      };
      const runs = runScan({ scan: "lake", scheduled, lateHours }, [scheduledRule], `run ${index}`, {
        memory: new FindingMemory(items, 600_000),
        scan: async (rules, window) =>
          scanNarrowed(
            stored.filter(({ seen }) => seen <= scheduled).map(({ event }) => event),
            rules,
            window,
          ),
        publish: async (finding) => {
          step();
          published.push(finding);
        },
        now: () => scheduled,
        hasTime: () => true,
      });
      await runs.catch(({ message }: Error) => expect(message).toContain("killed"));
    }
  }
  const events = [...new Map(stored.map(({ event }) => [event.uid, event])).values()];
  return { events, published };
}

const groupOf = ({ actor }: RuleFinding) => actor;

/** Checks that no burst is left among events outside of the reported times. */
function expectNothingLeft(events: readonly StoredEvent[], published: readonly RuleFinding[]): void {
  const left = events.filter(
    ({ group, eventTime }) =>
      !published.some((one) => groupOf(one) === group && eventTime >= one.first && eventTime <= one.last),
  );
  expect(correlate(left, rule.correlation)).toEqual([]);
}

describe("over random deliveries, late, duplicated and shuffled", () => {
  it("no burst is missed, each report is a burst, and no event is in two bursts unless the burst doubled", async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, periods, async (list, everyMinutes) => {
        const { events, published } = await day(list, [], everyMinutes);
        expectNothingLeft(events, published);
        const known = new Map(events.map((event) => [event.uid, event]));
        const fresh = published.filter(({ reportedBefore }) => reportedBefore === undefined);
        for (const { uids, count, first, last, actor } of published) {
          const members = uids.flatMap((uid) => known.get(uid) ?? []);
          expect(correlate(members, rule.correlation).map(({ rows }) => rows.length)).toEqual([uids.length]);
          const between = events.filter(
            (one) => one.group === actor && one.eventTime >= first && one.eventTime <= last,
          );
          expect([count >= uids.length, count <= between.length]).toEqual([true, true]);
        }
        const uids = fresh.flatMap((finding) => finding.uids);
        expect(new Set(uids).size).toBe(uids.length);
        for (const { count, reportedBefore = 0 } of published) {
          expect(count).toBeGreaterThanOrEqual(2 * reportedBefore);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("nothing is missed if runs are killed at any moment, and a repeated report has the id of the first", async () => {
    const kills = fc.array(fc.record({ after: fc.integer({ min: 0, max: 12 }), isRepeated: fc.boolean() }), {
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(deliveries, kills, periods, async (list, killed, everyMinutes) => {
        const { events, published } = await day(list, killed, everyMinutes);
        expectNothingLeft(events, published);
        const first = new Map<string, RuleFinding>();
        const fresh = published.filter(({ reportedBefore }) => reportedBefore === undefined);
        for (const finding of fresh) {
          const before = first.get(finding.id) ?? finding;
          first.set(finding.id, before);
          expect([finding.first <= before.last, finding.last >= before.first]).toEqual([true, true]);
        }
        // There are more reports than findings only if a run was killed.
        expect(killed.length > 0 || fresh.length === first.size).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
