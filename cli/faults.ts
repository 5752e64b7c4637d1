import { PersonError } from "../components/personError";
import { parseFaults } from "../sandbox/faults";
import { declareProgram } from "../sandbox/program";
import { readStackFile, sandboxStack } from "../sandbox/stackFile";
import { parseArguments, wholeNumber } from "./arguments";
import { everyFault } from "./faultRun/rates";
import { projectFolder } from "./projectFolder";
import { runCommand } from "./run";
import { table } from "./table";

const usage = `npm run faults -- [--events N] [--stack NAME] [--fault KIND=RATE ...] [--seed N] [--json]

Sends made-up events of every vendor through the stack in the sandbox while everything goes wrong, and counts at the far side, in the stores
and the dead-letter queues, what became of each. Exit code 1 where an event is lost or a copy has no cause.
  --events N         events of all vendors together; 1000000 where this is not given
  --stack NAME       the stack; sandbox where this is not given
  --fault KIND=RATE  these faults alone; all of them, at rates that the report states, where this is not given
  --seed N           makes other events and faults; 0 where this is not given
  --json             one JSON object in place of tables`;

async function faults(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, {
    options: {
      events: { type: "string" },
      stack: { type: "string" },
      fault: { type: "string", multiple: true },
      seed: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const seed = wholeNumber("seed", values.seed ?? "0", 0, 2 ** 31);
  const events = wholeNumber("events", values.events ?? "1000000", 1, 10_000_000);
  const rates = values.fault.length > 0 ? values.fault : everyFault;
  const plan = parseFaults(rates, seed);
  const stackFile = readStackFile(projectFolder, values.stack ?? sandboxStack);
  const { faultRun, isSound } = await import("./faultRun/faultRun");
  process.chdir(projectFolder);
  const program = await declareProgram(stackFile, () => require("../index"));
  const vendors = Object.keys(JSON.parse(stackFile.configuration["partner-audit:vendors"] ?? "{}")).length;
  const perVendor = Math.ceil(events / Math.max(1, vendors));
  const began = Date.now();
  const report = await faultRun({ program, perVendor, seed, faults: plan });
  const seconds = Math.round((Date.now() - began) / 1000);
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...report, rates, seed, seconds })}\n` : reportText(report, rates, seconds),
  );
  if (!isSound(report)) {
    throw new PersonError("The trail is not whole: see the columns lost, unexplained and unknown above.");
  }
}

type Report = Awaited<ReturnType<typeof import("./faultRun/faultRun").faultRun>>;

function reportText(report: Report, rates: readonly string[], seconds: number): string {
  const counts = Object.entries(report.vendors).map(([key, count]) => [
    key,
    count.received,
    count.ingested,
    count.deduplicated,
    count.rejected,
    count.lost,
  ]);
  const rateOf = new Map(rates.map((rate) => rate.split("=") as [string, string]));
  const struck = Object.entries(report.faults).map(([kind, count]) => [kind, rateOf.get(kind) ?? "", count]);
  return [
    "Counted in the stores and the dead-letter queues",
    table(["vendor", "received", "ingested", "deduplicated", "rejected", "lost"], counts),
    "",
    "Faults",
    table(["fault", "rate", "struck"], struck),
    "",
    "Stored more than once, as the saved query on duplicates names them",
    table(
      ["cause", "events"],
      [
        ...Object.entries(report.storedTwice),
        ["unexplained", report.unexplained.length],
        ["stored and never sent (unknown)", report.unknown.length],
      ],
    ),
    "",
    `It took ${seconds} seconds.`,
    "",
  ].join("\n");
}

void runCommand(usage, process.argv.slice(2), faults);
