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
import { billingModes, checkRegion, modelledSinks, pricedSink, retentionDays } from "./capacity/capacityArguments";
import { builtInQueries } from "./capacity/scanQueries";
import { choice, defaulted, jsonFlag, required, valued, wholeNumber } from "./command/options";
import { createSubcommand, type ValuesOf } from "./command/subcommand";
import { wrappedTable } from "./command/table";
import { duration } from "./docs/pageTables";

const options = {
  "events-per-second": required("N", "the rate of events", wholeNumber(1, 10_000_000)),
  "event-bytes": defaulted(
    "N",
    String(usualWorkload.eventBytes),
    "the average size of an audit event",
    wholeNumber(1, 256_000),
  ),
  "call-milliseconds": defaulted(
    "N",
    String(usualWorkload.callMilliseconds),
    "the time that PutAuditEvents or PutObject takes to answer",
    wholeNumber(1, 5_000),
  ),
  "outage-hours": defaulted("N", "6", "the time in which a backlog gathers", wholeNumber(1, 168)),
  region: valued("REGION", "the Region, for EventBridge's quota; by default the lowest of any Region"),
  targets: defaulted("N", "1", "the targets of the rule: one per sink, and one for a raw log group", wholeNumber(1, 5)),
  sink: choice("NAME", modelledSinks, `the sink; by default ${integrationDefaults.sink}`),
  "billing-mode": choice(
    "NAME",
    billingModes,
    `the billing mode of CloudTrail Lake; by default ${eventDataStoreDefaults.billingMode}`,
  ),
  "retention-days": valued(
    "N",
    `the retention of the sink; by default ${eventDataStoreDefaults.retentionDays}, or ${integrationDefaults.auditLogRetentionDays} in CloudWatch Logs`,
  ),
  json: jsonFlag,
};

export const command = createSubcommand({
  name: "capacity",
  description:
    "Recommends settings for a rate of events, and shows their throughput and cost; docs/scaling.md and docs/costs.md have the arithmetic.",
  options,
  examples: [
    ["capacity --events-per-second 500 --region eu-central-1", "settings and cost in a Region"],
    ["capacity --events-per-second 5 --sink s3 --json", "of the open lake, for a program"],
  ],
  run: async (values) => {
    const result = answer(values);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : text(result));
  },
});

function answer(values: ValuesOf<typeof options>) {
  const rate = values["events-per-second"];
  const sink = pricedSink(values.sink, values["billing-mode"]);
  const usual = { eventBytes: values["event-bytes"], callMilliseconds: values["call-milliseconds"] };
  const outageSeconds = 3_600 * values["outage-hours"];
  const workload = atSink(usual, sink);
  const days = retentionDays(sink, values["retention-days"]);
  checkRegion(values.region, sink);
  const isInBucket = sink === "s3";
  // S3 has no limit per Region.
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
    eventBridgeEventsPerSecond: eventBridgeEventsPerSecond(values.region, values.targets),
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
  return `${wrappedTable(
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
  )}\n`;
}
