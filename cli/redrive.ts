import { PersonError } from "../components/personError";
import { flag, momentOf, parseArguments, repeated, usageOf, valued } from "./arguments";
import { watched } from "./progress";
import { queueName, queuesOf, queueUrl, sqsClientOf } from "./queueArguments";
import { queueState, receivedTooOften } from "./redrive/deadLetters";
import { mostHeld, type RedriveOptions, type RedriveReport, redrive } from "./redrive/redrive";
import { runCommand } from "./run";
import { refuseOnceStopped } from "./signals";
import { stackOutputs, vendorOutput } from "./stackOutputs";
import { table } from "./table";

const rules = {
  vendor: valued("KEY", "the integration, by the stack's outputs (needs the pulumi command)"),
  stack: valued("NAME", "the stack; the selected one where this is not given"),
  sink: valued("NAME", "the sink, where the integration has more than one"),
  from: valued("URL", "the dead-letter queue"),
  to: valued("URL", "the queue"),
  reason: repeated(
    "CODE",
    `only events with this error code; may be given several times. ${receivedTooOften}: what SQS moved itself`,
  ),
  since: valued("TIME", "only events sent to the dead-letter queue from this time on, such as 2026-11-20T09:00:00Z"),
  until: valued("TIME", "only events sent there before this time; at the latest the start of the run"),
  execute: flag("moves them"),
} as const;

const usage = usageOf(
  "npm run redrive -- (--vendor KEY [--sink NAME] [--stack NAME] | --from URL --to URL) [--reason CODE ...] [--since TIME] [--until TIME] [--execute]",
  `Moves events from a dead-letter queue back to the queue, where today's mapping takes them, each once: what fails again stays for another
run. Without --execute it only counts them.`,
  rules,
  [
    `Credentials are found as by every AWS SDK, and AWS_ENDPOINT_URL is followed. It may be stopped at any moment. A run ends after ${mostHeld.toLocaleString("en-US")} events`,
    "that stay, since SQS hands out only so many at a time.",
  ],
);

async function redriveCommand(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options: rules });
  const queues = await redriveQueues(values);
  const client = sqsClientOf(queues.from);
  refuseOnceStopped(client, "SendMessageBatchCommand");
  const since = values.since === undefined ? undefined : momentOf("since", values.since);
  const until = values.until === undefined ? undefined : momentOf("until", values.until);
  const { waiting, inFlight, time: start } = await queueState(client, queues.from);
  const options: RedriveOptions = {
    ...queues,
    reasons: values.reason,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    start,
    execute: values.execute,
  };
  const report = await watched("messages", undefined, "run it again for the rest", (watch) =>
    redrive(client, options, watch),
  );
  process.stdout.write(reportText(report, { waiting, inFlight, execute: options.execute }));
}

/** The queues that a command line names, or those of an integration by the stack's outputs. */
async function redriveQueues({
  vendor,
  stack,
  sink,
  from,
  to,
}: Readonly<Partial<Record<"vendor" | "stack" | "sink" | "from" | "to", string>>>): Promise<
  Pick<RedriveOptions, "from" | "to">
> {
  const byVendor = vendor !== undefined && from === undefined && to === undefined;
  const byQueues = (vendor ?? stack ?? sink) === undefined && from !== undefined && to !== undefined;
  if (byVendor) {
    const output = vendorOutput(await stackOutputs(stack, "Give --from and --to instead."), vendor);
    const { deadLetterQueueUrl, queueUrl: to } = queuesOf(vendor, output, sink);
    return { from: deadLetterQueueUrl, to };
  }
  if (!byQueues) {
    throw new PersonError("Give either --vendor (with --sink and --stack), or both --from and --to.");
  }
  const queues = { from: queueUrl("from", from), to: queueUrl("to", to) };
  if (queueName(queues.from) === queueName(queues.to)) {
    throw new PersonError(
      `--from and --to are one queue, ${queueName(queues.from)}; --to must be the one that the forwarder reads.`,
    );
  }
  return queues;
}

interface RunState {
  /** About as many messages were visible at the start, and hidden. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly execute: boolean;
}

function reportText(report: RedriveReport, { waiting, inFlight, execute }: RunState): string {
  const { seen, matched, moved, later, byReason, refusal, isBounded } = report;
  const reasons = [...byReason].sort(([, one], [, other]) => other - one);
  const outcome = execute ? `${moved} of ${matched} were moved` : `${matched} would be moved with --execute`;
  const held = mostHeld.toLocaleString("en-US");
  const notes = [
    later > 0 && `${later} came after the start and stay: run it again to move them.`,
    refusal !== undefined && `The queue did not accept ${matched - moved}: ${refusal}.`,
    isBounded &&
      `It ended at its bound of ${held} messages that stay; at the start the queue had about ${waiting}. What is behind them was not looked at: run it again, or without --reason, --since and --until.`,
    inFlight > 0 &&
      `About ${inFlight} were hidden at the start, by another run or one that was killed; they show within 15 minutes.`,
  ].filter((note) => note !== false);
  const sentence = `The dead-letter queue holds ${isBounded ? "at least " : ""}${seen} messages; ${outcome}.`;
  return `${reasons.length === 0 ? "" : `${table(["reason", "messages"], reasons)}\n\n`}${[sentence, ...notes].join("\n")}\n`;
}

void runCommand(usage, process.argv.slice(2), redriveCommand);
