import { overlap } from "../../functions/detector/runScan";
import { clockDrift } from "../../functions/detector/scan/trinoScan";
import { scanDefaults } from "../detections/scans/scanDefaults";
import { batchingDefaults } from "../integration/batching";
import { integrationDefaults } from "../integration/integrationSettings";
import { type Charge, memoryGigabytes, type PricedSink, sumOf } from "./cost";
import { eventsPerObject, objectBytes } from "./lakeObjects";
import { prices } from "./prices";
import { usualWorkload } from "./throughput";

/** The queries that the rules of a scan need, packed as each kind of store takes them. */
export interface ScanQueries {
  /** Statements of CloudTrail Lake: the longest timespan of each one's rules, in hours; 0 where none counts events. */
  readonly lake: readonly number[];
  /** Statements of Athena, likewise. */
  readonly athena: readonly number[];
  readonly logs: LogQueries;
}

/** Queries of Logs Insights. */
interface LogQueries {
  /** Queries that count what any of many rules matches. */
  readonly probes: number;
  /** Rules whose every event is a finding. */
  readonly events: number;
  /** The timespans of the rules that count events, in hours. */
  readonly spans: readonly number[];
}

/** A store whose events a scan reads. */
export interface ScannedStore {
  readonly sink: PricedSink;
  readonly eventsPerDay: number;
  readonly eventBytes: number;
  /** Integrations with equal shares of the events: in S3, each has its own objects and partitions. @default 1 */
  readonly integrations?: number;
  /** Events of an object in S3. @default as many as the sink's default settings gather */
  readonly eventsPerObject?: number;
}

/** A charge of a scan in a day. */
interface ScanLine extends Charge {
  readonly what: string;
}

/** What the model takes for granted of a scan. */
export const scanAssumptions = {
  /** The default schedule is hourly. */
  runsPerDay: 24,
  lateHours: scanDefaults.lateHours,
  overlapHours: overlap / 3_600_000,
  /**
   * Minutes from an event's own time to its storing in usual operation, an assumption: vendors send within minutes and promise no time, and a batch for S3
   * gathers for five.
   */
  storingMinutes: 15,
  /** Hours that statements on S3 read more, for clocks that differ. */
  clockHours: clockDrift / 3_600_000,
  /** Seconds that the function waits for the answers of one run, an assumption: AWS states none. */
  runSeconds: 60,
  /** Athena charges a query for as much at least (see `prices.athena`). */
  leastAthenaBytes: 10_000_000,
} as const;

const gigabyte = 1_000_000_000;
const hoursPerDay = 24;
/** Objects that a LIST names at most (Amazon S3 API Reference, ListObjectsV2). */
const objectsPerList = 1_000;
const { runsPerDay, overlapHours, clockHours, leastAthenaBytes } = scanAssumptions;
const hoursPerRun = hoursPerDay / runsPerDay;

/**
 * Lists the charges of a day's runs over one store.
 * @param isWorst in each hour some event is stored as late as `lateHours` allows; in a log group, each rule that counts finds groups that reach its count
 */
export function scanLines(store: ScannedStore, queries: ScanQueries, isWorst = false): readonly ScanLine[] {
  const seconds = runsPerDay * scanAssumptions.runSeconds;
  return [
    { what: "schedule", price: prices.scheduler, quantity: runsPerDay / 1_000_000 },
    { what: "detector", price: prices.lambdaCompute, quantity: seconds * memoryGigabytes(integrationDefaults) },
    ...queryLines(store, queries, isWorst),
  ];
}

/** The dollars of a day's runs over one store; see {@link scanLines}. */
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

/** Hours of storing that a run looks at. */
const newHours = hoursPerRun + overlapHours;
/** Hours that a probe reads, which asks for the oldest event that was stored lately. */
const lateHours = newHours + scanAssumptions.lateHours;

/** The hours before the run that a statement reads beside the timespan of its rules: back to the oldest event that was stored lately. */
function oldestHours(isWorst: boolean): number {
  return isWorst ? lateHours : newHours + scanAssumptions.storingMinutes / 60;
}

function lakeReads(spans: readonly number[], isWorst: boolean): readonly number[] {
  return spans.map((span) => oldestHours(isWorst) + span);
}

/** A log event's own time is that of its delivery, so a probe reads no more than what is new. */
function logProbes({ probes }: LogQueries): readonly number[] {
  return Array.from({ length: probes }, () => newHours);
}

/** In a busy log group each probe matches something, and then each rule is queried: one that counts, over all that its windows may hold. */
function logReads({ events, spans }: LogQueries, isWorst: boolean): readonly number[] {
  const counted = spans.map(() => lateHours + Math.max(...spans));
  return [...Array.from({ length: events }, () => newHours), ...counted, ...(isWorst ? counted : [])];
}

/** The gigabytes that queries over so many hours each scan in a day. */
function gigabytesOf({ eventsPerDay, eventBytes }: ScannedStore, hours: readonly number[]): number {
  const perRun = hours.reduce((sum, some) => sum + some, 0) / hoursPerDay;
  return (perRun * runsPerDay * eventsPerDay * eventBytes) / gigabyte;
}

/**
 * Lists the charges of Athena and of its requests to S3. Partitions are days by the time of storing, of which a query reads whole ones. Whole objects
 * count, and one GET each: Trino, of which Athena is made, reads Parquet files below 3 MB in one piece (Trino documentation, Object storage file formats,
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

/** What a day's queries read that each go back to the begin of the day which lies so many hours before the run. */
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
    // The table's days end with tomorrow.
    lists: sum((read) => (Math.ceil(read / hoursPerDay) + 1) * listsPerDay),
  };
}

/** The objects that a store in S3 gets in a day, the bytes of one, and the integrations that write them. */
export function objectsOf({ eventsPerDay, eventBytes, integrations = 1, eventsPerObject: given }: ScannedStore) {
  const workload = { ...usualWorkload, eventBytes };
  const rate = eventsPerDay / integrations / 86_400;
  const events = given ?? eventsPerObject(rate, { ...integrationDefaults, ...batchingDefaults.s3 }, workload);
  return { perDay: eventsPerDay / events, bytes: objectBytes(events, workload), integrations };
}

/** The remainder of a division, never negative. */
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
