import { overlap } from "../../functions/detector/runScan";
import { clockDrift } from "../../functions/detector/scan/trinoScan";
import { scanDefaults } from "../detections/scans/scanDefaults";
import { batchingDefaults } from "../integration/batching";
import { integrationDefaults } from "../integration/integrationSettings";
import { type Charge, memoryGigabytes, type PricedSink, sumOf } from "./cost";
import { eventsPerObject, objectBytes } from "./lakeObjects";
import { prices } from "./prices";
import { usualWorkload } from "./throughput";

/** Queries of a scan's rules, grouped for each kind of store. */
export interface ScanQueries {
  /** Statements of CloudTrail Lake: the longest timespan of each statement's rules, in hours; 0 if no rule counts events. */
  readonly lake: readonly number[];
  /** Statements of Athena, in the same form. */
  readonly athena: readonly number[];
  readonly logs: LogQueries;
}

/** Queries of Logs Insights. */
interface LogQueries {
  /** Queries that count the events that any of many rules matches. */
  readonly probes: number;
  /** Rules for which each event is a finding. */
  readonly events: number;
  /** Timespans of the rules that count events, in hours. */
  readonly spans: readonly number[];
}

/** A store that a scan reads. */
export interface ScannedStore {
  readonly sink: PricedSink;
  readonly eventsPerDay: number;
  readonly eventBytes: number;
  /** Integrations with equal shares of the events; in S3, each has its own objects and partitions. @default 1 */
  readonly integrations?: number;
  /** Events per object in S3. @default the number that the sink's default settings gather */
  readonly eventsPerObject?: number;
}

/** A charge of a scan per day. */
interface ScanLine extends Charge {
  readonly what: string;
}

/** Assumptions of the model about a scan. */
export const scanAssumptions = {
  /** Runs of the default schedule, which is hourly. */
  runsPerDay: 24,
  lateHours: scanDefaults.lateHours,
  overlapHours: overlap / 3_600_000,
  /**
   * Minutes from an event's own time to its storage in usual operation. This is an assumption: vendors send within minutes but guarantee no time, and a
   * batch for S3 gathers for five minutes.
   */
  storingMinutes: 15,
  /** Additional hours that statements on S3 read, for clock drift. */
  clockHours: clockDrift / 3_600_000,
  /** Seconds for which the function waits for the results of a run. This is an assumption: AWS publishes no value. */
  runSeconds: 60,
  /** Minimum bytes that Athena charges per query (see `prices.athena`). */
  leastAthenaBytes: 10_000_000,
} as const;

const gigabyte = 1_000_000_000;
const hoursPerDay = 24;
/** Maximum objects in the response of a LIST (Amazon S3 API Reference, ListObjectsV2). */
const objectsPerList = 1_000;
const { runsPerDay, overlapHours, clockHours, leastAthenaBytes } = scanAssumptions;
const hoursPerRun = hoursPerDay / runsPerDay;

/**
 * Lists the charges of a day's runs on one store.
 * @param isWorst true for the worst case: every hour, some event is stored as late as `lateHours` allows; in a log group, each counting rule finds groups
 * that reach its count
 */
export function scanLines(store: ScannedStore, queries: ScanQueries, isWorst = false): readonly ScanLine[] {
  const seconds = runsPerDay * scanAssumptions.runSeconds;
  return [
    { what: "schedule", price: prices.scheduler, quantity: runsPerDay / 1_000_000 },
    { what: "detector", price: prices.lambdaCompute, quantity: seconds * memoryGigabytes(integrationDefaults) },
    ...queryLines(store, queries, isWorst),
  ];
}

/** Calculates the dollars of a day's runs on one store; see {@link scanLines}. */
export function scanDollars(store: ScannedStore, queries: ScanQueries, isWorst = false): number {
  return sumOf(scanLines(store, queries, isWorst));
}

function queryLines(store: ScannedStore, queries: ScanQueries, isWorst: boolean): readonly ScanLine[] {
  switch (store.sink) {
    case "s3":
      return bucketLines(store, queries.athena, isWorst);
    case "cloudwatch-logs":
      return [
        { what: "probes", price: prices.logsQuery, quantity: gigabytesOf(store, logProbes(queries.logs)) },
        { what: "queries", price: prices.logsQuery, quantity: gigabytesOf(store, logReads(queries.logs, isWorst)) },
      ];
    default:
      return [
        { what: "probes", price: prices.lakeQuery, quantity: gigabytesOf(store, [lateHours]) },
        { what: "statements", price: prices.lakeQuery, quantity: gigabytesOf(store, lakeReads(queries.lake, isWorst)) },
      ];
  }
}

