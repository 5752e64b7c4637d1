import { prices } from "./prices";
import { type FunctionSetup, fullInvocation, type Workload } from "./throughput";

/** What a million events cost, in US dollars, by part. */
export interface Cost {
  readonly eventBridge: number;
  readonly sqs: number;
  readonly lambda: number;
  /** CloudTrail Lake or, with the sink cloudwatch-logs, CloudWatch Logs. */
  readonly sink: number;
}

/** Which sink and billing mode, and how full batches are. */
export interface CostOptions {
  readonly sink: "extendable" | "fixed" | "cloudwatch-logs";
  /** Events of an invocation; a full batch where this is not given. */
  readonly eventsPerInvocation?: number;
}

const million = 1_000_000;
const gigabyte = 1_000_000_000;
/** EventBridge and SQS count a request for every 64 kB. */
const chunkBytes = 64_000;
/** Messages that one call of SQS receives or deletes. */
const messagesPerCall = 10;

/** What a million events cost that go through one integration. */
export function costPerMillion(
  setup: FunctionSetup,
  workload: Workload,
  { sink, eventsPerInvocation }: CostOptions,
): Cost {
  const { events, seconds } = fullInvocation(setup, workload);
  const invocations = million / Math.min(events, eventsPerInvocation ?? events);
  const chunks = Math.ceil(workload.eventBytes / chunkBytes);
  const gigabytes = (million * workload.eventBytes) / gigabyte;
  const perGigabyte = {
    extendable: prices.lakeExtendablePerGigabyte,
    fixed: prices.lakeFixedPerGigabyte,
    "cloudwatch-logs": prices.logsPerGigabyte,
  }[sink];
  return {
    eventBridge: prices.eventBridgePerMillion * chunks,
    // Sent one by one; received and deleted by tens.
    sqs: prices.sqsPerMillion * (chunks + 2 / messagesPerCall),
    lambda:
      (prices.lambdaPerMillion * invocations) / million +
      prices.lambdaPerGigabyteSecond * invocations * seconds * (setup.memoryMegabytes / 1_024),
    sink: perGigabyte * gigabytes,
  };
}

/** What Lambda's polling of a queue costs in a month in which nothing comes: five pollers that each wait up to 20 seconds for a message. */
export const idleQueueDollars = (prices.sqsPerMillion * 5 * 3 * 60 * 24 * 30) / million;

/** The sum of a cost's parts. */
export function totalOf({ eventBridge, sqs, lambda, sink }: Cost): number {
  return eventBridge + sqs + lambda + sink;
}
