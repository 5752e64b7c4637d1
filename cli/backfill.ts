import { InvalidArgumentError } from "commander";
import { eventDataStoreDefaults } from "../components/integration/eventDataStoreSettings";
import { PersonError } from "../components/personError";
import { vendorNames } from "../functions/vendors";
import { type BackfillReport, backfill } from "./backfill/backfill";
import { journalBeside } from "./backfill/journal";
import {
  anyKindFlag,
  credentialsNote,
  defaulted,
  flag,
  jsonFlag,
  moment,
  required,
  stackOption,
  valued,
  wholeNumber,
} from "./command/options";
import { watched } from "./command/progress";
import { refuseOnceStopped } from "./command/signals";
import { createSubcommand } from "./command/subcommand";
import { checkEventFile } from "./eventFile/checkEvents";
import { mapSettings } from "./mapSettings";
import { queueName, queuesOf, queueUrl, sinkOption, sqsClientOf } from "./queueArguments";
import { stackOutputs, vendorOutput } from "./stackOutputs";

export const command = createSubcommand({
  name: "backfill",
  description:
    "Sends a file of a vendor's events into the queue, as if they had arrived over the bus. Without --execute it only counts them.",
  options: {
    vendor: required(
      "KEY",
      "the integration, as in the stack's outputs (needs the pulumi command); with --to, the name of the vendor",
    ),
    stack: stackOption,
    sink: sinkOption,
    events: required(
      "FILE",
      "bare vendor events or whole EventBridge events, as JSON lines or arrays, plain or gzip",
      fileName,
    ),
    to: valued("URL", "the queue that the forwarder reads, for a stack that cannot be read", queueUrl),
    mapping: valued("FILE", "the integration's configured mapping, if it has one"),
    since: valued("TIME", "only events from this time on, such as 2026-11-20T09:00:00Z or 2026-11-20", moment),
    until: valued("TIME", "only events before this time", moment),
    "retention-days": defaulted(
      "N",
      String(eventDataStoreDefaults.retentionDays),
      "days that the store keeps events; older ones are reported",
      wholeNumber(1, 3653),
    ),
    "any-kind": anyKindFlag,
    execute: flag("sends them"),
    json: jsonFlag,
  },
  examples: [
    ["backfill --vendor okta --events okta.jsonl --since 2026-11-20", "counts what would be sent"],
    ["backfill --vendor okta --events okta.jsonl --since 2026-11-20 --execute", "sends it"],
  ],
  notes: [`${credentialsNote} You can stop it at any moment; it resumes when you run it again.`],
  failure: "wrong input, or events that cannot be used",
  run: async ({ events: file, mapping, since, until, execute, json, ...values }) => {
    const { vendor, to } = values.to === undefined ? await byStack(values) : byQueue(values, values.to);
    const settings = mapSettings(vendor, mapping);
    const retentionDays = values["retention-days"];
    const options = {
      ...{ file, to, settings, execute },
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      keptSince: Date.now() - retentionDays * dayMilliseconds,
    };
    const client = sqsClientOf(to);
    refuseOnceStopped(client, "SendMessageBatchCommand");
    const journal = journalBeside(file, to);
    const total = await checkEventFile(file, { vendor: settings.vendor, settings }, values["any-kind"]);
    const report = await watched("events", total, "run it again for the rest", (watch) =>
      backfill(client, options, journal, watch),
    );
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : reportText(report, retentionDays, execute));
    process.exitCode = report.unusable.length === 0 ? 0 : 1;
  },
});

const dayMilliseconds = 86_400_000;

function fileName(text: string): string {
  if (text === "-") {
    throw new InvalidArgumentError("Give a file: a run over standard input could not be resumed.");
  }
  return text;
}

interface Target {
  readonly vendor: string;
  readonly stack: string | undefined;
  readonly sink: string | undefined;
}

/** Reads the vendor and the queue of an integration from the stack's outputs. */
async function byStack({
  vendor: key,
  stack,
  sink,
}: Target): Promise<{ readonly vendor: string; readonly to: string }> {
  const output = vendorOutput(await stackOutputs(stack, "Give the vendor's name and --to instead."), key);
  return { vendor: output.vendor, to: queuesOf(key, output, sink).queueUrl };
}

/**
 * Returns the vendor and the queue of a command line. Throws a PersonError if the queue's name shows that it belongs to another vendor or is for
 * failed messages.
 */
function byQueue({ vendor, stack, sink }: Target, url: string): { readonly vendor: string; readonly to: string } {
  if ((stack ?? sink) !== undefined) {
    throw new PersonError(
      "--to names the queue: leave out --stack and --sink, or leave out --to and give --vendor KEY.",
    );
  }
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
  const { events, resumed, wanted, sent, outside, expired, unusable } = report;
  return [
    ...unusable.slice(0, problemsShown).map(({ place, reason }) => `${place}: ${reason}`),
    ...(unusable.length > problemsShown ? [`... and ${unusable.length - problemsShown} more events`] : []),
    ...(expired > 0
      ? [`Warning: ${expired} events are older than ${retentionDays} days; the store would remove them at once.`]
      : []),
    ...(resumed > 0 ? [`Resumed after ${resumed} events.`] : []),
    `${events} events: ${execute ? `${sent} were sent` : `${wanted} would be sent with --execute`}, ${outside} are outside the time range, ${unusable.length} cannot be used.`,
    "",
  ].join("\n");
}
