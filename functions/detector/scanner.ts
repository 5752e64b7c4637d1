import type { Context } from "aws-lambda";
import { answerOf } from "./answerOf";
import { FindingMemory } from "./findings/findingMemory";
import type { Message } from "./findings/findingMessage";
import { detailOfFinding, messageOfFinding } from "./findings/findingMessage";
import type { ItemStore } from "./findings/itemStore";
import { type RunDependencies, runScan } from "./runScan";
import { mostCharacters } from "./scan/mostCharacters";
import { scanLogs } from "./scan/scanLogs";
import { type ScanStore, storeIdOf } from "./scan/scanStore";
import { type ScannedTable, scanTable } from "./scan/scanTable";
import type { ScanSource } from "./scan/trinoScan";
import type { ScheduledRule } from "./scheduledRule";
import type { StartedQuery } from "./startedQuery";

/** The rules that one schedule runs. Plain data. */
export interface ScanSettings {
  readonly rules: readonly ScheduledRule[];
  /** The integrations with events in the store; for a log group, exactly one. */
  readonly sources: readonly ScanSource[];
  /** Maximum delay, in hours, between an event's own time and its storage for the event to be found. */
  readonly lateHours: number;
}

/** The input of the function, sent by a schedule at each of its times. */
export interface ScanRequest {
  /** The name of the scan settings. */
  readonly scan: string;
  readonly store: ScanStore;
  /** The scheduled time, such as `2026-11-20T10:00:00Z`. */
  readonly scheduledTime: string;
}

/** Dependencies injected into a scanner. */
interface ScannerDependencies {
  readonly items: ItemStore;
  readonly publish: (message: Message) => Promise<unknown>;
  readonly putEvent: (detail: object) => Promise<void>;
  readonly region: string;
  /** Maximum duration of a run, in milliseconds. */
  readonly runTime: number;
}

/** Creates the function that runs a scan and writes its result as a line of JSON to the log. */
export function createScanner(
  scans: Readonly<Record<string, ScanSettings>>,
  { items, publish, putEvent, region, runTime }: ScannerDependencies,
): (request: ScanRequest, context: Context) => Promise<void> {
  const memory = new FindingMemory(items, runTime);
  return async (request, context) => {
    const { scan, store, scheduledTime } = request;
    const settings = scans[scan];
    if (settings === undefined) {
      throw new Error(`There is no scan ${scan}; there are ${Object.keys(scans).join(", ")}.`);
    }
    const task = { scan, scheduled: Date.parse(scheduledTime), lateHours: settings.lateHours };
    const run = await runScan(task, settings.rules, context.awsRequestId, {
      scan: scanOf(request, settings, region, context),
      memory,
      publish: async (finding) => {
        await publish(messageOfFinding(finding, store, region));
        await putEvent(detailOfFinding(finding, store, region));
      },
      now: Date.now,
      hasTime: () => context.getRemainingTimeInMillis() > reserve,
    });
    process.stdout.write(`${JSON.stringify({ scan, ...run })}\n`);
  };
}

/** In milliseconds: enough to publish and remember a finding in progress, and to store the run's progress. */
const reserve = 20_000;

function scanOf(
  { scan, store, scheduledTime }: ScanRequest,
  { sources }: ScanSettings,
  region: string,
  context: Context,
): RunDependencies["scan"] {
  const run = (start: () => Promise<StartedQuery>) => answerOf(start, scan, context);
  if (store.kind === "logs") {
    const [source] = sources;
    if (source === undefined || sources.length > 1) {
      throw new Error(`The scan ${scan} of a log group must have one source; it has ${sources.length}.`);
    }
    // A log event's own time is its delivery time; the clocks may differ.
    const endTime = Math.ceil(Date.parse(scheduledTime) / 1_000) + clockDriftSeconds;
    const { logGroupName } = store;
    const queryLogs = (queryString: string, deliveredSince: number) =>
      run(() => {
        const { startLogsQuery } = require("../clients/logsInsights") as typeof import("../clients/logsInsights");
        const startTime = Math.floor(deliveredSince / 1_000);
        return startLogsQuery({ logGroupName, queryString, startTime, endTime }, region);
      });
    return (rules, window) => scanLogs({ source, ask: queryLogs }, rules, window);
  }
  const table = tableOf(store, run, region);
  return (rules, window) => scanTable(table, rules, sources, window);
}

/** In seconds. */
const clockDriftSeconds = 86_400;

/** Loads only the client that the store needs; only `require` finds the runtime's own copy of the SDK. */
function tableOf(
  store: Exclude<ScanStore, { readonly kind: "logs" }>,
  run: (start: () => Promise<StartedQuery>) => ReturnType<ScannedTable["ask"]>,
  region: string,
): ScannedTable {
  if (store.kind === "lake") {
    return {
      name: `"${storeIdOf(store)}"`,
      mostCharacters: mostCharacters.lake,
      ask: (statement) =>
        run(() => {
          const { startLakeQuery } = require("../clients/cloudTrail") as typeof import("../clients/cloudTrail");
          return startLakeQuery(statement, region);
        }),
    };
  }
  return {
    name: `"${store.database}"."${store.table}"`,
    // An object's day is the day of its events' ingestion.
    conditions: (storedSince) => [`day >= '${new Date(storedSince).toISOString().slice(0, 10)}'`],
    mostCharacters: mostCharacters.athena,
    ask: (statement) =>
      run(() => {
        const { startAthenaQuery } = require("../clients/athena") as typeof import("../clients/athena");
        return startAthenaQuery(statement, store.workgroup, region);
      }),
  };
}
