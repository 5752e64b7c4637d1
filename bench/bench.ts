import { spawnSync } from "node:child_process";
import { Command } from "commander";
import { Progress } from "../cli/command/progress";
import { runCommand } from "../cli/command/run";
import { withConventions } from "../cli/command/subcommand";
import { table } from "../cli/command/table";
import { sampleLack } from "./awsSample";
import { coldStart } from "./coldStart";
import { endToEnd } from "./endToEnd";
import type { Figure } from "./figure";
import { forwarderCpu, forwarderSteps } from "./forwarderCpu";
import { functionCpu } from "./functionCpu";
import { growthInDeclarations } from "./growth";
import { peakMemory } from "./peakMemory";
import { policyPackOffline, policyPackOnEngine } from "./policyPack";
import { previews } from "./preview";
import { pulumiCli } from "./pulumiCli";
import { growthInEvents, requestsOverMinimum } from "./realRuns";
import { sinkCpu, sinkMemory, sinkObjects } from "./sinkS3";
import { starts } from "./starts";

/** Help text of `--quick`; CONTRIBUTING.md and docs/scaling.md repeat it. */
const quickText = "makes fewer runs, of figures with a bound only";

const command = withConventions(new Command("npm run bench --"))
  .description("Measures side by side in one run, and prints medians with the lowest and the highest value.")
  .option("--quick", quickText, false)
  .option("--json", "prints one JSON object in place of a table", false)
  .action(bench);

async function bench({ quick, json }: { readonly quick: boolean; readonly json: boolean }): Promise<void> {
  const progress = new Progress("% of the measurements", 100);
  const measurements: readonly Measurement[] = [
    () => functionCpu(quick ? 11 : 25, quick),
    () => forwarderCpu(quick ? 7 : 25, quick),
    () => sinkCpu(quick ? 7 : 25),
    () => sinkMemory(quick ? 1 : 5, quick),
    () => endToEnd(quick ? 5 : 15, quick),
    () => requestsOverMinimum(quick),
    () => peakMemory(quick ? 3 : 10, quick),
    () => coldStart(quick ? 5 : 15),
    () => policyPackOffline(quick ? 3 : 9),
    ...(quick ? [] : slowMeasurements),
    ...engineMeasurements(quick),
  ];
  const figures: Figure[] = [];
  for (const [index, measure] of measurements.entries()) {
    progress.update((100 * index) / measurements.length);
    figures.push(...(await measure()));
  }
  progress.end();
  console.log(json ? JSON.stringify({ figures }) : figureTable(figures));
  // Deployed stacks may leave handles open.
  process.exit(0);
}

type Measurement = () => Promise<readonly Figure[]>;

/** Measurements that have no bound or take a minute. */
const slowMeasurements: readonly Measurement[] = [
  () => forwarderSteps(25),
  sinkObjects,
  () => starts(3),
  () => growthInEvents(3),
  () => growthInDeclarations(3),
];

/** Lists the measurements that need programs on PATH or named by the environment; reports the ones that are left out. */
function engineMeasurements(quick: boolean): readonly Measurement[] {
  const sample = quick ? undefined : sampleLack();
  if (sample !== undefined) {
    console.error(`${sample}: AWS's own sample is left out.`);
  }
  if (!answers("pulumi", "version")) {
    console.error("pulumi is not on PATH: measurements on the real engine are left out.");
    return [];
  }
  if (quick) {
    return [() => previews(1, quick)];
  }
  const inline = [() => previews(3, quick), () => policyPackOnEngine(3)];
  if (answers("pulumi-language-nodejs", "-h")) {
    return [...inline, () => pulumiCli(5)];
  }
  console.error("pulumi-language-nodejs is not on PATH: previews with Pulumi's command are left out.");
  return inline;
}

/** Checks whether a command is on PATH. */
function answers(command: string, word: string): boolean {
  return spawnSync(command, [word], { stdio: "ignore" }).error === undefined;
}

function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, low, high }) => [
    name,
    value.toPrecision(3),
    unit,
    low.toPrecision(3),
    high.toPrecision(3),
  ]);
  return table(["figure", "median", "unit", "lowest", "highest"], rows);
}

void runCommand(async () => {
  await command.parseAsync();
});
