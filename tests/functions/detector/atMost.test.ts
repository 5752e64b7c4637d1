import { setImmediate } from "node:timers/promises";
import { atMost } from "../../../functions/detector/scan/atMost";

it("runs at most this many calls at one time, in order, even if some fail", async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const call = atMost(3, async (index: number) => {
    begun.push(index);
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    if (index % 2 === 1) {
      throw new Error(String(index));
    }
    return index;
  });
  const indexes = Array.from({ length: 20 }, (_, index) => index);
  const ends = await Promise.allSettled(indexes.map((index) => call(index)));
  expect([begun, most, ends.filter(({ status }) => status === "rejected").length]).toEqual([indexes, 3, 10]);
});
