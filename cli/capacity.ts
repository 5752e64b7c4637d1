import { atSink, costPerMillion, totalOf } from "../components/capacity/cost";
import { eventsPerObject, objectBytes, recommendedLakeSetup } from "../components/capacity/lakeObjects";
import { monthlyDollars } from "../components/capacity/monthlyCost";
import {
  drainSeconds,
  eventBridgeEventsPerSecond,
  recommendedSetup,
  regionEventsPerSecond,
  regionsNeeded,
  sustainedEventsPerSecond,
  usualWorkload,
} from "../components/capacity/throughput";
import { eventDataStoreDefaults } from "../components/integration/eventDataStoreSettings";
import { integrationDefaults } from "../components/integration/integrationSettings";
import { flag, parseArguments, usageOf, valued, wholeNumber } from "./arguments";
import { billingModes, checkRegion, modelledSinks, pricedSink, retentionDays } from "./capacity/capacityArguments";
import { builtInQueries } from "./capacity/scanQueries";
import { duration } from "./docs/pageTables";
import { runCommand } from "./run";
import { table } from "./table";

const options = {
  "events-per-second": valued("N", "the rate of events; required"),
  "event-bytes": valued("N", "the average size of an audit event; 2000 by default"),
  "call-milliseconds": valued("N", "the time that PutAuditEvents or PutObject takes to answer; 100 by default"),
  "outage-hours": valued("N", "the time in which a backlog gathers; 6 by default"),
  region: valued("NAME", "the Region, for EventBridge's quota; the least of any Region by default"),
  targets: valued("N", "the targets of the rule: one per sink, and one for a raw log group; 1 by default"),
  sink: valued("NAME", `${modelledSinks.join(" or ")}; ${integrationDefaults.sink} by default`),
  "billing-mode": valued(
    "NAME",
    `${billingModes.join(" or ")}, of CloudTrail Lake; ${eventDataStoreDefaults.billingMode} by default`,
  ),
  "retention-days": valued(
    "N",
    `the retention of the sink; ${eventDataStoreDefaults.retentionDays} by default, ${integrationDefaults.auditLogRetentionDays} in CloudWatch Logs`,
  ),
  json: flag("one JSON object in place of a table"),
} as const;

const usage = usageOf(
  `npm run -s capacity -- --events-per-second N [--event-bytes N] [--call-milliseconds N] [--outage-hours N] [--region NAME]
                       [--targets N] [--sink NAME] [--billing-mode NAME] [--retention-days N] [--json]`,
  "Recommends settings for a rate of events, and shows their throughput and cost; docs/scaling.md and docs/costs.md have the arithmetic.",
  options,
  ["Example: npm run -s capacity -- --events-per-second 500 --region eu-central-1"],
);

async function capacity(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options });
  const result = answer(values);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : text(result));
}

