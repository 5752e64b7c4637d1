import { SQSClient } from "@aws-sdk/client-sqs";
import { eventDataStoreDefaults } from "../components/integration/eventDataStoreSettings";
import { PersonError } from "../components/personError";
import { flag, momentOf, parseArguments, queueUrl, regionOf, usageOf, valued, wholeNumber } from "./arguments";
import { type BackfillReport, backfill, journalBeside } from "./backfill/backfill";
import { mapSettings } from "./mapSettings";
import { runCommand } from "./run";
import { watched } from "./watched";

const rules = {
  vendor: valued("NAME", "whose events they are"),
  events: valued("FILE", "JSON lines: bare vendor events or whole EventBridge events"),
  to: valued("URL", "the URL of the integration's queue"),
  mapping: valued("FILE", "the integration's configured mapping, where it has one"),
  since: valued("TIME", "only events from this time on, such as 2026-11-20T09:00:00Z"),
  "retention-days": valued(
    "N",
    "days that the store keeps events; older ones are warned of. 2555 where this is not given",
  ),
  execute: flag("sends them"),
} as const;

const usage = usageOf(
  "npm run backfill -- --vendor NAME --events FILE --to URL [--mapping FILE] [--since TIME] [--retention-days N] [--execute]",
  "Sends a file of a vendor's events into the queue, as if they had come over the bus. Without --execute it only counts them.",
  rules,
  [
    "Credentials are found as by every AWS SDK. It may be stopped at any moment, and goes on from there when it is run again.",
  ],
);

const dayMilliseconds = 86_400_000;

async function backfillCommand(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options: rules });
  const file = values.events;
  if (file === undefined || file === "-") {
    throw new PersonError("--events must name a file; standard input cannot be gone on with.");
  }
  const to = queueUrl("to", values.to);
  const retention = values["retention-days"] ?? String(eventDataStoreDefaults.retentionDays);
  const retentionDays = wholeNumber("retention-days", retention, 1, 3653);
  const options = {
    file,
    to,
    settings: mapSettings(values.vendor, values.mapping),
    ...(values.since !== undefined && { since: momentOf("since", values.since) }),
    keptSince: Date.now() - retentionDays * dayMilliseconds,
    execute: values.execute,
  };
  const client = new SQSClient({ region: regionOf(to) });
  const journal = journalBeside(file, to);
  const { result: report, isStopped } = await watched("lines", undefined, (watch) =>
    backfill(client, options, journal, watch),
  );
  process.stdout.write(reportText(report, retentionDays, values.execute, isStopped));
  process.exit(report.unusable.length === 0 ? 0 : 1);
}

const problemsShown = 20;

function reportText(report: BackfillReport, retentionDays: number, execute: boolean, isStopped: boolean): string {
  const { lines, resumed, wanted, sent, early, expired, unusable } = report;
  return [
    ...unusable.slice(0, problemsShown).map(({ line, reason }) => `line ${line}: ${reason}`),
    ...(unusable.length > problemsShown ? [`... and ${unusable.length - problemsShown} more lines`] : []),
    ...(expired > 0
      ? [`Warning: ${expired} events are older than ${retentionDays} days; the store would remove them at once.`]
      : []),
    ...(resumed > 0 ? [`Went on after line ${resumed}.`] : []),
    `${lines} lines: ${execute ? `${sent} events were sent` : `${wanted} events would be sent with --execute`}, ${early} are earlier than wanted, ${unusable.length} cannot be used.`,
    ...(isStopped ? ["It was stopped before the end; run it again for the rest."] : []),
    "",
  ].join("\n");
}

void runCommand(usage, process.argv.slice(2), backfillCommand);
