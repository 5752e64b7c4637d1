import { functionLimits } from "../aws/limits";
import { quotas } from "./quotas";
import { type FunctionSetup, fullInvocation, usualWorkload, type Workload } from "./throughput";

/** How long an event may wait for a batch to fill, in seconds. */
const patience = 5;

/** How much more than comes in a function should manage: what it has left works off a backlog. */
const reserve = 4;

/**
 * The set-up for a rate: batches that fill requests, a window in which they do, and as many invocations at one time as leave room to catch up.
 *
 * Many events make a large batch, so that one invocation has all its requests in flight; few events go in
 * smaller requests.
 */
export function recommendedSetup(eventsPerSecond: number, workload: Workload = usualWorkload): FunctionSetup {
  const inWindow = eventsPerSecond * patience;
  const requests = Math.min(mostRequests, Math.max(1, Math.floor(inWindow / quotas.eventsPerRequest.value)));
  const batchSize = requests * quotas.eventsPerRequest.value;
  const batchWindowSeconds = Math.max(1, Math.min(patience, Math.ceil(batchSize / eventsPerSecond)));
  const setup = { batchSize, batchWindowSeconds, memoryMegabytes };
  const { events, seconds } = fullInvocation({ ...setup, maximumConcurrency: 1 }, workload);
  const needed = Math.ceil((reserve * eventsPerSecond * seconds) / events);
  const { minimum, maximum } = functionLimits.maximumConcurrency;
  // Lambda itself begins with this many, so fewer spare nothing.
  return { ...setup, maximumConcurrency: Math.max(minimum, quotas.firstConcurrency.value, Math.min(maximum, needed)) };
}

/** Requests of one batch: with more, a function that is stopped in the middle sends more again. */
const mostRequests = 10;
/** Holds events of 256 kB in batches of 6 MB twice over (bench/, forwarder.peakMemory). */
const memoryMegabytes = 256;

/** How many accounts or Regions are needed beside one another for a rate, with a fifth of each to spare. */
export function regionsNeeded(eventsPerSecond: number, regionRate: number): number {
  return Math.ceil(eventsPerSecond / (0.8 * regionRate));
}