/** Hours of newly stored events that a run reads. */
const newHours = hoursPerRun + overlapHours;
/** Hours that a probe reads to find the oldest newly stored event. */
const lateHours = newHours + scanAssumptions.lateHours;

/** Returns the hours before the run that a statement reads in addition to the timespan of its rules: back to the oldest newly stored event. */
function oldestHours(isWorst: boolean): number {
  return isWorst ? lateHours : newHours + scanAssumptions.storingMinutes / 60;
}

function lakeReads(spans: readonly number[], isWorst: boolean): readonly number[] {
  return spans.map((span) => oldestHours(isWorst) + span);
}

/** Lists the hours of the probes of a log group. A log event's time is the time of its delivery, so a probe reads only new events. */
function logProbes({ probes }: LogQueries): readonly number[] {
  return Array.from({ length: probes }, () => newHours);
}

/** Lists the hours of the queries of a log group. In a busy one, each probe matches, so each rule is queried; a counting rule reads all of its windows. */
function logReads({ events, spans }: LogQueries, isWorst: boolean): readonly number[] {
  const counted = spans.map(() => lateHours + Math.max(...spans));
  return [...Array.from({ length: events }, () => newHours), ...counted, ...(isWorst ? counted : [])];
}

/** Calculates the gigabytes per day of queries that read these hours. */
function gigabytesOf({ eventsPerDay, eventBytes }: ScannedStore, hours: readonly number[]): number {
  const perRun = hours.reduce((sum, some) => sum + some, 0) / hoursPerDay;
  return (perRun * runsPerDay * eventsPerDay * eventBytes) / gigabyte;
}

/**
 * Lists the charges of Athena and of its requests to S3. A partition is a day of storage, and a query reads whole partitions. Whole objects count, with
 * one GET each: Trino, on which Athena is based, reads Parquet files below 3 MB as a whole (Trino documentation, Object storage file formats,
 * `parquet.small-file-threshold`).
 */
function bucketLines(store: ScannedStore, spans: readonly number[], isWorst: boolean): readonly ScanLine[] {
  const probe = readsOf(store, [newHours]);
  const statements = readsOf(
    store,
    spans.map((span) => oldestHours(isWorst) + span + clockHours),
  );
  return [
    { what: "probes", price: prices.athena, quantity: probe.bytes / gigabyte },
    { what: "statements", price: prices.athena, quantity: statements.bytes / gigabyte },
    { what: "objects read", price: prices.s3Get, quantity: (probe.objects + statements.objects) / 1_000 },
    { what: "partitions listed", price: prices.s3List, quantity: (probe.lists + statements.lists) / 1_000 },
  ];
}

/** Calculates the reads of a day's queries that each go back to the start of the day that is `hours` before the run. */
function readsOf(store: ScannedStore, hours: readonly number[]) {
  const { perDay, bytes, integrations } = objectsOf(store);
  const runs = Array.from({ length: runsPerDay }, (_, run) => run * hoursPerRun);
  const reads = runs.flatMap((hour) => hours.map((back) => back + modulo(hour - back, hoursPerDay)));
  const sum = (amount: (read: number) => number) => reads.reduce((total, read) => total + amount(read), 0);
  const objects = (read: number) => (read / hoursPerDay) * perDay;
  const listsPerDay = integrations * Math.ceil(perDay / integrations / objectsPerList);
  return {
    bytes: sum((read) => Math.max(leastAthenaBytes, objects(read) * bytes)),
    objects: sum(objects),
    // The table's last day is tomorrow.
    lists: sum((read) => (Math.ceil(read / hoursPerDay) + 1) * listsPerDay),
  };
}

/** Returns the objects per day of a store in S3, the bytes per object, and the integrations that write them. */
export function objectsOf({ eventsPerDay, eventBytes, integrations = 1, eventsPerObject: given }: ScannedStore) {
  const workload = { ...usualWorkload, eventBytes };
  const rate = eventsPerDay / integrations / 86_400;
  const events = given ?? eventsPerObject(rate, { ...integrationDefaults, ...batchingDefaults.s3 }, workload);
  return { perDay: eventsPerDay / events, bytes: objectBytes(events, workload), integrations };
}

/** Returns the remainder of a division, never negative. */
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
