import { type Finding, findingIf, type StackPolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { inStack } from "../rules";
import { functionNamed } from "../stack/functions";
import type { JudgedStack } from "../stack/judgedStack";

/** Requires that a message stays hidden for as long as the function may process it, including retries. */
export const queueVisibility: StackPolicy = {
  name: "queue-visibility",
  description:
    "A queue's visibility timeout is at least six times the timeout of the function that reads it, plus the batching window.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5"],
  remediation: "Raise visibilityTimeoutSeconds of the queue, or lower the function's timeout.",
  stackRules: [inStack("aws:lambda/eventSourceMapping:EventSourceMapping", visibilityFindings)],
};

/** Source: AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
function visibilityFindings(
  mapping: TypedResource<"aws:lambda/eventSourceMapping:EventSourceMapping">,
  stack: JudgedStack,
): readonly Finding[] {
  const { props } = mapping;
  const queue = stack.named("aws:sqs/queue:Queue", mapping, "eventSourceArn", () => props.eventSourceArn, ["arn"]);
  const reader = functionNamed(stack, mapping, "functionName", () => props.functionName);
  if (queue === undefined || reader === undefined) {
    return [];
  }
  const visibility = Number(queue.props.visibilityTimeoutSeconds ?? 30);
  const timeout = Number(reader.props.timeout ?? 3);
  const batchWindow = Number(props.maximumBatchingWindowInSeconds ?? 0);
  const least = 6 * timeout + batchWindow;
  return findingIf(
    visibility < least,
    `visibilityTimeoutSeconds::${visibility}`,
    `The queue ${queue.name} shows a message again after ${visibility} seconds (visibilityTimeoutSeconds), while ${reader.name} has a timeout of ${timeout} and a batching window of ${batchWindow}; set it to ${least} or more.`,
  );
}
