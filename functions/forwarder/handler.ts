import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { Breaker } from "../delivery/breaker";
import { type SendToDeadLetters, sendRejects } from "../delivery/deadLetters";
import { deduplicate } from "../delivery/deduplicate";
import { isolate } from "../delivery/isolate";
import { throttlingCodes } from "../delivery/refusals";
import type { MapSettings } from "../mapping/mapSettings";
import type { Sink } from "../sinks/sink";
import { type Message, type MessageReject, mapBatch, messagesOf, settle } from "./batch";
import type { Clock } from "./clock";
import type { Environment } from "./environment";
import { reportErrors } from "./errorReport";
import type { ForwarderSettings } from "./forwarderSettings";
import { type InvocationCounts, metricsLine, noCounts } from "./metrics";
import { preparation, type ReadSalt } from "./preparation";

/** Dependencies injected into the handler. */
export interface HandlerDependencies {
  readonly sink: Sink;
  readonly sendToDeadLetters: SendToDeadLetters;
  /** Reads the salt of hashes. @default no salt */
  readonly readSalt?: ReadSalt | undefined;
  readonly clock: Clock;
  /** Writes one line to the function's log. */
  readonly write: (line: string) => void;
}

/** A Lambda handler for batches of SQS messages, with partial batch responses. */
export type ForwarderHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/**
 * Creates the forwarder's handler. Messages without a result are returned for retry. If all messages are, the invocation fails: the queue
 * redelivers them, and Lambda's metric Errors counts the failure.
 */
export function createHandler(
  settings: ForwarderSettings,
  environment: Pick<Environment, "accountId">,
  dependencies: HandlerDependencies,
): ForwarderHandler {
  const { readSalt, clock, write } = dependencies;
  const prepare = preparation(settings, environment.accountId, readSalt, clock);
  const { maximumReceiveCount = Number.POSITIVE_INFINITY, handledWithinSeconds } = settings.queue ?? {};
  const breaker = new Breaker(handledWithinSeconds && handledWithinSeconds * 1000);
  return async (event, context) => {
    const messages = messagesOf(event);
    const invocation = { messages, context, breaker, maximumReceiveCount };
    /** The messages whose bodies an error may quote: none before the settings are ready. */
    let touched: readonly Message[] = [];
    try {
      const end = endOf(context, clock);
      const prepared = await prepare(end.delivering);
      touched = messages;
      const { failed, codes } = await handle({ ...invocation, end, settings: prepared }, dependencies);
      if (failed.length === 0 || failed.length < messages.length) {
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      }
      throw new UndeliveredError(messages.length, codes);
    } catch (error) {
      if (error instanceof UndeliveredError) {
        throw error;
      }
      const { name, message, stack } =
        error instanceof Error ? error : new Error("A value that is not an error was thrown.");
      const codes = new Map([[name, 1]]);
      const errors = reportErrors(new Map([[name, { message, stack: stack ?? "" }]]), touched);
      const counts = { ...noCounts, Received: messages.length, Retried: messages.length };
      write(metricsLine(originOf(settings, context), counts, clock.now(), { codes, errors }));
      throw new UndeliveredError(messages.length, codes);
    }
  };
}

/** A batch whose messages all return to the queue. The error's message contains no part of an event, since Lambda logs it. */
class UndeliveredError extends Error {
  override readonly name = "UndeliveredError";

  constructor(count: number, codes: ReadonlyMap<string, number>) {
    const reasons = [...codes].map(([code, times]) => `${code} (${times})`).join(", ") || "no code";
    super(
      `None of the ${count} messages was delivered; all return to the queue: ${reasons}. The previous log line lists the errors.`,
    );
  }
}

/**
 * Time reserved for sending dead letters and responding (`deadLetters`), and for responding alone (`answering`). In milliseconds; at most a
 * quarter of the time left.
 */
export const reserve = { deadLetters: 5_000, answering: 1_000 } as const;

function originOf({ integration }: Pick<MapSettings, "integration">, { functionName }: Context) {
  return { integration, functionName };
}

