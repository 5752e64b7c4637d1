import fc from "fast-check";
import { createRateLimit } from "../../../sandbox/cloudTrailData/rateLimit";

function limitWithClock(callsPerSecond: number) {
  const clock = { time: 1_000_000 };
  return { clock, admit: createRateLimit(callsPerSecond, () => clock.time) };
}

test("Regions do not share a rate", () => {
  const { admit } = limitWithClock(1);
  expect(["us-east-1", "us-west-2", "us-east-1"].map(admit)).toEqual([true, true, false]);
});

test("no second ever has more calls than allowed, and no call within the rate is refused", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.nat(700), { maxLength: 60 }), (callsPerSecond, gaps) => {
      const { clock, admit } = limitWithClock(callsPerSecond);
      const admitted: number[] = [];
      for (const gap of gaps) {
        clock.time += gap;
        const within = admitted.filter((time) => clock.time - time < 1000).length;
        const passes = admit("us-east-1");
        expect(passes).toBe(within < callsPerSecond);
        if (passes) admitted.push(clock.time);
      }
    }),
  );
});
