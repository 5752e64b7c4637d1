import { Breaker } from "../../../functions/delivery/breaker";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
/** A message that was sent at 0 and first received a second later. */
const message = { messageId: "m", sentAt: 0, firstReceivedAt: second };

/**
 * Returns the breaker after an accepted call that began at `accepted`, and after it refused the message at `refused`.
 */
function breaker(accepted?: number, refused?: number): Breaker {
  const made = new Breaker(45 * second);
  if (refused !== undefined) {
    made.keepsBack(message, refused);
  }
  if (accepted !== undefined) {
    made.accepted(accepted);
  }
  return made;
}

test.each<[string, Breaker, now: number, isKept: boolean]>([
  ["nothing was ever accepted", breaker(), minute, true],
  ["the last accepted event came before it", breaker(0), minute, true],
  // Another environment may have refused it later: a message is handled within 45 seconds of its receipt.
  ["an event was accepted soon after its receive", breaker(40 * second), 5 * minute, true],
  ["an event was accepted long after its receive", breaker(47 * second), 5 * minute, false],
  ["this environment accepted one after it refused it", breaker(3 * second, 2 * second), 5 * minute, false],
  ["this environment accepted one before it refused it", breaker(2 * second, 3 * second), 5 * minute, true],
  ["the accepted event is ten minutes old", breaker(2 * minute), 12 * minute, false],
  ["the accepted event is older", breaker(2 * minute), 12 * minute + 1, true],
  ["it is nearly twelve hours old", breaker(), 12 * hour - 1, true],
  ["it is twelve hours old", breaker(), 12 * hour, false],
])("a refused message is kept in the queue or not if %s", (_, made, now, isKept) => {
  expect(made.keepsBack(message, now)).toBe(isKept);
});

test("a message without times is kept in the queue until this environment accepts another event", () => {
  const made = breaker(minute);
  const untimed = { messageId: "m", sentAt: Number.NaN, firstReceivedAt: Number.NaN };
  expect(made.keepsBack(untimed, 2 * minute)).toBe(true);
  made.accepted(3 * minute);
  expect(made.keepsBack(untimed, 4 * minute)).toBe(false);
});

test("an environment remembers a limited number of refusals and forgets the oldest", () => {
  const made = breaker();
  for (let index = 0; index < 10_001; index++) {
    made.keepsBack({ ...message, messageId: `m${index}`, firstReceivedAt: hour }, minute);
  }
  made.accepted(2 * minute);
  const isKept = (id: string) => made.keepsBack({ ...message, messageId: id, firstReceivedAt: hour }, 3 * minute);
  expect(["m1", "m10000", "m0"].map(isKept)).toEqual([false, false, true]);
});
