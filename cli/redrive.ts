import { PersonError } from "../components/personError";
import { credentialsNote, flag, jsonFlag, moment, repeated, stackOption, valued } from "./command/options";
import { watched } from "./command/progress";
import { refuseOnceStopped } from "./command/signals";
import { createSubcommand } from "./command/subcommand";
import { table } from "./command/table";
import { queueName, queuesOf, queueUrl, sinkOption, sqsClientOf } from "./queueArguments";
import { queueState, receivedTooOften } from "./redrive/deadLetters";
import { mostHeld, type RedriveOptions, type RedriveReport, redrive } from "./redrive/redrive";
import { stackOutputs, vendorOutput } from "./stackOutputs";

export const command = createSubcommand({
  name: "redrive",
  description:
    "Moves events from a dead-letter queue back to the queue, where the forwarder maps them again, each once: events that fail again stay for another run. Without --execute it only counts them.",
  options: {
    vendor: valued("KEY", "the integration, as in the stack's outputs (needs the pulumi command)"),
    stack: stackOption,
    sink: sinkOption,
    from: valued("URL", "the dead-letter queue, instead of --vendor; needs --to", queueUrl),
    to: valued("URL", "the queue that the forwarder reads", queueUrl),
    reason: repeated(
      "CODE",
      `only events with this error code; repeatable. ${receivedTooOften}: messages that SQS moved itself`,
    ),
    since: valued("TIME", "only events sent to the dead-letter queue from this time on, such as 2026-11-20", moment),
    until: valued("TIME", "only events sent there before this time; at the latest the start of the run", moment),
    execute: flag("moves the events"),
    json: jsonFlag,
  },
  examples: [
    ["redrive --vendor okta", "counts the dead letters, by reason"],
    ["redrive --vendor okta --reason InvalidData --execute", "moves those of one reason back"],
  ],
  notes: [
    `${credentialsNote} You can stop it at any moment. A run ends after ${mostHeld.toLocaleString("en-US")} events that stay, since SQS hands out only so many at a time.`,
  ],
  run: async ({ since, until, execute, reason, json, ...place }) => {
    const queues = await redriveQueues(place);
    const client = sqsClientOf(queues.from);
    refuseOnceStopped(client, "SendMessageBatchCommand");
    const { waiting, inFlight, time: start } = await queueState(client, queues.from);
    const options: RedriveOptions = {
      ...{ ...queues, reasons: reason, start, execute },
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    };
    const report = await watched("messages", undefined, "run it again for the rest", (watch) =>
      redrive(client, options, watch),
    );
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...report, byReason: Object.fromEntries(report.byReason) })}\n`
        : reportText(report, { waiting, inFlight, execute }),
    );
  },
});

/** Returns the queues of the command line, or those of an integration in the stack's outputs. */
async function redriveQueues({
  vendor,
  stack,
  sink,
  from,
  to,
}: Readonly<Record<"vendor" | "stack" | "sink" | "from" | "to", string | undefined>>): Promise<
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
  if (queueName(from) === queueName(to)) {
    throw new PersonError(
      `--from and --to are one queue, ${queueName(from)}; --to must be the one that the forwarder reads.`,
    );
  }
  return { from, to };
}

interface RunState {
  /** Approximate numbers of messages that were visible and hidden at the start. */
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
      `It ended at its limit of ${held} messages that stay; at the start the queue had about ${waiting}. It did not read further: run it again, or without --reason, --since and --until.`,
    inFlight > 0 &&
      `About ${inFlight} were hidden at the start, by another run or one that was killed; they become visible within 15 minutes.`,
  ].filter((note) => note !== false);
  const sentence = `The dead-letter queue holds ${isBounded ? "at least " : ""}${seen} messages; ${outcome}.`;
  return `${reasons.length === 0 ? "" : `${table(["reason", "messages"], reasons)}\n\n`}${[sentence, ...notes].join("\n")}\n`;
}