function answer(values: ReturnType<typeof parseArguments<{ readonly options: typeof options }>>["values"]) {
  const rate = wholeNumber("events-per-second", values["events-per-second"], 1, 10_000_000);
  const sink = pricedSink(values.sink, values["billing-mode"]);
  const usual = {
    eventBytes: wholeNumber("event-bytes", values["event-bytes"] ?? String(usualWorkload.eventBytes), 1, 256_000),
    callMilliseconds: wholeNumber(
      "call-milliseconds",
      values["call-milliseconds"] ?? String(usualWorkload.callMilliseconds),
      1,
      5_000,
    ),
  };
  const outageSeconds = 3_600 * wholeNumber("outage-hours", values["outage-hours"] ?? "6", 1, 168);
  const workload = atSink(usual, sink);
  const days = retentionDays(sink, values["retention-days"]);
  checkRegion(values.region, sink);
  const isInBucket = sink === "s3";
  // S3 has no ceiling of a Region.
  const ceiling = isInBucket ? undefined : regionEventsPerSecond(workload.eventBytes);
  const setup = isInBucket
    ? recommendedLakeSetup(rate, workload)
    : recommendedSetup(Math.min(rate, ceiling ?? rate), workload);
  const drain = drainSeconds(outageSeconds, rate, setup, workload);
  const eventsPerInvocation = isInBucket ? eventsPerObject(rate, setup, workload) : undefined;
  const dollarsPerMillion = costPerMillion(setup, workload, {
    sink,
    retentionDays: days,
    ...(eventsPerInvocation !== undefined && { eventsPerInvocation }),
  });
  const store = {
    sink,
    eventsPerDay: rate * 86_400,
    eventBytes: workload.eventBytes,
    ...(eventsPerInvocation !== undefined && { eventsPerObject: eventsPerInvocation }),
  };
  return {
    setup,
    sustainedEventsPerSecond: Math.floor(sustainedEventsPerSecond(setup, workload)),
    regionEventsPerSecond: ceiling ?? null,
    regionsNeeded: ceiling === undefined ? 1 : regionsNeeded(rate, ceiling),
    ...(eventsPerInvocation !== undefined && {
      objects: {
        events: eventsPerInvocation,
        bytes: Math.round(objectBytes(eventsPerInvocation, workload)),
        perDay: Math.ceil((rate * 86_400) / eventsPerInvocation),
        perMillionEvents: Math.ceil(1_000_000 / eventsPerInvocation),
      },
    }),
    eventBridgeEventsPerSecond: eventBridgeEventsPerSecond(
      values.region,
      wholeNumber("targets", values.targets ?? "1", 1, 5),
    ),
    drainSeconds: Number.isFinite(drain) ? Math.ceil(drain) : null,
    pricing: sink,
    retentionDays: days,
    dollarsPerMillion,
    dollarsPerMonth: monthlyDollars(store, builtInQueries(sink), totalOf(dollarsPerMillion)),
  };
}

function text(result: ReturnType<typeof answer>): string {
  const { setup, dollarsPerMillion, dollarsPerMonth, objects } = result;
  const ofRegion =
    result.regionEventsPerSecond === null
      ? []
      : [
          ["events per second that a Region takes", result.regionEventsPerSecond],
          ["Regions needed, with a fifth to spare", result.regionsNeeded],
        ];
  const ofObjects =
    objects === undefined
      ? []
      : [
          ["events of an object, about", Math.round(objects.events)],
          ["bytes of an object, about", objects.bytes],
          ["objects a day, at most", objects.perDay],
          [
            "dollars of their requests and storage, per million events",
            (dollarsPerMillion.sink + dollarsPerMillion.storage).toFixed(2),
          ],
        ];
  return `${table(
    ["what", "value"],
    [
      ["batchSize", setup.batchSize],
      ["batchWindowSeconds", setup.batchWindowSeconds],
      ["maximumConcurrency", setup.maximumConcurrency],
      ["events per second with these settings", result.sustainedEventsPerSecond],
      ["events per second that EventBridge delivers before its quota is raised", result.eventBridgeEventsPerSecond],
      ...ofRegion,
      ...ofObjects,
      ["the backlog of the outage is worked off in", duration(result.drainSeconds ?? Number.POSITIVE_INFINITY)],
      [
        `dollars per million events (${result.pricing}, kept for ${result.retentionDays} days)`,
        totalOf(dollarsPerMillion).toFixed(2),
      ],
      ["dollars per month of these events, until the end of their retention", dollarsPerMonth.events.toFixed(2)],
      [
        "dollars per month of one vendor's metrics, alarms and polling, with one sink",
        dollarsPerMonth.vendor.toFixed(2),
      ],
      ["dollars per month of the stack's dashboards and detector alarms", dollarsPerMonth.stack.toFixed(2)],
      [
        "dollars per month of detections: the scan of one store with all built-in rules",
        dollarsPerMonth.detection.toFixed(2),
      ],
    ],
    80,
  )}\n`;
}

void runCommand(usage, process.argv.slice(2), capacity);
