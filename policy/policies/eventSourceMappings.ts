import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import type { PropertiesByType, TypedResource } from "../reading/properties";
import { onType } from "../rules";
import { isSet, knownValue } from "../unknownValue";

type Mapping = TypedResource<"aws:lambda/eventSourceMapping:EventSourceMapping">;

/** A function that reads a queue returns what failed, and does not take every other function's concurrency. */
export const eventSourceMappings: ResourcePolicy = {
  name: "event-source-mappings",
  description: "A mapping of a queue reports batch item failures and bounds how many invocations run at one time.",
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

/** Properties that a mapping of a queue does not have: a stream has a starting position, Amazon MQ queues by name, a cluster of one's own no ARN. */
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

/** Without it, one failure brings the whole batch back, but of one message (AWS Lambda Developer Guide, "Handling errors for an SQS event source"). */
function responseFindings({ name, props }: Mapping): readonly Finding[] {
  return findingIf(
    props.batchSize !== 1 && props.functionResponseTypes?.includes("ReportBatchItemFailures") !== true,
    "functionResponseTypes",
    `The mapping ${name} takes a whole batch back for one failure (functionResponseTypes lacks ReportBatchItemFailures); add it.`,
  );
}

function concurrencyFindings({ name, props }: Mapping): readonly Finding[] {
  const bounded =
    isSet(() => props.scalingConfig?.maximumConcurrency) || isSet(() => props.provisionedPollerConfig?.maximumPollers);
  return findingIf(
    !bounded,
    "maximumConcurrency",
    `The mapping ${name} does not bound its concurrency (scalingConfig.maximumConcurrency is not set); set it, or provisionedPollerConfig.maximumPollers.`,
  );
}
