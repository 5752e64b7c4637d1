import { createHash } from "node:crypto";

/** The properties of a message that `isolate` needs. */
export interface Received {
  readonly messageId: string;
  /** The receive count, including this receive. */
  readonly receiveCount: number;
}

/** The receive count from which a message is suspect. */
export const suspectFrom = 10;

/**
 * Separates the messages to handle in this invocation from those to return to the queue untouched.
 *
 * Prevents a message that crashes the function (by memory or time, for example) from taking its batch with it to the dead-letter queue.
 * When an invocation crashes, all its messages return together, and nothing shows which one caused it.
 *
 * A suspect message is therefore handled in every second invocation only, decided by one bit of a hash of its id and receive count. Each
 * invocation handles a different half of the suspects: harmless messages that are not in the culprit's half are delivered, and after a few
 * rounds all of them are. An invocation that would handle nothing handles one message. A message at its last receive is always handled;
 * otherwise SQS would move it to the dead-letter queue without a reason.
 * @param maximumReceiveCount from the queue's redrive policy
 */
export function isolate<Message extends Received>(
  messages: readonly Message[],
  maximumReceiveCount = Number.POSITIVE_INFINITY,
): { readonly handled: readonly Message[]; readonly postponed: readonly Message[] } {
  const suspects = messages.filter(isSuspect);
  if (suspects.length === 0) {
    return { handled: messages, postponed: [] };
  }
  const turns = new Map(suspects.map((message) => [message, turnOf(message)]));
  const chosen = new Set(
    messages.filter((message) => ((turns.get(message) ?? 0) & 1) === 0 || message.receiveCount >= maximumReceiveCount),
  );
  if (chosen.size === 0) {
    const [first, ...others] = suspects;
    const next = (message: Message) => turns.get(message) ?? 0;
    if (first !== undefined) {
      chosen.add(others.reduce((one, other) => (next(other) < next(one) ? other : one), first));
    }
  }
  return {
    handled: messages.filter((message) => chosen.has(message)),
    postponed: messages.filter((message) => !chosen.has(message)),
  };
}

/** Returns true if a message may be the cause of crashed invocations. Its event is sent apart from the others (see pack.ts). */
export function isSuspect(message: Received): boolean {
  return message.receiveCount >= suspectFrom;
}

/** Returns a pseudo-random number that is always the same for one receive and differs between receives. */
function turnOf({ messageId, receiveCount }: Received): number {
  return createHash("sha256").update(`${messageId} ${receiveCount}`).digest().readUInt32BE(0);
}
