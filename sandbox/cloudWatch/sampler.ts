import type { LambdaFunction } from "../lambda/lambdaFunction";
import type { Sandbox } from "../sandbox";
import type { Queue } from "../sqs/queue";
import type { Measurements } from "./measurements";

/** A metric that a function writes has one dimension; which, its lines say (Amazon CloudWatch User Guide, embedded metric format). */
interface EmbeddedMetrics {
  readonly _aws?: {
    readonly CloudWatchMetrics?: readonly {
      readonly Namespace?: string;
      readonly Dimensions?: readonly (readonly string[])[];
      readonly Metrics?: readonly { readonly Name: string }[];
    }[];
  };
  readonly [property: string]: unknown;
}

/** Measures a sandbox's queues and functions as CloudWatch does, minute by minute. */
export class Sampler {
  private readonly sent = new Map<string, number>();
  private readonly errors = new Map<string, { readonly errors: number; readonly throttles: number }>();
  private readonly lines = new Map<string, number>();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly measurements: Measurements,
  ) {}

  /** Takes down the minute that began at `at` and has just ended. */
  sample(at: number): void {
    for (const [name, queue] of this.sandbox.queues) {
      this.sampleQueue(name, queue, at);
    }
    for (const target of this.sandbox.functions.values()) {
      this.sampleFunction(target, at);
      this.sampleLines(target, at);
    }
  }

  /** Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". */
  private sampleQueue(name: string, queue: Queue, at: number): void {
    const { visible, sent } = queue.counts();
    const record = (metric: string, value: number) =>
      this.measurements.record({ namespace: "AWS/SQS", name: metric, dimensions: { QueueName: name } }, at, value);
    record("ApproximateNumberOfMessagesVisible", visible);
    record("NumberOfMessagesSent", sent - (this.sent.get(name) ?? 0));
    this.sent.set(name, sent);
    // What was received three times and is still there counts no more, whatever the redrive policy.
    const ages = queue
      .peek()
      .filter(({ receiveCount }) => receiveCount < 3)
      .map(({ sentTimestamp }) => (this.sandbox.clock.now() - sentTimestamp) / 1000);
    record("ApproximateAgeOfOldestMessage", Math.max(0, ...ages));
  }

  /** AWS Lambda Developer Guide, "Types of metrics for Lambda functions": what is throttled is no error. */
  private sampleFunction(target: LambdaFunction, at: number): void {
    const functionName = target.settings.name;
    const record = (metric: string, value: number) =>
      this.measurements.record(
        { namespace: "AWS/Lambda", name: metric, dimensions: { FunctionName: functionName } },
        at,
        value,
      );
    const { TooManyRequestsException: throttles = 0, ...others } = target.counts.errors;
    const errors = Object.values(others).reduce((sum, count) => sum + count, 0);
    const before = this.errors.get(functionName) ?? { errors: 0, throttles: 0 };
    record("Errors", errors - before.errors);
    record("Throttles", throttles - before.throttles);
    this.errors.set(functionName, { errors, throttles });
    const peak = target.takePeakConcurrency();
    if (peak > 0) {
      record("ConcurrentExecutions", peak);
    }
  }

  private sampleLines(target: LambdaFunction, at: number): void {
    const functionName = target.settings.name;
    const { metrics, metricsWritten } = target.log;
    const before = this.lines.get(functionName) ?? 0;
    for (const line of metrics.slice(metrics.length - (metricsWritten - before)) as readonly EmbeddedMetrics[]) {
      for (const { Namespace = "", Dimensions = [], Metrics = [] } of line._aws?.CloudWatchMetrics ?? []) {
        for (const names of Dimensions) {
          const dimensions = Object.fromEntries(names.map((name) => [name, String(line[name])]));
          for (const { Name } of Metrics) {
            this.measurements.record({ namespace: Namespace, name: Name, dimensions }, at, Number(line[Name]));
          }
        }
      }
    }
    this.lines.set(functionName, metricsWritten);
  }
}
