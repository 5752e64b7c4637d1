import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import type { PropertiesByType, TypedResource } from "../reading/properties";
import { onType } from "../rules";
import { isSet, knownValue } from "../unknownValue";

type Mapping = TypedResource<"aws:lambda/eventSourceMapping:EventSourceMapping">;

/** Requires that a function that reads a queue returns only failed messages and leaves concurrency to other functions. */
export const eventSourceMappings: ResourcePolicy = {
  name: "event-source-mappings",
  description: "A mapping of a queue reports batch item failures and limits concurrent invocations.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5", "NIST 800-53 SC-5"],
  remediation: "Set functionResponseTypes to ReportBatchItemFailures, and scalingConfig.maximumConcurrency.",
  rules: [
    onType("aws:lambda/eventSourceMapping:EventSourceMapping", (mapping) =>
      readsQueue(mapping) ? responseFindings(mapping) : [],
    ),
    onType("aws:lambda/eventSourceMapping:EventSourceMapping", (mapping) =>
      readsQueue(mapping) ? concurrencyFindings(mapping) : [],
    ),
  ],
};

/** Properties of other mappings: a starting position (streams), queues by name (Amazon MQ), no ARN (a self-managed cluster). */
const othersAlone: readonly (keyof PropertiesByType["aws:lambda/eventSourceMapping:EventSourceMapping"])[] = [
  "startingPosition",
  "queues",
  "selfManagedEventSource",
];

function readsQueue({ props }: Mapping): boolean {
  const arn = knownValue(() => props.eventSourceArn);
  return typeof arn === "string"
    ? arn.split(":")[2] === "sqs"
    : !othersAlone.some((property) => isSet(() => props[property]));
}

/** Without it, one failure returns the whole batch, which matters for two messages or more (AWS Lambda Developer Guide, "Handling errors for an SQS event source"). */
function responseFindings({ name, props }: Mapping): readonly Finding[] {
  return findingIf(
    props.batchSize !== 1 && props.functionResponseTypes?.includes("ReportBatchItemFailures") !== true,
    "functionResponseTypes",
    `The mapping ${name} returns a whole batch for one failure (functionResponseTypes lacks ReportBatchItemFailures); add it.`,
  );
}

function concurrencyFindings({ name, props }: Mapping): readonly Finding[] {
  const bounded =
    isSet(() => props.scalingConfig?.maximumConcurrency) || isSet(() => props.provisionedPollerConfig?.maximumPollers);
  return findingIf(
    !bounded,
    "maximumConcurrency",
    `The mapping ${name} does not limit its concurrency (scalingConfig.maximumConcurrency is not set); set it, or provisionedPollerConfig.maximumPollers.`,
  );
}
