import { setImmediate as nextTurn } from "node:timers/promises";
import { unknownName } from "../../components/configuration/problem";
import { PersonError } from "../../components/personError";
import type { DeclaredIntegration } from "../../sandbox/integration";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { Progress } from "../command/progress";
import type { EventSource, Outgoing } from "./events";

/**
 * Sends events in portions, so a large file waits on disk and not in the sandbox's queues, and waits until every event is handled. Returns the
 * number of events per integration that matched no rule.
 */
export async function sendEvents(
  stack: StackSandbox,
  source: EventSource,
  {
    sent = () => undefined,
    portion = 2_000,
  }: {
    readonly sent?: (outgoing: Extract<Outgoing, { readonly envelope: unknown }>) => void;
    /** Events that are sent before the clock advances. */
    readonly portion?: number;
  } = {},
): Promise<ReadonlyMap<string, number>> {
  const unmatched = new Map<string, number>();
  const progress = new Progress("events", source.total);
  let count = 0;
  try {
    for await (const outgoing of source.events) {
      if ("refusal" in outgoing) {
        stack.refuse(outgoing.key, outgoing.refusal);
      } else {
        const { key, envelope } = outgoing;
        if (!stack.send(key, envelope)) unmatched.set(key, (unmatched.get(key) ?? 0) + 1);
        sent(outgoing);
      }
      count += 1;
      progress.update(count);
      if (count % eventsPerTurn === 0) {
        await nextTurn();
      }
      if (count % portion === 0) {
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + portionMilliseconds });
      }
    }
    await stack.sandbox.settle();
    return unmatched;
  } finally {
    progress.end();
  }
}

/** Events that are sent in one iteration of the event loop, between two moments in which the process handles a signal. */
const eventsPerTurn = 100;
/** Milliseconds by which the clock advances. */
const portionMilliseconds = 10_000;

/** Returns the integrations of a stack, or the named one. Throws a PersonError if there is none. */
export function chooseIntegrations(stack: StackSandbox, key: string | undefined): readonly DeclaredIntegration[] {
  if (key === undefined) {
    if (stack.integrations.length === 0) {
      throw new PersonError(
        "The stack has no vendors. Add one: pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit",
      );
    }
    return stack.integrations;
  }
  const found = stack.integrations.filter((integration) => integration.key === key);
  if (found.length === 0) {
    const known = stack.integrations.map((integration) => integration.key);
    throw new PersonError(`--vendor ${unknownName("--vendor", "vendor of the stack", key, known).message}.`);
  }
  return found;
}
