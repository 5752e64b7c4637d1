import type { StackSandbox } from "../../sandbox/stackSandbox";
import { Progress } from "../progress";
import type { EventSource, Outgoing } from "./events";

/**
 * Sends events in portions, so that a large file waits on disk and not in the sandbox's queues, and lets everything come to rest.
 * @param sent is told of each event that was put on a bus or given to a caller
 */
export async function sendEvents(
  stack: StackSandbox,
  source: EventSource,
  sent: (outgoing: Extract<Outgoing, { readonly envelope: unknown }>) => void = () => undefined,
): Promise<void> {
  const progress = new Progress("events", source.total);
  let count = 0;
  try {
    for await (const outgoing of source.events) {
      if ("refusal" in outgoing) {
        stack.refuse(outgoing.key, outgoing.refusal);
      } else {
        stack.send(outgoing.key, outgoing.envelope);
        sent(outgoing);
      }
      count += 1;
      if (count % portion === 0) {
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + portionMilliseconds });
        progress.update(count);
      }
    }
    await stack.sandbox.settle();
  } finally {
    progress.end();
  }
}

/** Events between two rests of the clock, and how far the clock moves in one: about the rate a Region takes with full batches. */
const portion = 2000;
const portionMilliseconds = 10_000;
