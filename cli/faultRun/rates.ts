/**
 * The faults of a run where none are named, with their rates: of calls, of events (`throttle-entry` and `entry-`), and of invocations
 * (`kill`). A hundred times what a service would ever show, and low enough that every event comes to its end within days of the
 * sandbox's clock.
 */
export const everyFault: readonly string[] = [
  "throttle=0.1",
  "internal-error=0.05",
  "unavailable=0.05",
  "access-denied=0.03",
  "expired-token=0.03",
  "not-found=0.03",
  "reset=0.05",
  "reset-after-accept=0.05",
  "no-answer=0.004",
  "malformed=0.05",
  "throttle-entry=0.01",
  "entry-internal-failure=0.01",
  "entry-FieldTooLong=0.001",
  "entry-FieldNotFound=0.001",
  "entry-InvalidChecksum=0.001",
  "entry-InvalidData=0.001",
  "entry-InvalidRecipient=0.001",
  "entry-InvalidEventSource=0.001",
  "entry-AccountNotSubscribed=0.002",
  "kill=0.05",
];
