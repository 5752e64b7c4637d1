import { execFileSync } from "node:child_process";
import { Command } from "commander";
import { Progress } from "../cli/progress";
import { runCommand } from "../cli/run";
import { withConventions } from "../cli/subcommand";
import { table } from "../cli/table";
import { coldStart } from "./coldStart";
import { endToEnd, peakMemory } from "./endToEnd";
import type { Figure } from "./figure";
import { forwarderCpu, forwarderSteps } from "./forwarderCpu";
import { policyPackOffline, policyPackOnEngine } from "./policyPack";
import { previews } from "./preview";
import { sinkCpu, sinkMemory } from "./sinkS3";

const command = withConventions(new Command("npm run bench --"))
  .description("Measures side by side in one run: medians, with the lowest and the highest.")
  .option("--quick", "fewer runs, and the figures that have a bound alone: under 45 seconds", false)
  .option("--json", "prints one JSON object in place of a table", false)
  .action(bench);

async function bench({ quick, json }: { readonly quick: boolean; readonly json: boolean }): Promise<void> {
  const progress = new Progress("% of the measurements", 100);
  const measurements: readonly (() => Promise<readonly Figure[]>)[] = [
    () => forwarderCpu(quick ? 11 : 25, quick),
    () => sinkCpu(quick ? 11 : 25),
    () => sinkMemory(quick ? 1 : 5, quick),
    ...(quick ? [] : [() => forwarderSteps(25)]),
    () => endToEnd(quick ? 5 : 15, quick),
    () => peakMemory(quick ? 3 : 10, quick),
    () => coldStart(quick ? 5 : 15),
    () => policyPackOffline(quick ? 3 : 9),
    ...(hasEngine() ? engineMeasurements(quick) : []),
  ];
  if (!hasEngine()) {
    console.error("pulumi is not on PATH: what is measured on the real engine is left out.");
  }
  const figures: Figure[] = [];
  for (const [index, measure] of measurements.entries()) {
    progress.update((100 * index) / measurements.length);
    figures.push(...(await measure()));
  }
  progress.end();
  console.log(json ? JSON.stringify({ figures }) : figureTable(figures));
  // What was deployed may leave handles open.
  process.exit(0);
}

function engineMeasurements(quick: boolean): readonly (() => Promise<readonly Figure[]>)[] {
  return [() => previews(quick ? 1 : 3, quick), ...(quick ? [] : [() => policyPackOnEngine(3)])];
}

function hasEngine(): boolean {
  try {
    execFileSync("pulumi", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
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
