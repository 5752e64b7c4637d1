import { type Cost, costPerMillion, idleQueueDollars, totalOf } from "../../components/capacity/cost";
import { prices } from "../../components/capacity/prices";
import { quotas } from "../../components/capacity/quotas";
import { recommendedSetup, regionsNeeded } from "../../components/capacity/recommendation";
import {
  drainSeconds,
  eventBridgeEventsPerSecond,
  eventsPerRequest,
  type FunctionSetup,
  fullInvocation,
  regionEventsPerSecond,
  sustainedEventsPerSecond,
  usualWorkload,
  type Workload,
} from "../../components/capacity/throughput";
import { integrationDefaults } from "../../components/integrationSettings";

/** docs/scaling.md, made of the capacity model. */
export function scalingPage(): string {
  return `${[
    "# Scaling",
    "",
    "This page is made by `npm run docs` from components/capacity/, which has each quota and price with its source; `npm run -s capacity --",
    "--events-per-second N` answers the same for your own figures. Prices are list prices for estimates. A usual event here has",
    `${number(usualWorkload.eventBytes)} bytes, and PutAuditEvents answers in ${usualWorkload.callMilliseconds} ms, which AWS does not promise: measure it (the function's duration over its requests).`,
    "",
    ...ceiling(),
    ...oneIntegration(),
    ...settings(),
    ...backlog(),
    ...costs(),
    ...beyond(),
  ].join("\n")}\n`;
}

function ceiling(): readonly string[] {
  const rows = [500, 2_000, 5_000, 10_000, 50_000, 250_000].map((bytes) => [
    number(bytes),
    number(eventsPerRequest(bytes)),
    number(regionEventsPerSecond(bytes)),
  ]);
  return [
    "## The ceiling",
    "",
    `A Region takes ${quotas.putAuditEventsCallsPerSecond} calls of PutAuditEvents a second, of all channels together, and no request raises that. One event a call is ${quotas.putAuditEventsCallsPerSecond} events a second; full requests are:`,
    "",
    ...markdown(["bytes of an event", "events a request", "events a second in a Region"], rows),
    "",
    `EventBridge comes before it: it delivers ${number(quotas.eventBridgeInvocationsPerSecond["us-east-1"] ?? 0)} events a second in us-east-1 and us-west-2, and`,
    `${number(quotas.leastEventBridgeInvocationsPerSecond)} to 4,500 elsewhere, a raw log group counting as a second delivery, until you have the quota "Invocations throttle limit" raised.`,
    "What is over it comes later, within the rule's 24 hours.",
    "",
  ];
}

function oneIntegration(): readonly string[] {
  const setups: readonly (readonly [string, FunctionSetup])[] = [
    ["the defaults", integrationDefaults],
    ["batches of 10", { ...integrationDefaults, batchSize: 10 }],
    ["batches of 1,000", { ...integrationDefaults, batchSize: 1_000 }],
    ["1,000, 25 at one time", { ...integrationDefaults, batchSize: 1_000, maximumConcurrency: 25 }],
  ];
  const rows = setups.map(([name, setup]) => {
    const { events, requests, seconds } = fullInvocation(setup, usualWorkload);
    const rate = Math.floor(sustainedEventsPerSecond(setup, usualWorkload));
    return [name, number(events), number(requests), seconds.toFixed(2), number(rate)];
  });
  return [
    "## One integration",
    "",
    "Invocations at one time, times the events of one, over its seconds; never more than the Region takes.",
    "",
    ...markdown(["set-up", "events", "requests", "seconds an invocation", "events a second"], rows),
    "",
  ];
}

function settings(): readonly string[] {
  const rows = [1, 20, 100, 500, 1_000, 5_000, 8_000].map((rate) => {
    const { batchSize, batchWindowSeconds, maximumConcurrency } = recommendedSetup(rate);
    return [number(rate), number(batchSize), number(batchWindowSeconds), number(maximumConcurrency)];
  });
  return [
    "## Settings for a rate",
    "",
    "Batches that fill requests, a window in which they fill, and enough invocations at one time to work off four times what comes.",
    "The defaults are those of 20 events a second.",
    "",
    ...markdown(["events a second", "`batchSize`", "`batchWindowSeconds`", "`maximumConcurrency`"], rows),
    "",
  ];
}

function backlog(): readonly string[] {
  const hours = [1, 6, 24];
  const rows = [20, 100, 1_000, 5_000].map((rate) => [
    number(rate),
    ...hours.map((length) => duration(drainSeconds(length * 3_600, rate, recommendedSetup(rate), usualWorkload))),
  ]);
  return [
    "## After an outage",
    "",
    "How long the backlog takes with the settings above, while events go on coming. Lambda begins with five invocations at one time and adds",
    "300 a minute. Events wait in the queue for seven days; with the default time-out, a hundred receives last over six hours of refusals.",
    "",
    ...markdown(["events a second", ...hours.map((length) => `after ${length} h`)], rows),
    "",
  ];
}

function costs(): readonly string[] {
  const rows = (["extendable", "fixed", "cloudwatch-logs"] as const).flatMap((sink) =>
    [2_000, 10_000].map((eventBytes) => {
      const cost = costPerMillion(integrationDefaults, { ...usualWorkload, eventBytes }, { sink });
      return [sink, number(eventBytes), ...dollars(cost), totalOf(cost).toFixed(2)];
    }),
  );
  const single = costPerMillion(integrationDefaults, usualWorkload, { sink: "extendable", eventsPerInvocation: 1 });
  return [
    "## A million events, in dollars",
    "",
    ...markdown(["sink", "bytes", "EventBridge", "SQS", "Lambda", "sink", "together"], rows),
    "",
    `Where events come one by one, so that each has an invocation of its own, Lambda is ${single.lambda.toFixed(2)} of it. Polling an idle queue costs about ${idleQueueDollars.toFixed(2)} a month;`,
    `an archive ${prices.archivePerGigabyte.toFixed(2)}, and a raw log group ${prices.logsPerGigabyte.toFixed(2)}, for each gigabyte.`,
    "",
  ];
}

function beyond(): readonly string[] {
  const rate = regionEventsPerSecond(usualWorkload.eventBytes);
  const logs = logsEventsPerSecond(usualWorkload);
  const rows = [10_000, 100_000, 1_000_000].map((events) => [
    number(events),
    number(regionsNeeded(events, rate)),
    number(regionsNeeded(events, logs)),
    number(Math.ceil(events / eventBridgeEventsPerSecond(""))),
  ]);
  return [
    "## Beyond a Region",
    "",
    "More than a Region takes needs more Regions or accounts, a stack each, among which the vendor's orgs or event sources are divided; or the sink",
    `cloudwatch-logs, of which a Region takes ${number(quotas.putLogEventsCallsPerSecond)} calls a second of a megabyte, and more on request. With a fifth to spare:`,
    "",
    ...markdown(
      [
        "events a second",
        "Regions with CloudTrail Lake",
        "Regions with CloudWatch Logs",
        "times the least EventBridge quota",
      ],
      rows,
    ),
    "",
    "One partner event source delivers to one bus in one Region, so a single org that sends more than a Region takes cannot be divided behind it:",
    "filter at the vendor, or with `pattern`, or take CloudWatch Logs for the bulk and the Lake for what must be kept.",
  ];
}

/** Events a second that a Region takes into CloudWatch Logs. */
function logsEventsPerSecond({ eventBytes }: Workload): number {
  const inCall = Math.min(quotas.putLogEventsEvents, Math.floor(quotas.putLogEventsRequestBytes / (eventBytes + 26)));
  return quotas.putLogEventsCallsPerSecond * inCall;
}

function dollars({ eventBridge, sqs, lambda, sink }: Cost): readonly string[] {
  return [eventBridge, sqs, lambda, sink].map((part) => part.toFixed(2));
}

function markdown(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)];
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** Seconds as a person reads them. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) {
    return "never";
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
