import { costPerMillion, totalOf } from "../components/capacity/cost";
import { recommendedSetup, regionsNeeded } from "../components/capacity/recommendation";
import {
  drainSeconds,
  eventBridgeEventsPerSecond,
  regionEventsPerSecond,
  sustainedEventsPerSecond,
  usualWorkload,
} from "../components/capacity/throughput";
import { parseArguments, wholeNumber } from "./arguments";
import { duration } from "./capacity/scalingPage";
import { runCommand } from "./run";
import { table } from "./table";

const usage = `npm run -s capacity -- --events-per-second N [--event-bytes N] [--call-milliseconds N] [--outage-hours N] [--region NAME] [--json]

Says what an integration needs for a rate of events, what it then manages, and what it costs; docs/scaling.md has the arithmetic.
  --events-per-second N  how many events come
  --event-bytes N        of an audit event, on average; 2000 where this is not given
  --call-milliseconds N  how long PutAuditEvents takes to answer; 100 where this is not given
  --outage-hours N       how long a backlog gathers; 6 where this is not given
  --region NAME          for EventBridge's quota; the least of any Region where this is not given
  --json                 one JSON object in place of a table`;

async function capacity(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, {
    options: {
      "events-per-second": { type: "string" },
      "event-bytes": { type: "string" },
      "call-milliseconds": { type: "string" },
      "outage-hours": { type: "string" },
      region: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const rate = wholeNumber("events-per-second", values["events-per-second"] ?? "", 1, 10_000_000);
  const workload = {
    eventBytes: wholeNumber("event-bytes", values["event-bytes"] ?? String(usualWorkload.eventBytes), 1, 256_000),
    callMilliseconds: wholeNumber(
      "call-milliseconds",
      values["call-milliseconds"] ?? String(usualWorkload.callMilliseconds),
      1,
      5_000,
    ),
  };
  const outageSeconds = 3_600 * wholeNumber("outage-hours", values["outage-hours"] ?? "6", 1, 168);
  const ceiling = regionEventsPerSecond(workload.eventBytes);
  const setup = recommendedSetup(Math.min(rate, ceiling), workload);
  const drain = drainSeconds(outageSeconds, rate, setup, workload);
  const result = {
    setup,
    sustainedEventsPerSecond: Math.floor(sustainedEventsPerSecond(setup, workload)),
    regionEventsPerSecond: ceiling,
    regionsNeeded: regionsNeeded(rate, ceiling),
    eventBridgeEventsPerSecond: eventBridgeEventsPerSecond(values.region ?? ""),
    drainSeconds: Number.isFinite(drain) ? Math.ceil(drain) : null,
    dollarsPerMillion: costPerMillion(setup, workload, { sink: "extendable" }),
  };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : text(result));
}

function text(result: {
  readonly setup: ReturnType<typeof recommendedSetup>;
  readonly sustainedEventsPerSecond: number;
  readonly regionEventsPerSecond: number;
  readonly regionsNeeded: number;
  readonly eventBridgeEventsPerSecond: number;
  readonly drainSeconds: number | null;
  readonly dollarsPerMillion: ReturnType<typeof costPerMillion>;
}): string {
  const { setup, dollarsPerMillion } = result;
  return `${table(
    ["what", "value"],
    [
      ["batchSize", setup.batchSize],
      ["batchWindowSeconds", setup.batchWindowSeconds],
      ["maximumConcurrency", setup.maximumConcurrency],
      ["events a second with these settings", result.sustainedEventsPerSecond],
      ["events a second that a Region takes", result.regionEventsPerSecond],
      ["events a second that EventBridge delivers before its quota is raised", result.eventBridgeEventsPerSecond],
      ["Regions needed, with a fifth to spare", result.regionsNeeded],
      ["the backlog of the outage is worked off in", duration(result.drainSeconds ?? Number.POSITIVE_INFINITY)],
      ["dollars for a million events", totalOf(dollarsPerMillion).toFixed(2)],
    ],
    80,
  )}\n`;
}

void runCommand(usage, process.argv.slice(2), capacity);
