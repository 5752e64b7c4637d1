import { recommendedSetup } from "../capacity/throughput";
import type { Sink } from "./sinks";

/** Settings of the batches that a forwarder receives from its queue. */
export interface Batching {
  /** Maximum messages per invocation. */
  readonly batchSize: number;
  /** Seconds for which Lambda gathers a batch. */
  readonly batchWindowSeconds: number;
  /** Maximum concurrent invocations. */
  readonly maximumConcurrency: number;
}

/** Events per second for which the defaults are chosen; they can process over a hundred times as many (docs/scaling.md). */
const usualEventsPerSecond = 20;

/** Setup of the function for the usual rate. */
export const usualSetup = recommendedSetup(usualEventsPerSecond);

/** Default values. A batch is one object in S3, so few, large batches cost least to store and to scan. */
export const batchingDefaults: Readonly<Record<Sink, Batching>> = {
  "cloudtrail-lake": usualSetup,
  s3: { batchSize: 10_000, batchWindowSeconds: 300, maximumConcurrency: 2 },
  "cloudwatch-logs": usualSetup,
};

/** Returns the batch settings of the forwarder to a sink. The integration's settings apply to each of its sinks. */
export function batchingOf(sink: Sink, given: { readonly [Key in keyof Batching]?: number | undefined }): Batching {
  const {
    batchSize = batchingDefaults[sink].batchSize,
    batchWindowSeconds = batchingDefaults[sink].batchWindowSeconds,
    maximumConcurrency = batchingDefaults[sink].maximumConcurrency,
  } = given;
  return { batchSize, batchWindowSeconds, maximumConcurrency };
}