/** Returns the seconds since a time in the format of an audit event. A vendor's clock may be ahead. */
function secondsSince(eventTime: string, now: number): number {
  return Math.max(0, Math.round((now - Date.parse(eventTime)) / 1000));
}

/** Returns true if a code is an error of the sink, except throttling and lack of time. */
function isServiceError(code: string): boolean {
  return code !== "NotSent" && !throttlingCodes.has(code);
}

interface Invocation {
  readonly messages: readonly Message[];
  readonly context: Context;
  readonly settings: MapSettings;
  /** The deadlines of delivery and of sending dead letters, in milliseconds since 1970. */
  readonly end: { readonly delivering: number; readonly deadLetters: number };
  readonly breaker: Breaker;
  readonly maximumReceiveCount: number;
}

/** Handles a batch; returns the messages for the queue, and the number of occurrences of each error code. */
async function handle(
  { messages, context, settings, end, breaker, maximumReceiveCount }: Invocation,
  { sink, sendToDeadLetters, clock, write }: HandlerDependencies,
): Promise<{ readonly failed: readonly Message[]; readonly codes: ReadonlyMap<string, number> }> {
  const { handled, postponed } = isolate(messages, maximumReceiveCount);
  const batch = mapBatch(handled, settings);
  const { events, conflicting } = deduplicate(batch.events);
  const delivery = await sink(events, end.delivering, clock);
  if (delivery.acceptedAt !== undefined) {
    breaker.accepted(delivery.acceptedAt);
  }
  const keepsBack = (message: Message) => breaker.keepsBack(message, clock.now());
  const outcome = settle(events, delivery, { keepsBack, maximumReceiveCount });
  const rejects = [...batch.rejects, ...outcome.rejects];
  const sent = await sendBefore(end.deadLetters, rejects, settings, sendToDeadLetters, clock);
  const unsent = rejects.filter((reject) => !sent.has(reject));
  const failed = [...postponed, ...outcome.retried, ...unsent.map(({ message }) => message)];
  const counts: InvocationCounts = {
    Received: messages.length,
    Accepted: outcome.accepted,
    Deduplicated: outcome.deduplicated,
    Rejected: sent.size,
    Retried: failed.length,
    Halted: outcome.halted.length,
    Conflicting: conflicting,
    Requests: delivery.requests,
    Throttled: delivery.throttled,
    ...batch.counts,
    ServiceErrors: outcome.rejects.length + outcome.codes.filter(isServiceError).length,
  };
  const codes = countOf([
    ...rejects.map(({ errorCode }) => errorCode),
    ...outcome.codes,
    ...unsent.map(() => "NotParked"),
  ]);
  const now = clock.now();
  const [mostHalted] = [...countOf(outcome.halted)].sort(([, one], [, other]) => other - one);
  const details = {
    codes,
    haltedBy: mostHalted?.[0],
    errors: reportErrors(delivery.errors, handled),
    latencySeconds: outcome.accepted > 0 ? secondsSince(batch.oldestEventTime, now) : undefined,
  };
  write(metricsLine(originOf(settings, context), counts, now, details));
  return { failed, codes };
}

async function sendBefore(
  end: number,
  rejects: readonly MessageReject[],
  settings: MapSettings,
  send: SendToDeadLetters,
  clock: Clock,
): Promise<ReadonlySet<MessageReject>> {
  if (rejects.length === 0) {
    return new Set();
  }
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), Math.max(0, end - clock.now()));
  try {
    return await sendRejects(rejects, settings, send, aborter.signal);
  } finally {
    clearTimeout(timer);
  }
}

function endOf(context: Context, clock: Clock): Invocation["end"] {
  const left = context.getRemainingTimeInMillis();
  const deadLetters = Math.min(reserve.deadLetters, left / 4);
  const answering = Math.min(reserve.answering, deadLetters / 2);
  const end = clock.now() + left;
  return { delivering: end - deadLetters, deadLetters: end - answering };
}

function countOf(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
