import { deliverySettings } from "../../functions/delivery/deliver";
import { functionLimits } from "../aws/limits";
import { quotaIn, quotas } from "./quotas";

/** Settings of an integration's function. */
export interface FunctionSetup {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumConcurrency: number;
  readonly memoryMegabytes: number;
}

/** Properties of the function's work. */
export interface Workload {
  /** Average bytes of an audit event as JSON. */
  readonly eventBytes: number;
  /** Latency of PutAuditEvents, or PutObject, in milliseconds. AWS publishes none: measure it. */
  readonly callMilliseconds: number;
  /** The sink of the events. Log groups count as CloudTrail Lake. @default cloudtrail-lake */
  readonly sink?: "cloudtrail-lake" | "s3";
}

/** Typical values: the size of Okta's events, and the latency of calls within a Region. */
export const usualWorkload: Workload = { eventBytes: 2_000, callMilliseconds: 100 };

/** Bytes in a request per byte of an event: its quotes are escaped, and its id and checksum are added. */
const escaping = 1.12;
const entryBytes = 130;
/** Additional bytes per event in an invocation's payload: the envelopes of SQS and EventBridge, and the part of a vendor's event that is not sent on. */
const messageBytes = 1_200;
/** Milliseconds of a virtual CPU per event. Source: bench/, forwarder.cpu.okta, rounded up. */
const eventMilliseconds = 0.06;
/** Milliseconds of a virtual CPU per invocation. */
const invocationMilliseconds = 5;
/** Additional milliseconds to write an event to Parquet: 29,000 events per second, measured on 2026-11-30 with hyparquet-writer 0.17.0 and gzip. */
const writeMilliseconds = 0.035;

/** Returns the events of this size that fit into a request of PutAuditEvents. */
export function eventsPerRequest(eventBytes: number): number {
  const fit = Math.floor(quotas.requestBytes.value / (eventBytes * escaping + entryBytes));
  return Math.max(1, Math.min(quotas.eventsPerRequest.value, fit));
}

/** Returns the events per second that CloudTrail Lake accepts in a Region, over all channels. */
export function regionEventsPerSecond(eventBytes: number): number {
  return quotas.putAuditEventsCallsPerSecond.value * eventsPerRequest(eventBytes);
}

/** Returns the events per second that the sink accepts: CloudTrail Lake in a Region or, in S3, one prefix with full objects (a day of an integration). */
function mostEventsPerSecond(setup: FunctionSetup, workload: Workload): number {
  return workload.sink === "s3"
    ? quotas.putObjectCallsPerSecond.value * fullInvocation(setup, workload).events
    : regionEventsPerSecond(workload.eventBytes);
}

/**
 * Returns the events per second that EventBridge delivers in a Region with the default quota; each target of the rule is one invocation. Without a
 * Region, the lowest quota applies. @param targets the number of sinks, plus one for a raw log group
 */
export function eventBridgeEventsPerSecond(region?: string, targets = 1): number {
  return Math.floor(quotaIn(quotas.eventBridgeInvocationsPerSecond, region) / targets);
}

/** Describes an invocation under load: it receives a full batch, within the limit of its payload. */
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

/** Returns the maximum events per second of an integration: the rate of its function, limited by the sink and the queue. */
export function sustainedEventsPerSecond(setup: FunctionSetup, workload: Workload): number {
  const { events, seconds } = fullInvocation(setup, workload);
  const inFlight = Math.min(setup.maximumConcurrency * events, quotas.messagesInFlight.value);
  return Math.min(inFlight / seconds, mostEventsPerSecond(setup, workload));
}

/** Returns the seconds from the end of an outage until its backlog is processed, or infinity if it never is. Lambda adds invocations each minute. */
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

/** One month: a backlog that needs longer counts as never processed. */
const longestDrainMinutes = 30 * 24 * 60;

/** Maximum seconds for which an event may wait for a batch to fill. */
const patience = 5;

/** Factor between the capacity of a function and the rate of events; the surplus processes a backlog. */
const reserve = 4;

/** Recommends settings for a rate: batches that fill requests, a window in which they fill, and enough invocations to catch up after an outage. */
export function recommendedSetup(eventsPerSecond: number, workload: Workload = usualWorkload): FunctionSetup {
  const inWindow = eventsPerSecond * patience;
  const requests = Math.min(mostRequests, Math.max(1, Math.floor(inWindow / quotas.eventsPerRequest.value)));
  const batchSize = requests * quotas.eventsPerRequest.value;
  const batchWindowSeconds = Math.max(1, Math.min(patience, Math.ceil(batchSize / eventsPerSecond)));
  const setup = { batchSize, batchWindowSeconds, memoryMegabytes };
  // Lambda starts with this concurrency, so a lower value saves nothing.
  const least = quotas.firstConcurrency.value;
  return { ...setup, maximumConcurrency: Math.max(least, neededConcurrency(eventsPerSecond, setup, workload)) };
}

/** Calculates the concurrent invocations for a rate and its backlog, within Lambda's limits. */
export function neededConcurrency(
  eventsPerSecond: number,
  setup: Omit<FunctionSetup, "maximumConcurrency">,
  workload: Workload,
): number {
  const { minimum, maximum } = functionLimits.maximumConcurrency;
  const { events, seconds } = fullInvocation({ ...setup, maximumConcurrency: minimum }, workload);
  return Math.max(minimum, Math.min(maximum, Math.ceil((reserve * eventsPerSecond * seconds) / events)));
}

/** Maximum requests per batch: a function that is interrupted repeats those of its batch. */
const mostRequests = 10;
/** Twice the memory that a batch of 6 MB with events of 256 kB needs (bench/, forwarder.peakMemory). */
export const memoryMegabytes = 256;

/** Returns the accounts or Regions that a rate needs, with a fifth of each in reserve. */
export function regionsNeeded(eventsPerSecond: number, regionRate: number): number {
  return Math.ceil(eventsPerSecond / (0.8 * regionRate));
}
