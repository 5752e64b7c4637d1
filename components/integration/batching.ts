import { recommendedSetup } from "../capacity/throughput";
import type { Sink } from "./sinks";

/** How a forwarder takes messages from its queue. */
export interface Batching {
  /** Messages per invocation, at most. */
  readonly batchSize: number;
  /** Seconds that a batch waits to fill. */
  readonly batchWindowSeconds: number;
  /** Invocations at one time, at most. */
  readonly maximumConcurrency: number;
}

/** Events per second that the defaults are made for; they manage over a hundred times as many (docs/scaling.md). */
const usualEventsPerSecond = 20;

/** The function's setup for the usual rate. */
export const usualSetup = recommendedSetup(usualEventsPerSecond);

/** The values that apply where none are given. A batch is one object in S3, so few, large batches cost least to store and to scan. */
export const batchingDefaults: Readonly<Record<Sink, Batching>> = {
  "cloudtrail-lake": usualSetup,
  s3: { batchSize: 10_000, batchWindowSeconds: 300, maximumConcurrency: 2 },
  "cloudwatch-logs": usualSetup,
};

/** How the forwarder to a sink takes messages: as the integration's settings say, which hold for each of its sinks. */
export function batchingOf(sink: Sink, given: { readonly [Key in keyof Batching]?: number | undefined }): Batching {
  const {
    batchSize = batchingDefaults[sink].batchSize,
    batchWindowSeconds = batchingDefaults[sink].batchWindowSeconds,
    maximumConcurrency = batchingDefaults[sink].maximumConcurrency,
  } = given;
  return { batchSize, batchWindowSeconds, maximumConcurrency };
}
