import { sqsLimits } from "../limits/limits";

/** Groups messages, in order, into batches that fit one SQS call; a message that fills a batch is alone in it. */
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
