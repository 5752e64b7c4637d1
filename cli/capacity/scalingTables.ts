import { eventsPerObject, recommendedLakeSetup } from "../../components/capacity/lakeObjects";
import { type Quota, quotaIn, quotas } from "../../components/capacity/quotas";
import {
  drainSeconds,
  eventBridgeEventsPerSecond,
  eventsPerRequest,
  type FunctionSetup,
  fullInvocation,
  recommendedSetup,
  regionEventsPerSecond,
  regionsNeeded,
  sustainedEventsPerSecond,
  usualWorkload,
  type Workload,
} from "../../components/capacity/throughput";
import { integrationDefaults } from "../../components/integration/integrationSettings";
import { duration, number, type TableRows } from "../docs/pageTables";

/** The tables of docs/scaling.md, from the capacity model. */
export function scalingTables(): Readonly<Record<string, TableRows>> {
  return {
    ceiling: ceiling(),
    deliveries: perRegion("deliveries per second", quotas.eventBridgeInvocationsPerSecond),
    rules: perRegion("rules per event bus", quotas.rulesPerBus),
    integration: oneIntegration(),
    settings: settings(),
    backlog: backlog(),
    lake: lake(),
    regions: regions(),
    quotas: sources(),
  };
}

function ceiling(): TableRows {
  const rows = [500, 2_000, 5_000, 10_000, 50_000, 250_000].map((bytes) =>
    [bytes, eventsPerRequest(bytes), regionEventsPerSecond(bytes)].map((value) => number(value)),
  );
  return [["bytes per event", "events per request", "events per second in a Region"], ...rows];
}

function oneIntegration(): TableRows {
  const setups: readonly (readonly [string, FunctionSetup])[] = [
    ["the defaults", integrationDefaults],
    ["batches of 10", { ...integrationDefaults, batchSize: 10 }],
    ["batches of 1,000", { ...integrationDefaults, batchSize: 1_000 }],
    ["1,000, 25 concurrent", { ...integrationDefaults, batchSize: 1_000, maximumConcurrency: 25 }],
  ];
  const rows = setups.map(([name, setup]) => {
    const { events, requests, seconds } = fullInvocation(setup, usualWorkload);
    const rate = Math.floor(sustainedEventsPerSecond(setup, usualWorkload));
    return [name, number(events), number(requests), seconds.toFixed(2), number(rate)];
  });
  return [["settings", "events", "requests", "seconds per invocation", "events per second"], ...rows];
}

function settings(): TableRows {
  const rows = [1, 20, 100, 500, 1_000, 5_000, 8_000].map((rate) => {
    const { batchSize, batchWindowSeconds, maximumConcurrency } = recommendedSetup(rate);
    return [rate, batchSize, batchWindowSeconds, maximumConcurrency].map((value) => number(value));
  });
  return [["events per second", "`batchSize`", "`batchWindowSeconds`", "`maximumConcurrency`"], ...rows];
}

function backlog(): TableRows {
  const hours = [1, 6, 24];
  const rows = [20, 100, 1_000, 5_000].map((rate) => [
    number(rate),
    ...hours.map((length) => duration(drainSeconds(length * 3_600, rate, recommendedSetup(rate), usualWorkload))),
  ]);
  return [["events per second", ...hours.map((length) => `after ${length} h`)], ...rows];
}

/** The sink s3 at rates above CloudTrail Lake's limit: the settings that it needs, and its objects. */
function lake(): TableRows {
  const workload = { ...usualWorkload, sink: "s3" } as const;
  const rows = [1, 20, 1_000, 10_000, 50_000].map((rate) => {
    const setup = recommendedLakeSetup(rate, workload);
    const events = eventsPerObject(rate, setup, workload);
    const most = Math.floor(sustainedEventsPerSecond(setup, workload));
    return [rate, setup.maximumConcurrency, most, events, rate / events].map((value) => number(value, 3));
  });
  return [
    [
      "events per second",
      "`maximumConcurrency`",
      "maximum events per second",
      "events per object",
      "objects per second",
    ],
    ...rows,
  ];
}

function regions(): TableRows {
  const rate = regionEventsPerSecond(usualWorkload.eventBytes);
  const logs = logsEventsPerSecond(usualWorkload);
  const rows = [10_000, 100_000, 1_000_000].map((events) => [
    number(events),
    number(regionsNeeded(events, rate)),
    "1",
    number(regionsNeeded(events, logs)),
    number(Math.ceil(events / eventBridgeEventsPerSecond())),
  ]);
  return [
    [
      "events per second",
      "Regions with CloudTrail Lake",
      "Regions with S3",
      "Regions with CloudWatch Logs",
      "multiple of the lowest EventBridge quota",
    ],
    ...rows,
  ];
}

/** Events per second that a Region accepts into CloudWatch Logs. */
function logsEventsPerSecond({ eventBytes }: Workload): number {
  const inCall = Math.min(
    quotas.putLogEventsEvents.value,
    Math.floor(quotas.putLogEventsRequestBytes.value / (eventBytes + 26)),
  );
  return quotas.putLogEventsCallsPerSecond.value * inCall;
}

/** The Regions of each value, the largest value first. The value of all other Regions is last. */
function perRegion(column: string, { value, perRegion: exceptions = {} }: Quota): TableRows {
  const values = [...new Set(Object.values(exceptions))].sort((one, other) => other - one);
  const rows = values.map((some) => [
    Object.keys(exceptions)
      .filter((region) => exceptions[region] === some)
      .join(", "),
    number(some),
  ]);
  return [["Regions", column], ...rows, ["every other Region", number(value)]];
}

function sources(): TableRows {
  const rows = Object.values(quotas).map((quota: Quota) => [
    quota.name,
    quota.perRegion === undefined ? number(quota.value) : `${number(quotaIn(quota, undefined))} or more`,
    quota.source,
    quota.read,
  ]);
  return [["quota or limit", "value", "source", "read"], ...rows];
}
