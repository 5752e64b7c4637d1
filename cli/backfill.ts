import { eventDataStoreDefaults } from "../components/integration/eventDataStoreSettings";
import { PersonError } from "../components/personError";
import { vendorNames } from "../functions/vendors";
import { anyKindFlag, flag, momentOf, parseArguments, usageOf, valued, wholeNumber } from "./arguments";
import { type BackfillReport, backfill } from "./backfill/backfill";
import { journalBeside } from "./backfill/journal";
import { checkEventFile } from "./eventFile/checkEvents";
import { mapSettings } from "./mapSettings";
import { watched } from "./progress";
import { queueName, queuesOf, queueUrl, sqsClientOf } from "./queueArguments";
import { runCommand } from "./run";
import { refuseOnceStopped } from "./signals";
import { stackOutputs, vendorOutput } from "./stackOutputs";

const rules = {
  vendor: valued(
    "KEY",
    "the integration, by the stack's outputs (needs the pulumi command); with --to, the vendor's name",
  ),
  stack: valued("NAME", "the stack; the selected one where this is not given"),
  sink: valued("NAME", "the sink, where the integration has more than one"),
  events: valued("FILE", "bare vendor events or whole EventBridge events, as JSON lines or arrays, plain or gzip"),
  to: valued("URL", "the URL of the integration's queue, where its stack cannot be read"),
  mapping: valued("FILE", "the integration's configured mapping, where it has one"),
  since: valued("TIME", "only events from this time on, such as 2026-11-20T09:00:00Z"),
  "retention-days": valued(
    "N",
    "days that the store keeps events; older ones are warned of. 2555 where this is not given",
  ),
  "any-kind": anyKindFlag,
  execute: flag("sends them"),
} as const;

const usage = usageOf(
  "npm run backfill -- (--vendor KEY [--sink NAME] [--stack NAME] | --vendor NAME --to URL) --events FILE [--mapping FILE] [--since TIME] [--retention-days N] [--any-kind] [--execute]",
  "Sends a file of a vendor's events into the queue, as if they had come over the bus. Without --execute it only counts them.",
  rules,
  [
    "Credentials are found as by every AWS SDK, and AWS_ENDPOINT_URL is followed. It may be stopped at any moment, and resumes when it is run again.",
  ],
);

const dayMilliseconds = 86_400_000;

async function backfillCommand(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options: rules });
  const file = values.events;
  if (file === undefined || file === "-") {
    throw new PersonError("--events must name a file; a run over standard input could not be resumed.");
  }
  const retention = values["retention-days"] ?? String(eventDataStoreDefaults.retentionDays);
  const retentionDays = wholeNumber("retention-days", retention, 1, 3653);
  const since = values.since === undefined ? undefined : momentOf("since", values.since);
  const { vendor, to } = values.to === undefined ? await byStack(values) : byQueue(values);
  const settings = mapSettings(vendor, values.mapping);
  const options = {
    ...{ file, to, settings, execute: values.execute },
    ...(since !== undefined && { since }),
    keptSince: Date.now() - retentionDays * dayMilliseconds,
  };
  const client = sqsClientOf(to);
  refuseOnceStopped(client, "SendMessageBatchCommand");
  const journal = journalBeside(file, to);
  const total = await checkEventFile(file, { vendor: settings.vendor, settings }, values["any-kind"]);
  const report = await watched("events", total, "run it again for the rest", (watch) =>
    backfill(client, options, journal, watch),
  );
  process.stdout.write(reportText(report, retentionDays, values.execute));
  process.exitCode = report.unusable.length === 0 ? 0 : 1;
}

type Target = Readonly<Partial<Record<"vendor" | "stack" | "sink" | "to", string>>>;

/** The vendor and the queue of an integration, by the stack's outputs. */
async function byStack({
  vendor: key,
  stack,
  sink,
}: Target): Promise<{ readonly vendor: string; readonly to: string }> {
  if (key === undefined) throw new PersonError("--vendor is missing; give the key of an integration in the stack.");
  const output = vendorOutput(await stackOutputs(stack, "Give the vendor's name and --to instead."), key);
  return { vendor: output.vendor, to: queuesOf(key, output, sink).queueUrl };
}

/** The vendor and the queue that a command line names. Throws a PersonError where the queue's name says that it is another vendor's, or no vendor's. */
function byQueue({ vendor, stack, sink, to }: Target): { readonly vendor: string | undefined; readonly to: string } {
  if ((stack ?? sink) !== undefined) {
    throw new PersonError(
      "--to names the queue: leave out --stack and --sink, or leave out --to and give --vendor KEY.",
    );
  }
  const url = queueUrl("to", to);
  const [, key = "", purpose = ""] = queueName(url).split("_");
  if (purpose !== "" && !purpose.startsWith("events")) {
    throw new PersonError(
      `--to is a queue for failed messages, ${queueName(url)}; it must be the one that the forwarder reads, which ends with _events.`,
    );
  }
  const other = vendorNames.find((name) => name !== vendor && `-${key}-`.includes(`-${name}-`));
  if (other !== undefined && !`-${key}-`.includes(`-${vendor}-`)) {
    throw new PersonError(
      `--to is a queue of ${other}, ${queueName(url)}, and the events are of ${vendor}. Give the queue of ${vendor}.`,
    );
  }
  return { vendor, to: url };
}

const problemsShown = 20;

function reportText(report: BackfillReport, retentionDays: number, execute: boolean): string {
  const { events, resumed, wanted, sent, early, expired, unusable } = report;
  return [
    ...unusable.slice(0, problemsShown).map(({ place, reason }) => `${place}: ${reason}`),
    ...(unusable.length > problemsShown ? [`... and ${unusable.length - problemsShown} more events`] : []),
    ...(expired > 0
      ? [`Warning: ${expired} events are older than ${retentionDays} days; the store would remove them at once.`]
      : []),
    ...(resumed > 0 ? [`Resumed after ${resumed} events.`] : []),
    `${events} events: ${execute ? `${sent} were sent` : `${wanted} would be sent with --execute`}, ${early} are earlier than wanted, ${unusable.length} cannot be used.`,
    "",
  ].join("\n");
}

void runCommand(usage, process.argv.slice(2), backfillCommand);
