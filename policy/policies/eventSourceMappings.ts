import { asObject, listOf } from "../documents/statements";
import { type Finding, findingIf, type JudgedResource, type ResourcePolicy } from "../policy";
import { isSet, knownValue } from "../unknownValue";

/** A function that reads a queue returns what failed, and does not take every other function's concurrency. */
export const eventSourceMappings: ResourcePolicy = {
  name: "event-source-mappings",
  description: "A mapping of a queue reports batch item failures and bounds how many invocations run at one time.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5", "NIST 800-53 SC-5"],
  remediation: "Set functionResponseTypes to ReportBatchItemFailures, and scalingConfig.maximumConcurrency.",
  questions: (resource) =>
    resource.type === "aws:lambda/eventSourceMapping:EventSourceMapping" && readsQueue(resource)
      ? [() => responseFindings(resource), () => concurrencyFindings(resource)]
      : [],
};

/** A stream has a starting position, Amazon MQ has queues by name, a cluster of one's own has no ARN: what has none of these is SQS. */
function readsQueue({ props }: JudgedResource): boolean {
  const arn = knownValue(() => props.eventSourceArn);
  return typeof arn === "string"
    ? arn.split(":")[2] === "sqs"
    : !["startingPosition", "queues", "selfManagedEventSource"].some((property) => isSet(() => props[property]));
}

/** Without it, one failure brings the whole batch back (AWS Lambda Developer Guide, "Handling errors for an SQS event source"). */
function responseFindings({ name, props }: JudgedResource): readonly Finding[] {
  const types = listOf(props.functionResponseTypes);
  return findingIf(
    !types.includes("ReportBatchItemFailures"),
    "functionResponseTypes",
    `The mapping ${name} takes a whole batch back for one failure (functionResponseTypes lacks ReportBatchItemFailures); add it.`,
  );
}

function concurrencyFindings({ name, props }: JudgedResource): readonly Finding[] {
  const bounded =
    isSet(() => asObject(props.scalingConfig).maximumConcurrency) ||
    isSet(() => asObject(props.provisionedPollerConfig).maximumPollers);
  return findingIf(
    !bounded,
    "maximumConcurrency",
    `The mapping ${name} does not bound its concurrency (scalingConfig.maximumConcurrency is not set); set it, or provisionedPollerConfig.maximumPollers.`,
  );
}
