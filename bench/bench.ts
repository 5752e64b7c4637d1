import { execFileSync } from "node:child_process";
import { parseArguments } from "../cli/arguments";
import { Progress } from "../cli/progress";
import { runCommand } from "../cli/run";
import { table } from "../cli/table";
import type { Figure } from "./figure";
import { policyPackOverThousandResources } from "./policyPack";

const usage = `npm run bench -- [--quick] [--json]

Measures side by side in one run: medians, with the lowest and the highest.
  --quick  each figure from one run
  --json   one JSON object in place of a table`;

async function bench(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, {
    options: { quick: { type: "boolean" }, json: { type: "boolean" } },
  });
  const progress = new Progress("% of the measurements", 100);
  const figures: Figure[] = [];
  if (hasEngine()) {
    figures.push(await policyPackOverThousandResources(values.quick ? 1 : 5, (done) => progress.update(100 * done)));
  } else {
    console.error("pulumi is not on PATH: what is measured on the real engine is left out.");
  }
  progress.end();
  console.log(values.json ? JSON.stringify({ figures }) : figureTable(figures));
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

void runCommand(usage, process.argv.slice(2), bench);
