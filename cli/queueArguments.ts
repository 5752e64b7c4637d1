import { SQSClient } from "@aws-sdk/client-sqs";
import { InvalidArgumentError } from "commander";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import { valued } from "./command/options";

/** The queues of one sink of an integration, from the stack's outputs. */
export interface SinkQueues {
  /** The sink's name, for options and messages. */
  readonly sink: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** The queue properties in an integration's outputs. */
interface SinksOutput {
  readonly deliveries?: Readonly<Record<string, Pick<SinkQueues, "queueUrl" | "deadLetterQueueUrl">>>;
}

/** Lists the queues of every sink of an integration; empty if its events do not arrive over EventBridge. */
export function sinkQueuesOf({ deliveries = {} }: SinksOutput): readonly SinkQueues[] {
  return Object.entries(deliveries).map(([sink, { queueUrl, deadLetterQueueUrl }]) => {
    return { sink, queueUrl, deadLetterQueueUrl };
  });
}

/** Returns the queues of the named sink, or of the only one. Throws a PersonError if there is none, or if there are several and no name is given. */
export function queuesOf(vendor: string, output: SinksOutput, sink: string | undefined): SinkQueues {
  const all = sinkQueuesOf(output);
  const names = all.map((one) => one.sink);
  const [first, ...others] = sink === undefined ? all : all.filter((one) => one.sink === sink);
  if (all.length === 0) {
    throw new PersonError(`${vendor} has no queues: its events do not arrive over EventBridge.`);
  }
  if (first === undefined) {
    throw new PersonError(`--sink ${unknownName("--sink", `sink of ${vendor}`, sink ?? "", names).message}.`);
  }
  if (others.length > 0) {
    throw new PersonError(
      `${vendor} has a queue for each of its sinks; give one of them with --sink: ${names.join(", ")}.`,
    );
  }
  return first;
}

/** The option of a subcommand that works on one sink's queues. */
export const sinkOption = valued("NAME", "the sink, if the integration has more than one");

/**
 * Reads the URL of a queue, on AWS or of an emulator (LocalStack, moto); throws an InvalidArgumentError for anything else.
 * Sources: Amazon SQS Developer Guide, "Queue and message identifiers"; LocalStack documentation, "Simple Queue Service", queue URLs.
 */
export function queueUrl(url: string): string {
  if (!awsQueue.test(url) && (!emulatedQueue.test(url) || awsHost.test(url))) {
    throw new InvalidArgumentError(
      "Give the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME or an emulator's http://HOST:PORT/ACCOUNT/NAME.",
    );
  }
  return url;
}

const awsQueue = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.(com(\.cn)?|eu)\/\d{12}\/[\w-]+$/;
const awsHost = /^[^/]+\/\/[^/]*amazonaws/i;
const emulatedQueue = /^https?:\/\/[\w.-]+(:\d{1,5})?\/(queue\/[a-z0-9-]+\/)?\d{12}\/[\w-]+$/;

/**
 * Creates the client for a queue. It calls AWS's endpoint of the Region in the URL, or AWS_ENDPOINT_URL. Without that variable, it calls an
 * emulator's queue at the queue's own host, in the Region of the URL or of AWS_REGION.
 */
export function sqsClientOf(url: string): SQSClient {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SQS, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const named =
    awsQueue.exec(url)?.[1] ?? /\/\/sqs\.([a-z0-9-]+)\.|\/queue\/([a-z0-9-]+)\//.exec(url)?.slice(1).find(Boolean);
  const region = named ?? (AWS_REGION || AWS_DEFAULT_REGION);
  const isAtHome = awsQueue.test(url) || Boolean(AWS_ENDPOINT_URL_SQS || AWS_ENDPOINT_URL);
  return new SQSClient({
    // By default, the SDK calls the host of a queue's URL and ignores endpoint settings.
    useQueueUrlAsEndpoint: false,
    ...(region && { region }),
    ...(!isAtHome && { endpoint: new URL(url).origin }),
  });
}

/** Reads the name of a queue from its URL or its ARN. */
export function queueName(urlOrArn: string): string {
  return urlOrArn.split(/[/:]/).at(-1) ?? "";
}
