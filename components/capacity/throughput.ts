import { deliverySettings } from "../../functions/delivery/deliver";
import { functionLimits } from "../aws/limits";
import { quotaIn, quotas } from "./quotas";

/** How an integration's function is set up. */
export interface FunctionSetup {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumConcurrency: number;
  readonly memoryMegabytes: number;
}

/** What its work is like. */
export interface Workload {
  /** Bytes of an audit event as JSON, on average. */
  readonly eventBytes: number;
  /** How long PutAuditEvents, or PutObject, takes to answer, in milliseconds. AWS states none: measure it. */
  readonly callMilliseconds: number;
  /** Where the events are stored. Log groups are counted as CloudTrail Lake. @default cloudtrail-lake */
  readonly sink?: "cloudtrail-lake" | "s3";
}

/** Okta's events are about this long, and calls within a Region about this slow. */
export const usualWorkload: Workload = { eventBytes: 2_000, callMilliseconds: 100 };

/** What an event adds to a request beside its own bytes: its quotes are escaped, and its id and checksum stand beside it. */
const escaping = 1.12;
const entryBytes = 130;
/** What SQS and EventBridge put around an event in an invocation's payload; and a vendor's event is longer than what is sent of it. */
const messageBytes = 1_200;
/** What an event takes of a virtual CPU, in milliseconds, and what an invocation takes beside. Source: bench/, forwarder.cpu.okta, rounded up. */
const eventMilliseconds = 0.06;
const invocationMilliseconds = 5;
/** What writing an event to Parquet takes beside, in milliseconds: 29,000 events per second, measured on 2026-11-30 with hyparquet-writer 0.17.0 and gzip. */
const writeMilliseconds = 0.035;

/** How many events of such a size a request of PutAuditEvents holds. */
export function eventsPerRequest(eventBytes: number): number {
  const fit = Math.floor(quotas.requestBytes.value / (eventBytes * escaping + entryBytes));
  return Math.max(1, Math.min(quotas.eventsPerRequest.value, fit));
}

/** The events a second that a Region takes into CloudTrail Lake, of all its channels together. */
export function regionEventsPerSecond(eventBytes: number): number {
  return quotas.putAuditEventsCallsPerSecond.value * eventsPerRequest(eventBytes);
}

/** The events per second that CloudTrail Lake takes in a Region or, in S3, that full objects hold which one prefix takes: one of an integration's day. */
function mostEventsPerSecond(setup: FunctionSetup, workload: Workload): number {
  return workload.sink === "s3"
    ? quotas.putObjectCallsPerSecond.value * fullInvocation(setup, workload).events
    : regionEventsPerSecond(workload.eventBytes);
}

/**
 * The events per second that EventBridge delivers in a Region before its quota is raised, each to every target of the rule, which is one
 * invocation; in the slowest Region where none is given. @param targets the sinks, and one for a raw log group
 */
export function eventBridgeEventsPerSecond(region?: string, targets = 1): number {
  return Math.floor(quotaIn(quotas.eventBridgeInvocationsPerSecond, region) / targets);
}

/** What an invocation does when messages wait: it takes a full batch, as far as its payload goes. */
export function fullInvocation(setup: FunctionSetup, { eventBytes, callMilliseconds, sink }: Workload) {
  const inPayload = Math.max(1, Math.floor(quotas.payloadBytes.value / (eventBytes * escaping + messageBytes)));
  const events = Math.min(setup.batchSize, inPayload);
  const requests = sink === "s3" ? 1 : Math.ceil(events / eventsPerRequest(eventBytes));
  const milliseconds = sink === "s3" ? eventMilliseconds + writeMilliseconds : eventMilliseconds;
  const share = setup.memoryMegabytes / quotas.megabytesPerVirtualCpu.value;
  const work = (events * milliseconds + invocationMilliseconds) / Math.min(1, share);
  const waiting = Math.ceil(requests / deliverySettings.inFlight) * callMilliseconds;
  return { events, requests, seconds: (work + waiting) / 1_000 };
}

/** The events a second that one integration forwards at most: what its function can, bound by what the sink takes and the queue hands out. */
export function sustainedEventsPerSecond(setup: FunctionSetup, workload: Workload): number {
  const { events, seconds } = fullInvocation(setup, workload);
  const inFlight = Math.min(setup.maximumConcurrency * events, quotas.messagesInFlight.value);
  return Math.min(inFlight / seconds, mostEventsPerSecond(setup, workload));
}

/** Seconds from the end of an outage until its backlog is processed; infinite where it never is. Lambda adds invocations each minute. */
export function drainSeconds(
  outageSeconds: number,
  eventsPerSecond: number,
  setup: FunctionSetup,
  workload: Workload,
): number {
  const most = sustainedEventsPerSecond(setup, workload);
  const { events, seconds } = fullInvocation(setup, workload);
  let backlog = outageSeconds * eventsPerSecond;
  for (let minute = 0; minute < longestDrainMinutes; minute++) {
    const concurrency = Math.min(
      setup.maximumConcurrency,
      quotas.firstConcurrency.value + minute * quotas.concurrencyPerMinute.value,
    );
    const rate = Math.min(most, (concurrency * events) / seconds) - eventsPerSecond;
    if (rate > 0 && backlog <= rate * 60) {
      return minute * 60 + backlog / rate;
    }
    backlog -= rate * 60;
  }
  return Number.POSITIVE_INFINITY;
}

/** A month: what takes longer is never worked off. */
const longestDrainMinutes = 30 * 24 * 60;

/** How long an event may wait for a batch to fill, in seconds. */
const patience = 5;

/** How much more than comes in a function should manage: what it has left works off a backlog. */
const reserve = 4;

/** Recommends settings for a rate: batches that fill requests, a window in which they fill, and enough invocations to catch up after an outage. */
export function recommendedSetup(eventsPerSecond: number, workload: Workload = usualWorkload): FunctionSetup {
  const inWindow = eventsPerSecond * patience;
  const requests = Math.min(mostRequests, Math.max(1, Math.floor(inWindow / quotas.eventsPerRequest.value)));
  const batchSize = requests * quotas.eventsPerRequest.value;
  const batchWindowSeconds = Math.max(1, Math.min(patience, Math.ceil(batchSize / eventsPerSecond)));
  const setup = { batchSize, batchWindowSeconds, memoryMegabytes };
  // Lambda itself begins with this many, so fewer spare nothing.
  const least = quotas.firstConcurrency.value;
  return { ...setup, maximumConcurrency: Math.max(least, neededConcurrency(eventsPerSecond, setup, workload)) };
}

/** Calculates the invocations at one time for a rate and what works off a backlog, within Lambda's limits. */
export function neededConcurrency(
  eventsPerSecond: number,
  setup: Omit<FunctionSetup, "maximumConcurrency">,
  workload: Workload,
): number {
  const { minimum, maximum } = functionLimits.maximumConcurrency;
  const { events, seconds } = fullInvocation({ ...setup, maximumConcurrency: minimum }, workload);
  return Math.max(minimum, Math.min(maximum, Math.ceil((reserve * eventsPerSecond * seconds) / events)));
}

/** Requests of one batch: with more, a function that is stopped in the middle sends more again. */
const mostRequests = 10;
/** Holds events of 256 kB in batches of 6 MB twice over (bench/, forwarder.peakMemory). */
export const memoryMegabytes = 256;

/** How many accounts or Regions are needed beside one another for a rate, with a fifth of each to spare. */
export function regionsNeeded(eventsPerSecond: number, regionRate: number): number {
  return Math.ceil(eventsPerSecond / (0.8 * regionRate));
}
