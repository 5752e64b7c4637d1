import { createHash } from "node:crypto";

/** The properties of a message that isolating it needs. */
export interface Received {
  readonly messageId: string;
  /** How often it has been received, this time included. */
  readonly receiveCount: number;
}

/** From this receive count on, a message is suspect. */
export const suspectFrom = 10;

/**
 * Parts the messages that are handled now from those that go back to the queue untouched.
 *
 * Keeps a message that crashes the function (by its memory, say, or its time) from dragging its neighbours to the dead-letter
 * queue. When an invocation crashes, all its messages come back together, and nothing tells which one it was.
 *
 * So a message that has been received often is handled in every second invocation only, by a bit of a hash of its id and its
 * receive count. In each invocation another half of the suspects is handled: the harmless ones that are without the culprit get
 * through, and in a few rounds all are. An invocation that would handle nothing handles one. A message at its
 * last receive is always handled: if it went back, SQS would move it to the dead-letter queue without a reason.
 * @param maximumReceiveCount of the queue's redrive policy
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

/** Whether a message may be what ends the invocations that it is in. Its event is sent apart from the others (see pack.ts). */
export function isSuspect(message: Received): boolean {
  return message.receiveCount >= suspectFrom;
}

/** A number that is as good as random, and another one at every receive; always the same for the same receive. */
function turnOf({ messageId, receiveCount }: Received): number {
  return createHash("sha256").update(`${messageId} ${receiveCount}`).digest().readUInt32BE(0);
}
