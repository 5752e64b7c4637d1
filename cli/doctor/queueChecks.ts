import type { Message } from "@aws-sdk/client-sqs";
import type { VendorOutput } from "../../sandbox/integration";
import { sinkQueuesOf } from "../queueArguments";
import { queueState, reasonOf, receive, release } from "../redrive/deadLetters";
import { type Answer, type Clients, check, type Finding, failure, gone, ok, warning } from "./check";

/** Checks the waiting and the failed messages of each sink of an integration. */
export async function queueChecks(vendor: string, output: VendorOutput, clients: Clients): Promise<readonly Finding[]> {
  const { targetDeadLetterQueueUrl: undelivered } = output;
  const sinks = sinkQueuesOf(output);
  const of = (subject: string, sink: string) => ({ vendor, subject: sinkSubject(subject, sink, sinks.length) });
  const checks = sinks.flatMap(({ sink, queueUrl, deadLetterQueueUrl }) => {
    const queues = `--vendor ${vendor}${sinks.length > 1 ? ` --sink ${sink}` : ""}`;
    return [
      check(of("queue", sink), () => queue(queueUrl, clients), gone),
      check(of("dead-letter queue", sink), () => deadLetters(deadLetterQueueUrl, redriveWith([queues]), clients), gone),
    ];
  });
  const backToTargets = sinks.map(({ queueUrl }) => `--from ${undelivered} --to ${queueUrl}`);
  return Promise.all([
    ...checks,
    ...(undelivered === undefined
      ? []
      : [
          check(
            { vendor, subject: "target dead-letter queue" },
            () => deadLetters(undelivered, redriveWith(backToTargets), clients),
            gone,
          ),
        ]),
  ]);
}

/** The subject of a check on one sink's resource; it names the sink if there are several. */
export function sinkSubject(subject: string, sink: string, sinks: number): string {
  return sinks > 1 ? `${subject} of ${sink}` : subject;
}

function redriveWith(queues: readonly string[]): string {
  return `Fix the causes, then ${queues.map((one) => `npx partner-audit redrive ${one}`).join(", and ")}`;
}

/** Waiting messages that are usual while none is being handled: about as many as arrive during one batching window. */
const usualBacklog = 1_000;

async function queue(QueueUrl: string, { sqs }: Clients): Promise<Answer> {
  const { waiting, inFlight } = await queueState(sqs, QueueUrl);
  const text = `${count(waiting)} messages wait, and ${count(inFlight)} are being handled or wait for a retry.`;
  return waiting > usualBacklog
    ? warning(text, "Check the alarm on the oldest message; docs/scaling.md has the time that a backlog takes.")
    : ok(text);
}

async function deadLetters(QueueUrl: string, remedy: string, { sqs }: Clients): Promise<Answer> {
  const { waiting, inFlight } = await queueState(sqs, QueueUrl);
  if (waiting + inFlight === 0) {
    return ok("It is empty.");
  }
  const looked = await sample(QueueUrl, { sqs });
  const counts = new Map<string, number>();
  for (const message of looked) {
    const reason = reasonOf(message);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const top = [...counts].sort(([, one], [, other]) => other - one).slice(0, reasonsShown);
  const reasons = top.map(([reason, times]) => `${reason} (${times})`).join(", ");
  return failure(
    `It holds ${count(waiting + inFlight)} messages. Reasons of the ${looked.length} that were read: ${reasons || "none could be read"}.`,
    `${remedy}.`,
  );
}

const reasonsShown = 3;
const messagesLookedAt = 100;

/** Receives some messages and makes them visible again at once. */
async function sample(QueueUrl: string, { sqs }: Pick<Clients, "sqs">): Promise<readonly Message[]> {
  const looked = new Map<string, Message>();
  for (let empty = 0; looked.size < messagesLookedAt && empty < 2; ) {
    const fresh = (await receive(sqs, QueueUrl, 60)).filter(({ MessageId = "" }) => !looked.has(MessageId));
    empty = fresh.length === 0 ? empty + 1 : 0;
    for (const message of fresh) {
      looked.set(message.MessageId ?? "", message);
    }
  }
  const messages = [...looked.values()];
  await release(
    sqs,
    QueueUrl,
    messages.map(({ ReceiptHandle }) => ReceiptHandle),
  );
  return messages;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
