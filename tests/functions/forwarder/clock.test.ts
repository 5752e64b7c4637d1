import { systemClock } from "../../../functions/forwarder/clock";

test("a sleep ends by itself", async () => {
  await expect(systemClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
});

test("a sleep ends as soon as it is aborted, and does not begin where it was before", async () => {
  const aborter = new AbortController();
  const sleep = systemClock.sleep(3_600_000, aborter.signal);
  aborter.abort();
  await expect(sleep).resolves.toBeUndefined();
  await expect(systemClock.sleep(3_600_000, aborter.signal)).resolves.toBeUndefined();
});
