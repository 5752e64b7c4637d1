import { type Finding, findingIf, type JudgedResource, type StackPolicy } from "../policy";
import {
  deadLetterQueueOf,
  deadLetterQueues as deadLetterQueuesOf,
  queueType,
  redrivenQueues,
} from "../stack/deadLetters";
import { ofType } from "../stack/references";

/** What fails again and again is kept, and longer than where it came from. */
export const deadLetterQueues: StackPolicy = {
  name: "dead-letter-queues",
  description: "Every queue has a dead-letter queue, which keeps its messages longer than the queue does.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5", "NIST 800-53 AU-4"],
  remediation:
    "Give the queue a redrivePolicy, and the dead-letter queue a greater messageRetentionSeconds: a message's age counts from its arrival in the first queue.",
  stackQuestions: (resources) => {
    const queues = ofType(resources, queueType);
    const isDeadLetterQueue = deadLetterQueuesOf(resources);
    const isRedriven = redrivenQueues(resources);
    return queues.flatMap((about) => [
      { about, ask: () => withoutRedrive(about, isDeadLetterQueue(about) || isRedriven(about)) },
      { about, ask: () => keptTooShort(about, deadLetterQueueOf(about, queues)) },
    ]);
  },
};

function withoutRedrive({ name }: JudgedResource, isServed: boolean): readonly Finding[] {
  return findingIf(
    !isServed,
    "redrivePolicy",
    `The queue ${name} has no dead-letter queue (redrivePolicy is not set); a message that fails is tried until it is too old and then lost.`,
  );
}

/** A message keeps the time of its first arrival when it is moved (Amazon SQS Developer Guide, "Dead-letter queues"). */
function keptTooShort(queue: JudgedResource, deadLetterQueue: JudgedResource | undefined): readonly Finding[] {
  if (deadLetterQueue === undefined) {
    return [];
  }
  const kept = secondsKept(queue);
  const keptThere = secondsKept(deadLetterQueue);
  return findingIf(
    keptThere <= kept,
    `messageRetentionSeconds::${keptThere}`,
    `The dead-letter queue ${deadLetterQueue.name} keeps messages for ${keptThere} seconds (messageRetentionSeconds) and the queue ${queue.name} for ${kept}; set the dead-letter queue's to more.`,
  );
}

function secondsKept({ props }: JudgedResource): number {
  return Number(props.messageRetentionSeconds ?? 345_600);
}
