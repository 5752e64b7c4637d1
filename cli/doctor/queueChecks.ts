import { GetQueueAttributesCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { sqsLimits } from "../../functions/limits/limits";
import type { DeliveryOutput, VendorOutput } from "../../sandbox/integration";
import { receivedTooOften, release } from "../redrive/redrive";
import { type Answer, type Clients, check, type Finding, failure, gone, ok, warning } from "./check";

/** Checks the messages that wait and the dead letters. */
export async function queueChecks(vendor: string, output: VendorOutput, clients: Clients): Promise<readonly Finding[]> {
  const { targetDeadLetterQueueUrl } = output;
  const of = (subject: string) => ({ vendor, subject });
  const sinks = sinkParts(output);
  const checks = [
    ...sinks.flatMap(({ suffix, queueUrl, deadLetterQueueUrl }) => [
      queueUrl && check(of(`queue${suffix}`), () => queue(queueUrl, clients), gone),
      deadLetterQueueUrl &&
        check(
          of(`dead-letter queue${suffix}`),
          () =>
            deadLetters(
              deadLetterQueueUrl,
              suffix === ""
                ? redriveWith([`--vendor ${vendor}`])
                : redriveWith([between(deadLetterQueueUrl, queueUrl)]),
              clients,
            ),
          gone,
        ),
    ]),
    targetDeadLetterQueueUrl &&
      check(
        of("target dead-letter queue"),
        () =>
          deadLetters(
            targetDeadLetterQueueUrl,
            redriveWith(sinks.map(({ queueUrl }) => between(targetDeadLetterQueueUrl, queueUrl))),
            clients,
          ),
        gone,
      ),
  ];
  return (await Promise.all(checks)).filter((found): found is Finding => typeof found === "object");
}

/** What belongs to each sink of an integration, with its name as a suffix where there are several. */
export function sinkParts(output: VendorOutput): readonly (Partial<DeliveryOutput> & { readonly suffix: string })[] {
  const sinks = Object.entries(output.deliveries ?? {});
  return sinks.length > 1
    ? sinks.map(([name, parts]) => ({ ...parts, suffix: ` (${name})` }))
    : [{ ...output, suffix: "" }];
}

function redriveWith(queues: readonly string[]): string {
  return `Fix what the reasons say, then ${queues.map((names) => `npm run redrive -- ${names}`).join(" and ")}`;
}

function between(from: string, to = "URL"): string {
  return `--from ${from} --to ${to}`;
}

/** Messages that wait although none of them is being handled: about what comes in the time of one batch's window is usual. */
const usualBacklog = 1_000;

async function queue(QueueUrl: string, { sqs }: Clients): Promise<Answer> {
  const { waiting, inFlight } = await depthOf(QueueUrl, { sqs });
  const text = `${count(waiting)} messages wait, and ${count(inFlight)} are being handled or tried again later.`;
  return waiting > usualBacklog
    ? warning(text, "Look at the alarm on the oldest message; docs/scaling.md tells how fast a backlog is worked off.")
    : ok(text);
}

async function depthOf(
  QueueUrl: string,
  { sqs }: Pick<Clients, "sqs">,
): Promise<{ waiting: number; inFlight: number }> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
  return { waiting: Number(ApproximateNumberOfMessages), inFlight: Number(ApproximateNumberOfMessagesNotVisible) };
}

async function deadLetters(QueueUrl: string, remedy: string, { sqs }: Clients): Promise<Answer> {
  const { waiting, inFlight } = await depthOf(QueueUrl, { sqs });
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
    `It holds ${count(waiting + inFlight)} messages. Reasons of the ${looked.length} that were looked at: ${reasons || "none could be looked at"}.`,
    `${remedy}.`,
  );
}

const reasonsShown = 3;
const messagesLookedAt = 100;

/** Receives some messages and lets others see them at once. */
async function sample(QueueUrl: string, { sqs }: Pick<Clients, "sqs">): Promise<readonly Message[]> {
  const looked = new Map<string, Message>();
  for (let empty = 0; looked.size < messagesLookedAt && empty < 2; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: sqsLimits.batchMessages,
        VisibilityTimeout: 60,
        MessageAttributeNames: ["All"],
      }),
    );
    const fresh = Messages.filter(({ MessageId = "" }) => !looked.has(MessageId));
    empty = fresh.length === 0 ? empty + 1 : 0;
    for (const message of fresh) {
      looked.set(message.MessageId ?? "", message);
    }
  }
  const messages = [...looked.values()];
  await release(sqs, QueueUrl, messages);
  return messages;
}

/** The forwarder's error code, EventBridge's, or what SQS itself moved (Amazon EventBridge User Guide, "Dead-letter queue message attributes"). */
function reasonOf({ MessageAttributes: attributes = {} }: Message): string {
  return attributes.errorCode?.StringValue ?? attributes.ERROR_CODE?.StringValue ?? receivedTooOften;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
