import {
  costLines,
  costPerMillion,
  daysPerMonth,
  defaultRetentionDays,
  dollarsOf,
  totalOf,
} from "../../components/capacity/cost";
import { coldPaysFromBytes, leastColdBytes, monthsOf } from "../../components/capacity/lakeCharges";
import { eventsPerObject, measuredObjects, objectBytes } from "../../components/capacity/lakeObjects";
import { fullInvocation, usualWorkload } from "../../components/capacity/throughput";
import { batchingDefaults } from "../../components/integration/batching";
import { integrationDefaults } from "../../components/integration/integrationSettings";
import { number, type TableRows } from "../docs/pageTables";
import { priceText } from "./priceText";

/** The tables of docs/costs.md on the sink s3, whose price depends on the number of events per object. */
export function lakeCostsTables(): Readonly<Record<string, TableRows>> {
  return {
    "lake-totals": [
      ["sink", "USD"],
      ...cases.map((one) => [one.title, totalOf(costPerMillion(setup, usualWorkload, optionsOf(one))).toFixed(2)]),
    ],
    "lake-objects": objects(),
    "lake-sizes": [
      ["events per object", "bytes per object", "bytes per event"],
      ...measuredObjects.map(({ events, bytes }) => [events, bytes, bytes / events].map((value) => number(value))),
    ],
    "lake-assumptions": assumptions(),
    "lake-calculation": calculation(),
  };
}

const setup = { ...integrationDefaults, ...batchingDefaults.s3 };
const secondsPerDay = 24 * 60 * 60;
const million = 1_000_000;

/** A rate at which a million events arrive. */
interface Case {
  readonly title: string;
  readonly days: number;
}

const cases: readonly Case[] = [
  { title: "S3, a million events per day", days: 1 },
  { title: "S3, a million events per month", days: daysPerMonth },
  { title: "S3, a million events per year", days: 365 },
];

function rateOf({ days }: Case): number {
  return million / (days * secondsPerDay);
}

function optionsOf(one: Case, atOnce?: number) {
  return { sink: "s3", eventsPerInvocation: eventsPerObject(rateOf(one), setup, usualWorkload, atOnce) } as const;
}

/** Objects and their cost, with the fewest and with the most concurrent batches. */
function objects(): TableRows {
  const rows = cases.flatMap((one) =>
    [1, setup.maximumConcurrency].map((atOnce) => {
      const options = optionsOf(one, atOnce);
      const count = million / options.eventsPerInvocation;
      const { sink, storage } = costPerMillion(setup, usualWorkload, options);
      return [
        one.title,
        number(atOnce),
        number(options.eventsPerInvocation, 1),
        number(count, 0),
        number(count / one.days, 0),
        number(objectBytes(options.eventsPerInvocation, usualWorkload), 0),
        (sink + storage).toFixed(2),
      ];
    }),
  );
  return [
    [
      "sink",
      "batches at one time",
      "events per object",
      "objects",
      "objects per day",
      "bytes per object",
      "requests and storage, USD",
    ],
    ...rows,
  ];
}

function assumptions(): TableRows {
  const days = defaultRetentionDays("s3");
  const months = monthsOf(days, daysPerMonth);
  const [day = { title: "", days: 1 }, ...others] = cases;
  const seconds = (one: Case) =>
    fullInvocation({ ...setup, batchSize: optionsOf(one).eventsPerInvocation }, { ...usualWorkload, sink: "s3" })
      .seconds;
  return [
    ["assumption", "value"],
    ["bytes per event", number(usualWorkload.eventBytes)],
    ["seconds in which a batch collects events", number(setup.batchWindowSeconds)],
    ["batches at one time", number(setup.maximumConcurrency)],
    ["maximum events per batch, within the 6 MB of an invocation", number(fullInvocation(setup, usualWorkload).events)],
    ...[day, ...others].map((one) => [`seconds per invocation: ${one.title}`, number(seconds(one), 9)]),
    ["days in S3", number(days)],
    [
      "of these, days before an object of 128 KB or more moves to Glacier Instant Retrieval",
      number(months.standard * daysPerMonth),
    ],
    ["minimum bytes of an object that moves", number(leastColdBytes)],
    ["bytes above which moving saves money", number(coldPaysFromBytes(months), 0)],
  ];
}

function calculation(): TableRows {
  const rows = cases.flatMap((one) =>
    costLines(setup, usualWorkload, optionsOf(one)).map((line) => [
      one.title,
      line.price.name,
      number(line.quantity, 6),
      line.price.per,
      priceText(line.price),
      dollarsOf(line).toFixed(4),
    ]),
  );
  return [["sink", "charge", "quantity", "per", "price", "USD"], ...rows];
}
