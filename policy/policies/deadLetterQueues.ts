import { type Finding, findingIf, type StackPolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { deadLetterQueues as deadLetterQueuesOf, type Redrive, redrivesOf } from "../stack/deadLetters";
import { durationText } from "../text";

type Queue = TypedResource<"aws:sqs/queue:Queue">;

/** Requires dead-letter queues that keep repeatedly failing messages for longer than the source queue. */
export const deadLetterQueues: StackPolicy = {
  name: "dead-letter-queues",
  description:
    "Every queue has a dead-letter queue: another queue of the same kind (FIFO or standard). That of a standard queue keeps messages longer than the queue itself.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5", "NIST 800-53 AU-4"],
  remediation:
    "Set the queue's redrivePolicy, and for a standard queue a greater messageRetentionSeconds of the dead-letter queue: a message's age counts from its arrival in the first queue.",
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
    `The queue ${name} has no dead-letter queue (redrivePolicy names none); a message that fails is retried until it expires and is then lost.`,
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
        message: `The queue ${queue.name} is its own dead-letter queue (redrivePolicy), so a message that fails is lost when it expires; name another queue.`,
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
 * Compares retentions: a message that is moved keeps the time of its first arrival, except in FIFO queues (Amazon SQS Developer Guide, "Understanding
 * message retention periods for dead-letter queues").
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

/** Returns the retention in seconds; four days by default (Amazon SQS API Reference, SetQueueAttributes). */
function secondsKept({ props }: Queue): number {
  return Number(props.messageRetentionSeconds ?? 345_600);
}
