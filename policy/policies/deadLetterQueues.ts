import { type Finding, findingIf, type StackPolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { deadLetterQueues as deadLetterQueuesOf, type Redrive, redrivesOf } from "../stack/deadLetters";
import { durationText } from "../text";

type Queue = TypedResource<"aws:sqs/queue:Queue">;

/** Keeps messages that fail again and again, for longer than their queue does. */
export const deadLetterQueues: StackPolicy = {
  name: "dead-letter-queues",
  description:
    "Every queue has another queue of its kind as its dead-letter queue, which keeps the messages of a standard queue longer than that queue does.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5", "NIST 800-53 AU-4"],
  remediation:
    "Give the queue a redrivePolicy, and a standard queue's dead-letter queue a greater messageRetentionSeconds: a message's age counts from its arrival in the first queue.",
  stackRules: [
    (stack) => {
      const isDeadLetterQueue = deadLetterQueuesOf(stack);
      const redrives = redrivesOf(stack);
      return stack.ofType("aws:sqs/queue:Queue").flatMap((about) => {
        const own = redrives(about);
        return [
          { about, find: () => withoutRedrive(about, own.length > 0 || isDeadLetterQueue(about)) },
          ...own.map((redrive) => ({ about, find: () => redriveFindings(about, redrive) })),
        ];
      });
    },
  ],
};

function withoutRedrive({ name }: Queue, isServed: boolean): readonly Finding[] {
  return findingIf(
    !isServed,
    "redrivePolicy",
    `The queue ${name} has no dead-letter queue (redrivePolicy names none); a message that fails is tried until it is too old and then lost.`,
  );
}

function redriveFindings(queue: Queue, { deadLetterQueue }: Redrive): readonly Finding[] {
  if (deadLetterQueue === undefined) {
    return [];
  }
  const { name } = deadLetterQueue;
  if (deadLetterQueue.urn === queue.urn) {
    return [
      {
        subject: `deadLetterTargetArn::${name}`,
        message: `The queue ${queue.name} is its own dead-letter queue (redrivePolicy), so that a message that fails is lost with its age; name another queue.`,
      },
    ];
  }
  const [isFifo, isFifoThere] = [queue, deadLetterQueue].map(({ props }) => props.fifoQueue === true);
  if (isFifo !== isFifoThere) {
    return [
      {
        subject: `deadLetterTargetArn::${name}`,
        message: `The queue ${queue.name} is ${isFifo ? "FIFO" : "standard"} and its dead-letter queue ${name} is not, which SQS refuses; name a ${isFifo ? "FIFO" : "standard"} queue.`,
      },
    ];
  }
  return isFifo === true ? [] : keptTooShort(queue, deadLetterQueue);
}

/**
 * A message keeps the time of its first arrival when it is moved, but from a FIFO queue (Amazon SQS Developer Guide, "Understanding message
 * retention periods for dead-letter queues").
 */
function keptTooShort(queue: Queue, deadLetterQueue: Queue): readonly Finding[] {
  const kept = secondsKept(queue);
  const keptThere = secondsKept(deadLetterQueue);
  return findingIf(
    keptThere <= kept,
    `messageRetentionSeconds::${keptThere}`,
    `The dead-letter queue ${deadLetterQueue.name} keeps messages for ${durationText(keptThere)} (messageRetentionSeconds is ${keptThere}) and the queue ${queue.name} for ${durationText(kept)}; set the dead-letter queue's to more.`,
  );
}

/** SQS keeps a message for four days where nothing is said (Amazon SQS API Reference, SetQueueAttributes). */
function secondsKept({ props }: Queue): number {
  return Number(props.messageRetentionSeconds ?? 345_600);
}
