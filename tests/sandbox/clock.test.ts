import * as fc from "fast-check";
import { Clock } from "../../sandbox/clock";

const start = Date.UTC(2026, 10, 20);
const day = 86_400_000;

describe("the sandbox's clock", () => {
  it("runs timers of one moment in order of creation, stops at `until`, and runs later ones in the next run", async () => {
    const clock = new Clock(start);
    const seen: string[] = [];
    clock.scheduleIn(14 * day, () => seen.push("late"));
    clock.scheduleIn(1_000, () => seen.push("first"));
    clock.scheduleIn(1_000, () => seen.push("second"));
    await clock.runUntilIdle({ until: start + day });
    expect([clock.now(), ...seen]).toEqual([start + day, "first", "second"]);
    await clock.runUntilIdle();
    expect([clock.now(), ...seen]).toEqual([start + 14 * day, "first", "second", "late"]);
  });

  it("does not wait for recurring timers, and runs them before another timer or a given moment", async () => {
    const clock = new Clock(start);
    const seen: number[] = [];
    const hourly = () => {
      seen.push(clock.now());
      clock.schedule(clock.now() + 3_600_000, hourly, true);
    };
    clock.schedule(start + 3_600_000, hourly, true);
    await clock.runUntilIdle();
    expect([seen, clock.now()]).toEqual([[], start]);
    clock.scheduleIn(2.5 * 3_600_000, () => undefined);
    await clock.runUntilIdle();
    expect([seen.length, clock.now()]).toEqual([2, start + 2.5 * 3_600_000]);
    clock.cancel(clock.scheduleIn(day, () => undefined));
    await clock.runUntilIdle();
    expect(seen).toHaveLength(2);
    await clock.runUntilIdle({ until: start + 5 * 3_600_000 });
    expect([seen.length, clock.now()]).toEqual([5, start + 5 * 3_600_000]);
  });

  it("waits for tracked work, and advances with real time meanwhile", async () => {
    const clock = new Clock(start);
    const order: string[] = [];
    clock.scheduleIn(3_600_000, () => order.push("an hour later"));
    clock.schedule(start, () => {
      void clock.track(new Promise<void>((resolve) => setTimeout(resolve, 30))).then(() => order.push("work"));
    });
    await clock.runUntilIdle();
    expect(order).toEqual(["work", "an hour later"]);
    expect(clock.now()).toBe(start + 3_600_000);
  });

  it("never moves backwards, with any timers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -1_000, max: 1_000_000 }), { maxLength: 30 }), async (delays) => {
        const clock = new Clock(start);
        const moments: number[] = [];
        for (const delay of delays) {
          clock.scheduleIn(delay, () => moments.push(clock.now()));
        }
        await clock.runUntilIdle();
        expect(moments).toEqual(delays.map((delay) => start + Math.max(0, delay)).sort((a, b) => a - b));
      }),
    );
  });
});
