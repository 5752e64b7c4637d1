import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { parkRejects, type SendToDeadLetters } from "../delivery/deadLetters";
import { deduplicate } from "../delivery/deduplicate";
import { isolate } from "../delivery/isolate";
import type { MapSettings } from "../mapping/mapSettings";
import type { Sink } from "../sinks/sink";
import { type Message, type MessageReject, mapBatch, messagesOf, settle } from "./batch";
import type { Clock } from "./clock";
import type { Environment } from "./environment";
import { type InvocationCounts, metricsLine, noCounts } from "./metrics";

/** What is known when the stack is deployed, as plain data. */
export type ForwarderSettings = Omit<MapSettings, "recipientAccountId" | "salt">;

/** What the handler reaches the world by. */
export interface HandlerDependencies {
  readonly sink: Sink;
  readonly sendToDeadLetters: SendToDeadLetters;
  /** Reads the salt of hashes. @default there are none */
  readonly readSalt?: (() => Promise<string>) | undefined;
  readonly clock: Clock;
  /** Writes one line to the function's log. */
  readonly write: (line: string) => void;
}

/** A Lambda handler for batches of SQS messages, with partial batch responses. */
export type ForwarderHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** The forwarder. It never throws: what cannot be decided goes back to the queue. */
export function createHandler(
  settings: ForwarderSettings,
  environment: Environment,
  dependencies: HandlerDependencies,
): ForwarderHandler {
  const prepare = preparation(settings, environment, dependencies);
  return async (event, context) => {
    const messages = messagesOf(event);
    try {
      return await handle(messages, context, await prepare(), dependencies);
    } catch (error) {
      const code = error instanceof Error ? error.name : "UnknownError";
      const counts = { ...noCounts, Received: messages.length, Retried: messages.length };
      const line = metricsLine(originOf(settings, context), counts, new Map([[code, 1]]), dependencies.clock.now());
      dependencies.write(line);
      return failuresOf(messages);
    }
  };
}

/**
 * How much of the time left is kept for parking rejects and answering, and how much of that for answering alone. In
 * milliseconds; never more than a quarter of what is left.
 */
export const reserve = { parking: 5_000, answering: 1_000 } as const;

/** Gives the settings of the mapping, with the salt where hashes need one: it is read once, and again only where that failed. */
function preparation(
  settings: ForwarderSettings,
  { accountId }: Environment,
  { readSalt }: HandlerDependencies,
): () => Promise<MapSettings> {
  let prepared: MapSettings | undefined;
  return async () => {
    prepared ??= {
      ...settings,
      recipientAccountId: accountId,
      ...(readSalt !== undefined && { salt: await readSalt() }),
    };
    return prepared;
  };
}

function originOf({ integration }: ForwarderSettings, { functionName }: Context) {
  return { integration, functionName };
}

/** Seconds since a time of the form of an audit event; a vendor's clock may be ahead. */
function secondsSince(eventTime: string, now: number): number {
  return Math.max(0, Math.round((now - Date.parse(eventTime)) / 1000));
}

/** Whether a code is an error that a sink answered with, and neither a throttle nor a lack of time. */
function isServiceError(code: string): boolean {
  return code !== "NotSent" && !code.startsWith("Throttling");
}

async function handle(
  messages: readonly Message[],
  context: Context,
  settings: MapSettings,
  { sink, sendToDeadLetters, clock, write }: HandlerDependencies,
): Promise<SQSBatchResponse> {
  const end = endOf(context, clock);
  const { handled, postponed } = isolate(messages);
  const batch = mapBatch(handled, settings);
  const { events, conflicting } = deduplicate(batch.events);
  const delivery = await sink(events, end.delivering, clock);
  const outcome = settle(events, delivery);
  const rejects = [...batch.rejects, ...outcome.rejects];
  const parked = await parkBefore(end.parking, rejects, settings, sendToDeadLetters, clock);
  const unparked = rejects.filter((reject) => !parked.has(reject));
  const failed = [...postponed, ...outcome.retried, ...unparked.map(({ message }) => message)];
  const counts: InvocationCounts = {
    Received: messages.length,
    Accepted: outcome.accepted,
    Deduplicated: outcome.deduplicated,
    Rejected: parked.size,
    Retried: failed.length,
    Conflicting: conflicting,
    Requests: delivery.requests,
    Throttled: delivery.throttled,
    ...batch.counts,
    ServiceErrors: outcome.rejects.length + outcome.codes.filter(isServiceError).length,
  };
  const codes = [...rejects.map(({ errorCode }) => errorCode), ...outcome.codes, ...unparked.map(() => "NotParked")];
  const now = clock.now();
  const latency = outcome.accepted > 0 ? secondsSince(batch.oldestEventTime, now) : undefined;
  write(metricsLine(originOf(settings, context), counts, countOf(codes), now, latency));
  return failuresOf(failed);
}

async function parkBefore(
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
    return await parkRejects(rejects, settings, send, aborter.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** When delivering and parking have to end, in milliseconds since 1970. */
function endOf(context: Context, clock: Clock): { readonly delivering: number; readonly parking: number } {
  const left = context.getRemainingTimeInMillis();
  const parking = Math.min(reserve.parking, left / 4);
  const answering = Math.min(reserve.answering, parking / 2);
  const end = clock.now() + left;
  return { delivering: end - parking, parking: end - answering };
}

function failuresOf(messages: readonly Message[]): SQSBatchResponse {
  return { batchItemFailures: messages.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

function countOf(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
