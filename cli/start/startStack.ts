import { setFlagsFromString } from "node:v8";
import { packageFolder } from "../../components/files/packageFolder";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { sandboxAccount } from "../../sandbox/account";
import type { FaultPlan } from "../../sandbox/faults";
import { lakeOutput } from "../../sandbox/integration";
import { existingResources, identify, settingsOf } from "../../sandbox/program/existing";
import { declareProgram, type Program } from "../../sandbox/program/program";
import { type StackFile, sandboxStack } from "../../sandbox/program/stackFile";
import { deployStack } from "../../sandbox/program/stackSandbox";
import { whenStopped } from "../command/signals";
import { counted, folded, textWidth } from "../command/text";
import { answers, detectorFailures, findingsOf } from "./answers";
import { endOfMadeUpEvents, eventsOfFile, madeUpEvents } from "./events";
import { functionFailures, throwIfLost, throwIfUnmatched } from "./failures";
import { answersText, jsonReport, type StartResult } from "./report";
import { type ReportFile, writeReportFile } from "./reportFile";
import { collectReportPage } from "./reportPage/collect";
import { reportPage } from "./reportPage/page";
import { chooseIntegrations, sendEvents } from "./send";
import { steps } from "./steps";
import { summary } from "./summary";

/** The options of `npm start`. */
export interface StartOptions {
  readonly stackFile: StackFile;
  readonly program: Program;
  readonly seed: number;
  /** Made-up events per vendor. */
  readonly count: number;
  readonly faults: FaultPlan;
  /** Only this integration of the configuration's vendors. */
  readonly vendor: string | undefined;
  /** A file of events. */
  readonly events: string | undefined;
  /** Sends events of a file even if none is of a known kind. */
  readonly anyKind: boolean;
  /** Prints the answers of the saved queries as text. */
  readonly answers: boolean;
  readonly json: boolean;
  /** The file of the run's page, if one is wanted. */
  readonly report: ReportFile | undefined;
}

/** Deploys the stack into a sandbox, sends events through it and prints a summary, or everything as JSON. */
export async function startStack(options: StartOptions): Promise<void> {
  const { stackFile, seed, count, faults, vendor, events, anyKind, json, report } = options;
  setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
  const print = (text: string) => {
    steps.clear();
    process.stdout.write(json ? "" : text);
  };
  steps.show("Running the program");
  const program = await declareProgram(stackFile, options.program);
  for (const note of program.notes) {
    print(`${note}\n`);
  }
  steps.show(`Deploying ${counted(program.resources.length, "resource")}`);
  const stack = await deployStack(program, identify, {
    ...{ seed, faults, existing: existingResources(program) },
    ...(events === undefined && { startTime: endOfMadeUpEvents(Date.now()) }),
  });
  const forget = whenStopped(() => stack.sandbox.interrupt());
  try {
    const chosen = chooseIntegrations(stack, vendor);
    const line = (text: string) => print(`${folded(text, textWidth()).join("\n")}\n`);
    const region = stackFile.configuration["aws:region"] ?? sandboxAccount.region;
    const samples = samplesOf(stackFile.configuration["partner-audit:vendors"]);
    const sourceOptions = { region, seed, now: () => stack.sandbox.clock.now(), samples };
    const [only] = chosen;
    const source =
      events === undefined || only === undefined
        ? madeUpEvents(chosen, count, sourceOptions)
        : await eventsOfFile(events, only, { ...sourceOptions, anyKind, settings: settingsOf(only) });
    const resources = counted(program.resources.length, "resource");
    line(`Deployed Pulumi.${stackFile.stack}.yaml into a sandbox on this machine: ${resources}.`);
    const unmatched = await sendEvents(stack, source);
    const what = events === undefined ? "made-up event" : "event";
    const whose = chosen.length === 1 ? chosen[0]?.key : `${chosen.length} vendors`;
    line(`Sent ${counted(source.total, what)} of ${whose}; nothing left this machine.`);

    const awsEventStore = stackFile.configuration["partner-audit:awsEventStore"];
    if (awsEventStore !== undefined) {
      await stack.sandbox.lake.createStore({ id: awsEventStore, name: "aws-events", kind: "management" });
    }
    steps.show("Running the detections");
    const findings = await findingsOf(stack.sandbox, program.outputs);
    const common = { stack, integrations: chosen, findings, faults };
    steps.show("Running the saved queries");
    const queries =
      json || options.answers || report !== undefined
        ? await answers(stack.sandbox, chosen, { lake: lakeOutput(program.outputs), awsEventStore })
        : [];
    steps.clear();
    for (const failure of detectorFailures(stack.sandbox, program.outputs)) {
      console.error(`A detection failed: ${failure}`);
    }
    const result: StartResult = { ...common, queries };
    if (report !== undefined) {
      steps.show("Writing the report");
      const run = { stack: stackFile.stack, region, seed, ended: Date.now(), seconds: process.uptime() };
      const page = reportPage(await collectReportPage(result, program, run));
      writeReportFile(report, page);
      line(`The report is in ${report.given}`);
    }
    if (json) {
      process.stdout.write(`${JSON.stringify(jsonReport(result))}\n`);
      for (const failure of functionFailures(stack, chosen)) {
        console.error(failure);
      }
    } else {
      const [width, now] = [textWidth(), stack.sandbox.clock.now()];
      print(options.answers ? answersText(queries, width) : "");
      print(summary(result, { width, now, unmatched, next: nextCommands(options) }));
    }
    throwIfUnmatched(unmatched);
    throwIfLost(stack, chosen);
  } finally {
    steps.clear();
    forget();
    await stack.sandbox.close();
  }
}

/** Maximum growth of the heap before garbage collection, in percent of the memory in use. V8's own limit is four times as much. */
const heapGrowingPercent = 75;

/** Commands for after a run, without those that this run has done. */
function nextCommands({ stackFile, vendor, events, answers: isAnswered, report }: StartOptions) {
  const start = process.cwd() === packageFolder ? "npm start --" : "npx partner-audit start";
  const isFirst = stackFile.stack === sandboxStack && vendor === undefined;
  const again = isFirst ? start : "the same with";
  return [
    ...(report === undefined ? [[`${again} --report out/report.html`, "everything on a page"] as const] : []),
    ...(isAnswered ? [] : [[`${again} --answers`, "the saved queries' answers"] as const]),
    ...(events === undefined ? [[`${start} --vendor okta --events FILE`, "your own events"] as const] : []),
    ['README.md, "Deploy"', "the way to AWS"] as const,
  ];
}

/** The sample events in the vendors' configuration, which the program has checked. */
function samplesOf(vendors = "{}"): Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> {
  const entries = Object.entries(parseJson(vendors) as Readonly<Record<string, { readonly sample?: object } | null>>);
  return Object.fromEntries(entries.map(([key, entry]) => [key, entry?.sample as Readonly<Record<string, unknown>>]));
}
