import { PersonError } from "../components/personError";
import { parseFaults } from "../sandbox/faults";
import { readStackFile, sandboxStack } from "../sandbox/stackFile";
import { anyKindFlag, flag, parseArguments, repeated, usageOf, valued, wholeNumber } from "./arguments";
import { loadProgram } from "./loadProgram";
import { projectFolder, runCommand } from "./run";
import { prepareReportFile } from "./start/reportFile";
import type { StartOptions } from "./start/startStack";

const rules = {
  vendor: valued("KEY", "only this entry of the configuration's vendors"),
  events: valued(
    "FILE",
    "your own events, bare or whole EventBridge events, as JSON lines or arrays, plain or gzip; needs --vendor",
  ),
  "any-kind": anyKindFlag,
  synthetic: valued("N", "how many made-up events each vendor sends; 200 where this is not given"),
  stack: valued("NAME", "the stack; sandbox where this is not given"),
  fault: repeated("KIND=RATE", "a fault of the sinks', for example throttle=0.1; may be given several times"),
  seed: valued("N", "makes other events and faults; 0 where this is not given"),
  json: flag("one JSON object in place of tables"),
  report: valued("FILE", "writes a page of the run as well: one HTML file, for a browser or for paper"),
} as const;

const usage = usageOf(
  "npm start -- [--vendor KEY] [--events FILE [--any-kind]] [--synthetic N] [--stack NAME] [--fault KIND=RATE ...] [--seed N] [--json] [--report FILE]",
  "Deploys the stack into a sandbox on this machine, sends vendor events through it and prints the ledger and the saved queries' answers.",
  rules,
);

/** Reads the command line alone, so that a mistake in it is told before anything is loaded. */
async function start(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options: rules });
  const seed = wholeNumber("seed", values.seed ?? "0", 0, 2 ** 31);
  const options: Omit<StartOptions, "report"> = {
    seed,
    count: wholeNumber("synthetic", values.synthetic ?? "200", 1, 10_000_000),
    faults: parseFaults(values.fault, seed),
    vendor: values.vendor,
    events: values.events,
    anyKind: values["any-kind"],
    json: values.json,
    stackFile: readStackFile(projectFolder, values.stack ?? sandboxStack),
    program: () => require("../index"),
  };
  if (values.events !== undefined && (values.vendor === undefined || values.synthetic !== undefined)) {
    throw new PersonError("--events needs --vendor, to say whose events they are, and goes without --synthetic.");
  }
  const report = values.report === undefined ? undefined : prepareReportFile(values.report);
  await loadProgram();
  const { startStack } = await import("./start/startStack");
  await startStack({ ...options, report });
}

void runCommand(usage, process.argv.slice(2), start);
