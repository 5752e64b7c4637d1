import { SQSClient } from "@aws-sdk/client-sqs";
import { PersonError } from "../components/personError";
import { flag, momentOf, parseArguments, queueUrl, regionOf, repeated, usageOf, valued } from "./arguments";
import { type RedriveOptions, type RedriveReport, redrive } from "./redrive/redrive";
import { runCommand } from "./run";
import { stackOutputs, vendorOutput } from "./stackOutputs";
import { table } from "./table";
import { watched } from "./watched";

const rules = {
  vendor: valued("KEY", "the integration, by the stack's outputs (needs the pulumi command)"),
  stack: valued("NAME", "the stack; the selected one where this is not given"),
  from: valued("URL", "the dead-letter queue"),
  to: valued("URL", "the queue"),
  reason: repeated(
    "CODE",
    "only events with this error code; may be given several times. ReceivedTooOften: what SQS moved itself",
  ),
  since: valued("TIME", "only events that were parked from this time on, such as 2026-11-20T09:00:00Z"),
  until: valued("TIME", "only events that were parked before this time"),
  execute: flag("moves them"),
} as const;

const usage = usageOf(
  "npm run redrive -- (--vendor KEY [--stack NAME] | --from URL --to URL) [--reason CODE ...] [--since TIME] [--until TIME] [--execute]",
  "Moves events from a dead-letter queue back to the queue, where today's mapping takes them. Without --execute it only counts them.",
  rules,
  ["Credentials are found as by every AWS SDK. It may be stopped at any moment."],
);

async function redriveCommand(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options: rules });
  const { vendor, stack, from, to } = values;
  const byVendor = vendor !== undefined && from === undefined && to === undefined;
  const byQueues = vendor === undefined && stack === undefined && from !== undefined && to !== undefined;
  if (!byVendor && !byQueues) {
    throw new PersonError("Give either --vendor (and --stack), or both --from and --to.");
  }
  const options: RedriveOptions = {
    ...(vendor === undefined ? { from: queueUrl("from", from), to: queueUrl("to", to) } : queuesOf(vendor, stack)),
    reasons: values.reason,
    ...(values.since !== undefined && { since: momentOf("since", values.since) }),
    ...(values.until !== undefined && { until: momentOf("until", values.until) }),
    execute: values.execute,
  };
  const client = new SQSClient({ region: regionOf(options.from) });
  const { result: report, isStopped } = await watched("messages", undefined, (watch) =>
    redrive(client, options, watch),
  );
  process.stdout.write(reportText(report, options.execute, isStopped));
  // The watch for a request to stop must not keep the process.
  process.exit(0);
}

/** The queues of an integration, from the stack's outputs. */
function queuesOf(vendor: string, stack: string | undefined): Pick<RedriveOptions, "from" | "to"> {
  const output = vendorOutput(stackOutputs(stack, "Give --from and --to instead."), vendor);
  if (output.queueUrl === undefined || output.deadLetterQueueUrl === undefined) {
    throw new PersonError(`${vendor} has no queues: its events do not come over EventBridge.`);
  }
  return { from: output.deadLetterQueueUrl, to: output.queueUrl };
}

function reportText({ seen, matched, moved, byReason }: RedriveReport, execute: boolean, isStopped: boolean): string {
  const reasons = [...byReason].sort(([, one], [, other]) => other - one);
  const outcome = execute ? `${moved} of ${matched} were moved` : `${matched} would be moved with --execute`;
  const end = isStopped ? " It was stopped before the end; run it again for the rest." : "";
  return `${reasons.length === 0 ? "" : `${table(["reason", "messages"], reasons)}\n\n`}The dead-letter queue holds ${seen} messages; ${outcome}.${end}\n`;
}

void runCommand(usage, process.argv.slice(2), redriveCommand);
