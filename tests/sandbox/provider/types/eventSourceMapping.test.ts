import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { context, expectAllowed, expectViolations } from "../cases";
import { happyPaths } from "../happyPaths";

const type = "aws:lambda/eventSourceMapping:EventSourceMapping";
const inputs = happyPaths[type];
const stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/x";
const fifo = `${inputs.eventSourceArn}.fifo`;

describe("an event source mapping", () => {
  test("has a UUID for its id", () => {
    const { id, outputs } = declareResource(type, "mapping", inputs, context);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(outputs).toEqual({
      ...inputs,
      arn: `arn:aws:lambda:eu-west-1:123456789012:event-source-mapping:${id}`,
      enabled: true,
      functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:okta-forwarder",
      lastModified: "2026-01-01T00:00:00Z",
      lastProcessingResult: "",
      region: "eu-west-1",
      state: "Enabled",
      stateTransitionReason: "USER_INITIATED",
      tagsAll: {},
      uuid: id,
    });
  });

  test("of a function given by its ARN keeps it, and says when it is off", () => {
    const functionName = "arn:aws:lambda:eu-west-1:123456789012:function:other";
    const { outputs } = declareResource(type, "mapping", { ...inputs, functionName, enabled: false }, context);
    expect([outputs.functionArn, outputs.state]).toEqual([functionName, "Disabled"]);
  });

  test("has batches of 10 for a queue, and of 100 for a stream", () => {
    const sizeOf = (eventSourceArn: string) =>
      declareResource(type, "mapping", { functionName: "x", eventSourceArn }, context).outputs.batchSize;
    expect([sizeOf(inputs.eventSourceArn), sizeOf(stream)]).toEqual([10, 100]);
  });

  test("is replaced for another source, but not for another function", () => {
    expect(resourceTypes[type]?.replaceOnChanges).toEqual([
      "eventSourceArn",
      "startingPosition",
      "startingPositionTimestamp",
      "region",
    ]);
  });

  expectAllowed(type, inputs, [
    ["the largest batch", { batchSize: 10_000, maximumBatchingWindowInSeconds: 300 }],
    ["ten without a window", { batchSize: 10, maximumBatchingWindowInSeconds: 0 }],
    ["eleven with a window of a second", { batchSize: 11, maximumBatchingWindowInSeconds: 1 }],
    ["a concurrency of 2", { scalingConfig: { maximumConcurrency: 2 } }],
    ["a concurrency of 1,000", { scalingConfig: { maximumConcurrency: 1000 } }],
    ["a FIFO queue", { eventSourceArn: fifo, batchSize: 10, maximumBatchingWindowInSeconds: undefined }],
    ["a stream", { eventSourceArn: stream, startingPosition: "LATEST", scalingConfig: undefined }],
    ["a filter", { filterCriteria: { filters: [{ pattern: '{"body":{"detail":{"eventType":["x"]}}}' }] } }],
  ]);

  expectViolations(type, inputs, [
    [
      "a batch of nothing",
      { batchSize: 0 },
      "batchSize: it is out of range, but found 0; allowed: whole numbers 1 to 10000",
    ],
    [
      "a batch of 10,001",
      { batchSize: 10_001 },
      "batchSize: it is out of range, but found 10001; allowed: whole numbers 1 to 10000",
    ],
    [
      "eleven without a window",
      { batchSize: 11, maximumBatchingWindowInSeconds: 0 },
      "maximumBatchingWindowInSeconds: a batch of more than 10 needs a window, but found 0; allowed: whole numbers 1 to 300",
    ],
    [
      "a window of 301 seconds",
      { maximumBatchingWindowInSeconds: 301 },
      "maximumBatchingWindowInSeconds: it is out of range, but found 301; allowed: whole numbers 0 to 300",
    ],
    [
      "a concurrency of 1",
      { scalingConfig: { maximumConcurrency: 1 } },
      "scalingConfig.maximumConcurrency: it is out of range, but found 1; allowed: whole numbers 2 to 1000",
    ],
    [
      "a concurrency of 1,001",
      { scalingConfig: { maximumConcurrency: 1001 } },
      "scalingConfig.maximumConcurrency: it is out of range, but found 1001; allowed: whole numbers 2 to 1000",
    ],
    [
      "two ways to scale",
      { provisionedPollerConfig: { minimumPollers: 2 } },
      'scalingConfig: it conflicts with provisionedPollerConfig, but found {"maximumConcurrency":5}; allowed: one of them',
    ],
    [
      "another response type",
      { functionResponseTypes: ["ReportBatchItemFailure"] },
      'functionResponseTypes[0]: it is not among the listed values, but found "ReportBatchItemFailure"; allowed: ReportBatchItemFailures',
    ],
    [
      "a starting position in a queue",
      { startingPosition: "LATEST" },
      'startingPosition: it is not for SQS queues, but found "LATEST"; allowed: nothing',
    ],
    [
      "a retry count for a queue",
      { maximumRetryAttempts: 3 },
      "maximumRetryAttempts: it is not for SQS queues, but found 3; allowed: nothing",
    ],
    [
      "a large batch and a window for a FIFO queue",
      { eventSourceArn: fifo, batchSize: 11 },
      "batchSize: a FIFO queue's batch is too large, but found 11; allowed: 1 to 10",
      "maximumBatchingWindowInSeconds: a FIFO queue has no window, but found 5; allowed: 0",
    ],
    [
      "no source",
      { eventSourceArn: undefined },
      "eventSourceArn: it is required unless selfManagedEventSource is given, but nothing is given",
    ],
    ["no function", { functionName: undefined }, "functionName: it is required, but nothing is given"],
    [
      "a filter that is a list",
      { filterCriteria: { filters: [{ pattern: "[]" }] } },
      "filterCriteria.filters[0].pattern: an object is needed, but found []; allowed: a filter pattern",
    ],
  ]);
});
