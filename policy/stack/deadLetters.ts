import { asObject, escaped, jsonOf } from "../documents/statements";
import type { JudgedResource } from "../policy";
import { isSet, knownValue } from "../unknownValue";
import { ofType, resourceNamed } from "./references";

export const queueType = "aws:sqs/queue:Queue";
/** Its dead-letter queue stands in its target. */
export const scheduleType = "aws:scheduler/schedule:Schedule";

/** A redrive policy, which is JSON text (Amazon SQS API Reference, SetQueueAttributes). */
export function redriveOf(redrivePolicy: unknown) {
  const value = asObject(typeof redrivePolicy === "string" ? jsonOf(redrivePolicy) : redrivePolicy);
  return value.deadLetterTargetArn === undefined
    ? undefined
    : { maxReceiveCount: Number(value.maxReceiveCount), deadLetterTargetArn: String(value.deadLetterTargetArn) };
}

/** The queue of this stack that takes what fails in another, where the other's own redrive policy names one. */
export function deadLetterQueueOf(
  queue: JudgedResource,
  queues: readonly JudgedResource[],
): JudgedResource | undefined {
  return isSet(() => queue.props.redrivePolicy)
    ? resourceNamed(
        queues.filter((candidate) => candidate !== queue),
        queue,
        "redrivePolicy",
        () => redriveOf(queue.props.redrivePolicy)?.deadLetterTargetArn,
        ["arn"],
      )
    : undefined;
}

/** Tells which queues of a stack others use as their dead-letter queue, or say so themselves. */
export function deadLetterQueues(resources: readonly JudgedResource[]): (queue: JudgedResource) => boolean {
  const named = resources.flatMap((resource) => [
    ...Object.keys(resource.props)
      .filter((property) => /deadLetter|^redrivePolicy$|destinationConfig|onFailure/i.test(property))
      .map((property) => ({
        from: resource.urn,
        sources: resource.sources?.[property] ?? [],
        text: knownValue(() => JSON.stringify(resource.props[property])) ?? "",
      })),
    ...ofType([resource], scheduleType).map(namedBySchedule),
  ]);
  const allowing = ofType(resources, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy");
  return (queue) => {
    // While the ARN is not known, one that another resource computed ends with the queue's name.
    const ending = knownValue(() => queue.props.arn) ?? `:${String(knownValue(() => queue.props.name))}`;
    const pattern = new RegExp(`${escaped(String(ending))}(?![\\w-])`);
    return (
      isSet(() => queue.props.redriveAllowPolicy) ||
      allowing.some((one) =>
        resourceNamed([queue], one, "queueUrl", () => knownValue(() => one.props.queueUrl), ["url", "id"]),
      ) ||
      named.some(({ from, sources, text }) => from !== queue.urn && (sources.includes(queue.urn) || pattern.test(text)))
    );
  };
}

/** A schedule's target holds its dead-letter queue; where that one is known, what else the target comes from is none. */
function namedBySchedule({ urn, props, sources }: JudgedResource) {
  const deadLetters = () => asObject(props.target).deadLetterConfig;
  const text = knownValue(() => JSON.stringify(deadLetters()));
  return {
    from: urn,
    sources: text === undefined && isSet(deadLetters) ? (sources?.target ?? []) : [],
    text: text ?? "",
  };
}

/** Tells which queues of a stack have a redrive policy, of their own or as a resource beside them. */
export function redrivenQueues(resources: readonly JudgedResource[]): (queue: JudgedResource) => boolean {
  const beside = ofType(resources, "aws:sqs/redrivePolicy:RedrivePolicy");
  return (queue) =>
    isSet(() => queue.props.redrivePolicy) ||
    beside.some((one) =>
      resourceNamed([queue], one, "queueUrl", () => knownValue(() => one.props.queueUrl), ["url", "id"]),
    );
}
