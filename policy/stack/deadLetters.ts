import { asObject, jsonOf, parsed } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import type { TypedResource } from "../reading/properties";
import { isSet, knownValue } from "../unknownValue";
import { groupBy } from "./groupBy";
import type { JudgedStack } from "./judgedStack";

type Queue = TypedResource<"aws:sqs/queue:Queue">;

/** A redrive policy of a queue: its own property, or a separate resource. */
export interface Redrive {
  readonly from: JudgedResource<{ readonly redrivePolicy?: unknown }>;
  readonly deadLetterQueue: Queue | undefined;
}

/** Parses a redrive policy, which is JSON text (Amazon SQS API Reference, SetQueueAttributes); undefined for one that names no dead-letter queue. */
export function redriveOf(redrivePolicy: unknown) {
  const value = asObject(parsed(redrivePolicy));
  return value.deadLetterTargetArn === undefined
    ? undefined
    : { maxReceiveCount: Number(value.maxReceiveCount), deadLetterTargetArn: String(value.deadLetterTargetArn) };
}

/** Lists the redrive policies of a stack's queues. */
export function redrivesOf(stack: JudgedStack): (queue: Queue) => readonly Redrive[] {
  const beside = groupBy(stack.ofType("aws:sqs/redrivePolicy:RedrivePolicy"), (one) => queueByUrl(one, stack)?.urn);
  return (queue) =>
    [queue, ...(beside.get(queue.urn) ?? [])]
      .map((one) => redriveIn(one, stack))
      .filter((redrive) => redrive !== undefined);
}

function redriveIn(
  from: TypedResource<"aws:sqs/queue:Queue" | "aws:sqs/redrivePolicy:RedrivePolicy">,
  stack: JudgedStack,
): Redrive | undefined {
  // Undefined while the policy, or a part of it, is unknown.
  const policy = knownValue(() => redriveOf(from.props.redrivePolicy) ?? "none");
  if (policy === "none") {
    return undefined;
  }
  const target = () => policy?.deadLetterTargetArn;
  return { from, deadLetterQueue: stack.named("aws:sqs/queue:Queue", from, "redrivePolicy", target, ["arn"]) };
}

/** Finds the queues of a stack that others use as their dead-letter queue, or that allow it in their own redrive allow policy. */
export function deadLetterQueues(stack: JudgedStack): (queue: Queue) => boolean {
  const used = new Set(stack.resources.flatMap(deadLettersOf));
  const names = new Set([...used].map((arn) => arn.split(":").at(-1)));
  const saying = new Set(
    stack
      .ofType("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy")
      .filter((one) => takesFromOthers(() => one.props.redriveAllowPolicy))
      .map((one) => queueByUrl(one, stack)?.urn),
  );
  return (queue) => {
    const arn = knownValue(() => queue.props.arn);
    // While the ARN is unknown, an ARN that another resource computed ends with the queue's name.
    const isUsed = arn === undefined ? names.has(String(knownValue(() => queue.props.name))) : used.has(arn);
    return (
      isUsed || used.has(queue.urn) || saying.has(queue.urn) || takesFromOthers(() => queue.props.redriveAllowPolicy)
    );
  };
}

/** Reports if a redrive allow policy allows other queues to use this one; `denyAll` means the opposite (Amazon SQS API Reference, SetQueueAttributes). */
function takesFromOthers(read: () => unknown): boolean {
  const policy = knownValue(read);
  return policy === undefined
    ? isSet(read)
    : ["allowAll", "byQueue"].includes(String(asObject(parsed(policy)).redrivePermission));
}

function queueByUrl(one: JudgedResource<{ readonly queueUrl?: string }>, stack: JudgedStack): Queue | undefined {
  return stack.named("aws:sqs/queue:Queue", one, "queueUrl", () => knownValue(() => one.props.queueUrl), ["url", "id"]);
}

/** Lists the dead-letter queues that a resource names, as ARNs or, while unknown, URNs. Works for all types, since their properties have the same names. */
function deadLettersOf(resource: JudgedResource): readonly string[] {
  const names = knownValue(() => Object.keys(resource.props)) ?? [];
  return names
    .filter((name) => mayHoldDeadLetters.test(name))
    .flatMap((name) => {
      const read = () => resource.props[name];
      const found = textsIn(read, holdsDeadLetters.test(name));
      const isUnknown = found.includes(undefined) || (knownValue(read) === undefined && isSet(read));
      return [
        ...found.filter((text) => text?.startsWith("arn:") === true),
        ...(isUnknown ? (resource.sourcesOf?.(name) ?? []) : []),
      ].filter((text) => text !== undefined);
    });
}

/** Properties that name dead-letter queues, at any depth (Pulumi Registry, the AWS package's resource pages). */
const mayHoldDeadLetters = /deadLetter|^redrivePolicy$|^destinationConfig$|^target$|^targets$|Parameters$/i;
const holdsDeadLetters = /^(deadLetter\w*|redrivePolicy|onFailure)$/;

/** The maximum depth of a dead-letter queue in a property; a pipe's is three. */
const deepest = 8;

/** Lists the texts in the dead-letter properties of a value; undefined for an unknown one. */
function textsIn(read: () => unknown, isDeadLetters: boolean, depth = deepest): readonly (string | undefined)[] {
  const value = knownValue(() => (isDeadLetters ? (jsonOf(read()) ?? read()) : read()));
  if (value === undefined) {
    return isDeadLetters && isSet(read) ? [undefined] : [];
  }
  if (typeof value !== "object" || value === null || depth === 0) {
    return isDeadLetters && typeof value === "string" ? [value] : [];
  }
  return Object.keys(value).flatMap((key) =>
    textsIn(() => asObject(value)[key], isDeadLetters || holdsDeadLetters.test(key), depth - 1),
  );
}
