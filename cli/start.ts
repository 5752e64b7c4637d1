import { resolve } from "node:path";
import { PersonError } from "../components/personError";
import { faultKinds, parseFaults } from "../sandbox/faults";
import { readStackFile, sandboxStack } from "../sandbox/program/stackFile";
import { anyKindFlag, defaulted, flag, jsonFlag, repeated, valued, wholeNumber } from "./command/options";
import { createSubcommand } from "./command/subcommand";
import { loadProgram, projectFolder } from "./project";
import { prepareReportFile } from "./start/reportFile";
import { steps } from "./start/steps";

export const command = createSubcommand({
  name: "start",
  description:
    "Deploys the stack into a sandbox on this machine, sends vendor events through it and prints the state of the events and the detections' findings. Nothing leaves this machine.",
  options: {
    vendor: valued("KEY", "only this integration of the stack"),
    events: valued(
      "FILE",
      "your own events, bare or whole EventBridge events, as JSON lines or arrays, plain or gzip; needs --vendor",
    ),
    "any-kind": anyKindFlag,
    synthetic: valued("N", "made-up events per vendor (default: 200)", wholeNumber(1, 10_000_000)),
    stack: defaulted("NAME", sandboxStack, "the stack: the NAME of its Pulumi.NAME.yaml", (name) => name),
    fault: repeated(
      "KIND=RATE",
      `a fault and its rate from 0 to 1, or slow=SECONDS; repeatable. Kinds: ${faultKinds.join(", ")}`,
    ),
    seed: defaulted("N", "0", "gives other events and faults", wholeNumber(0, 2 ** 31)),
    answers: flag("prints the saved queries' answers as well"),
    json: jsonFlag,
    report: valued("FILE", "also writes a page of the run: one HTML file, for a browser or for paper"),
  },
  examples: [
    ["start", "all vendors of the demonstration, with made-up events"],
    ["start --vendor okta --events okta.jsonl", "your own events"],
    ["start --fault throttle=0.1 --report out/report.html", "one call in ten is throttled; the run as a page"],
  ],
  failure: "wrong input, or an event that matched no rule or is unaccounted for",
  // Wrong options are reported before the program is loaded.
  run: async ({ events: file, vendor, synthetic, report: reportFile, ...values }) => {
    if (file !== undefined && (vendor === undefined || synthetic !== undefined)) {
      throw new PersonError("--events needs --vendor, which names the vendor of the events, and excludes --synthetic.");
    }
    const folder = projectFolder();
    const options = {
      seed: values.seed,
      count: synthetic ?? 200,
      faults: parseFaults(values.fault, values.seed),
      vendor,
      // The project's folder becomes the working directory.
      events: file === undefined || folder === process.cwd() ? file : resolve(file),
      anyKind: values["any-kind"],
      answers: values.answers,
      json: values.json,
      stackFile: readStackFile(folder, values.stack),
      report: reportFile === undefined ? undefined : prepareReportFile(reportFile),
    };
    steps.show("Loading the program");
    const program = await loadProgram(folder);
    const { startStack } = await import("./start/startStack");
    await startStack({ ...options, program });
  },
});
