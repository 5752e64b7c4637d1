import { parseJson } from "../../functions/mapping/values/parseJson";
import { sandboxAccount } from "../../sandbox/account";
import type { FaultPlan } from "../../sandbox/faults";
import { lakeOutput } from "../../sandbox/integration";
import { declareProgram, type Program } from "../../sandbox/program";
import type { StackFile } from "../../sandbox/stackFile";
import { deployStack } from "../../sandbox/stackSandbox";
import { answers, detectorFailures, findingsOf } from "./answers";
import { eventsOfFile, madeUpEvents } from "./events";
import { existingResources, identify, settingsOf } from "./existing";
import { functionFailures, throwIfLost, throwIfUnmatched } from "./failures";
import { humanReport, jsonReport } from "./report";
import { type ReportFile, writeReportFile } from "./reportFile";
import { collectReportPage } from "./reportPage/collect";
import { reportPage } from "./reportPage/page";
import { chooseIntegrations, sendEvents } from "./send";

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly stackFile: StackFile;
  readonly program: Program;
  readonly seed: number;
  /** Made-up events a vendor. */
  readonly count: number;
  readonly faults: FaultPlan;
  /** Only this entry of the configuration's vendors. */
  readonly vendor: string | undefined;
  /** A file of events. */
  readonly events: string | undefined;
  /** Sends events of a file of which none is of a known kind. */
  readonly anyKind: boolean;
  readonly json: boolean;
  /** Where a page of the run is wanted. */
  readonly report: ReportFile | undefined;
}

/** Deploys the stack into a sandbox, sends events through it and prints the ledger and the answers. */
export async function startStack(options: StartOptions): Promise<void> {
  const { stackFile, seed, count, faults, vendor, events, anyKind, json, report } = options;
  const program = await declareProgram(stackFile, options.program);
  for (const note of json ? [] : program.notes) {
    process.stdout.write(`${note}\n`);
  }
  const stack = await deployStack(program, identify, { seed, faults, existing: existingResources(program) });
  try {
    const chosen = chooseIntegrations(stack, vendor);
    const region = stackFile.configuration["aws:region"] ?? sandboxAccount.region;
    const samples = samplesOf(stackFile.configuration["partner-audit:vendors"]);
    const sourceOptions = { region, seed, now: () => stack.sandbox.clock.now(), samples };
    const [only] = chosen;
    const source =
      events === undefined || only === undefined
        ? madeUpEvents(chosen, count, sourceOptions)
        : await eventsOfFile(events, only, { ...sourceOptions, anyKind, settings: settingsOf(only) });
    const unmatched = await sendEvents(stack, source);

    const awsEventStore = stackFile.configuration["partner-audit:awsEventStore"];
    if (awsEventStore !== undefined) {
      await stack.sandbox.lake.createStore({ id: awsEventStore, name: "aws-events", kind: "management" });
    }
    const findings = await findingsOf(stack.sandbox, program.outputs);
    const queries = await answers(stack.sandbox, chosen, { lake: lakeOutput(program.outputs), awsEventStore });
    for (const failure of detectorFailures(stack.sandbox, program.outputs)) {
      console.error(`A detection failed: ${failure}`);
    }
    const result = { stack, integrations: chosen, queries, findings, faults };
    process.stdout.write(json ? `${JSON.stringify(jsonReport(result))}\n` : humanReport(result));
    for (const failure of json ? functionFailures(stack, chosen) : []) {
      console.error(failure);
    }
    if (report !== undefined) {
      const run = { stack: stackFile.stack, region, seed, ended: Date.now(), seconds: process.uptime() };
      const page = reportPage(await collectReportPage(result, program, run));
      writeReportFile(report, page);
      process.stdout.write(json ? "" : `\nThe report is in ${report.given}\n`);
    }
    throwIfUnmatched(unmatched);
    throwIfLost(stack, chosen);
  } finally {
    await stack.sandbox.close();
  }
}

/** The sample events in the configuration of vendors, which the program has checked. */
function samplesOf(vendors = "{}"): Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> {
  const entries = Object.entries(parseJson(vendors) as Readonly<Record<string, { readonly sample?: object } | null>>);
  return Object.fromEntries(entries.map(([key, entry]) => [key, entry?.sample as Readonly<Record<string, unknown>>]));
}
