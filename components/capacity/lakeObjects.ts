import { batchingDefaults } from "../integration/batching";
import { type FunctionSetup, fullInvocation, memoryMegabytes, neededConcurrency, type Workload } from "./throughput";

/** Bytes of an audit event as JSON in {@link measuredObjects}. */
const measuredEventBytes = 2_000;

/**
 * Sizes of Parquet objects of made-up Okta events. In small objects, the parts that do not depend on the number of events dominate (schema, statistics,
 * dictionaries). Measured on 2026-11-30 with hyparquet-writer 0.17.0, gzip, one row group, a bloom filter on eventid: 958, 200 and 104 bytes per event.
 */
export const measuredObjects = [
  { events: 10, bytes: 9_580 },
  { events: 100, bytes: 20_000 },
  { events: 2_000, bytes: 208_000 },
] as const;

/**
 * Estimates the bytes of an object by linear interpolation between the measured sizes, and extrapolation beyond them. For other sizes of events, the part
 * per event is assumed to be proportional.
 */
export function objectBytes(events: number, { eventBytes }: Pick<Workload, "eventBytes">): number {
  const [small, middle, large] = measuredObjects;
  const [from, to] = events < middle.events ? [small, middle] : [middle, large];
  const bytesPerEvent = (to.bytes - from.bytes) / (to.events - from.events);
  return from.bytes - bytesPerEvent * from.events + bytesPerEvent * events * (eventBytes / measuredEventBytes);
}

/**
 * Estimates the events of an object, which is one batch: those that arrive during the batch window, up to the maximum batch size.
 * @param atOnce batches that gather concurrently and share the events. AWS does not document how Lambda divides a window's messages between them. @default
 * the maximum concurrency, which results in the most objects
 */
export function eventsPerObject(
  eventsPerSecond: number,
  setup: FunctionSetup,
  workload: Workload,
  atOnce = setup.maximumConcurrency,
): number {
  const gathered = (eventsPerSecond * setup.batchWindowSeconds) / atOnce;
  return Math.max(1, Math.min(gathered, fullInvocation(setup, { ...workload, sink: "s3" }).events));
}

/** Recommends settings for a rate: the defaults of the sink s3, and enough concurrent invocations to catch up after an outage. */
export function recommendedLakeSetup(eventsPerSecond: number, workload: Workload): FunctionSetup {
  const setup = { ...batchingDefaults.s3, memoryMegabytes };
  const needed = neededConcurrency(eventsPerSecond, setup, { ...workload, sink: "s3" });
  return { ...setup, maximumConcurrency: Math.max(setup.maximumConcurrency, needed) };
}
