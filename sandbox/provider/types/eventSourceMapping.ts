import { defineType } from "../defineType";
import { arn, jsonText } from "../formats";
import { limits } from "../limits";
import type { Inputs } from "../resourceType";
import {
  anything,
  failure,
  flag,
  isInputs,
  listOf,
  object,
  oneOf,
  optional,
  required,
  text,
  wholeNumber,
} from "../values";

/** The day on which every mapping of the sandbox was made. */
const lastModified = "2026-01-01T00:00:00Z";

/** What makes Lambda read a queue or a stream (AWS Lambda API Reference, CreateEventSourceMapping). */
export const eventSourceMapping = defineType("aws:lambda/eventSourceMapping:EventSourceMapping", {
  properties: {
    functionName: required(text(limits.eventSourceMapping.functionName)),
    eventSourceArn: optional(arn()),
    batchSize: optional(wholeNumber(limits.eventSourceMapping.batchSize)),
    /** Seconds. */
    maximumBatchingWindowInSeconds: optional(wholeNumber(limits.eventSourceMapping.maximumBatchingWindowInSeconds)),
    functionResponseTypes: optional(listOf(oneOf(["ReportBatchItemFailures"]), { maximum: 1 })),
    scalingConfig: optional(
      object({ maximumConcurrency: optional(wholeNumber(limits.eventSourceMapping.maximumConcurrency)) }),
    ),
    provisionedPollerConfig: optional(
      object({
        minimumPollers: optional(wholeNumber(limits.eventSourceMapping.minimumPollers)),
        maximumPollers: optional(wholeNumber(limits.eventSourceMapping.maximumPollers)),
        pollerGroupName: optional(text()),
      }),
    ),
    enabled: optional(flag, true),
    filterCriteria: optional(
      object({
        filters: optional(listOf(object({ pattern: optional(checkFilter) }), limits.eventSourceMapping.filters)),
      }),
    ),
    metricsConfig: optional(object({ metrics: required(listOf(oneOf(["EventCount", "ErrorCount", "KafkaMetrics"]))) })),
    kmsKeyArn: optional(arn("kms")),
    useResourceTimeoutForPropagation: optional(flag),
    amazonManagedKafkaEventSourceConfig: optional(anything),
    bisectBatchOnFunctionError: optional(flag),
    destinationConfig: optional(anything),
    documentDbEventSourceConfig: optional(anything),
    maximumRecordAgeInSeconds: optional(anything),
    maximumRetryAttempts: optional(anything),
    parallelizationFactor: optional(anything),
    queues: optional(anything),
    selfManagedEventSource: optional(anything),
    selfManagedKafkaEventSourceConfig: optional(anything),
    sourceAccessConfigurations: optional(anything),
    startingPosition: optional(oneOf(["AT_TIMESTAMP", "LATEST", "TRIM_HORIZON"])),
    startingPositionTimestamp: optional(text()),
    topics: optional(anything),
    tumblingWindowInSeconds: optional(anything),
  },
  tagged: true,
  rules: mappingRules,
  replaceOnChanges: ["eventSourceArn", "startingPosition", "startingPositionTimestamp"],
  computedAtCreate: [
    "arn",
    "functionArn",
    "lastModified",
    "lastProcessingResult",
    "state",
    "stateTransitionReason",
    "uuid",
  ],
  answer: (inputs, identity) => {
    const uuid = identity.uuid();
    const name = String(inputs.functionName);
    return {
      id: uuid,
      uuid,
      arn: identity.arn("lambda", `event-source-mapping:${uuid}`),
      functionArn: name.startsWith("arn:") ? name : identity.arn("lambda", `function:${name}`),
      batchSize: inputs.batchSize ?? (isQueue(inputs) ? 10 : 100),
      lastModified,
      lastProcessingResult: "",
      state: inputs.enabled === false ? "Disabled" : "Enabled",
      stateTransitionReason: "USER_INITIATED",
    };
  },
});

function checkFilter(value: unknown, place: string): readonly string[] {
  const isObject = jsonText((filter, at) =>
    isInputs(filter) ? [] : [failure(at, "an object is needed", filter, "a filter pattern")],
  );
  return [...text(limits.eventSourceMapping.filterPattern)(value, place), ...isObject(value, place)];
}

function mappingRules(inputs: Inputs): readonly string[] {
  const { eventSourceArn, scalingConfig, provisionedPollerConfig, batchSize = 0 } = inputs;
  const { maximumBatchingWindowInSeconds: window = 0 } = inputs;
  const failures: string[] = [];
  if (eventSourceArn === undefined && inputs.selfManagedEventSource === undefined) {
    failures.push("eventSourceArn: it is required unless selfManagedEventSource is given, but nothing is given");
  }
  if (scalingConfig !== undefined && provisionedPollerConfig !== undefined) {
    failures.push(failure("scalingConfig", "it conflicts with provisionedPollerConfig", scalingConfig, "one of them"));
  }
  const { batchSizeWithoutWindow } = limits.eventSourceMapping;
  if (isQueue(inputs) && typeof batchSize === "number" && batchSize > batchSizeWithoutWindow && window === 0) {
    const problem = `a batch of more than ${batchSizeWithoutWindow} needs a window`;
    failures.push(failure("maximumBatchingWindowInSeconds", problem, window, "whole numbers 1 to 300"));
  }
  return failures;
}

function isQueue({ eventSourceArn }: Inputs): boolean {
  return /^arn:[^:]*:sqs:/.test(String(eventSourceArn));
}
