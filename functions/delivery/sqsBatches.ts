import { sqsLimits } from "../limits/limits";

/** Messages in batches that SQS takes in one call, in their order; one that fills a batch alone stands alone. */
export function sqsBatches<T>(messages: readonly T[], bytesOf: (message: T) => number): readonly T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = bytesOf(message);
    const last = batches.at(-1);
    if (last !== undefined && last.length < sqsLimits.batchMessages && bytes + size <= sqsLimits.bytes) {
      last.push(message);
      bytes += size;
    } else {
      batches.push([message]);
      bytes = size;
    }
  }
  return batches;
}
