import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../sandbox/temporaryFolder";
import { oktaAlone } from "../tests/support/declare";
import { checkout, engineEnvironment } from "../tests/support/engine";
import { type Figure, figureOf } from "./figure";
import { withFreshCheckout } from "./freshCheckout";
import { measureProcess } from "./processTree";

/**
 * Measures the CPU seconds of all processes of `pulumi preview`, run in a copy of this project with one vendor (`preview.cli.cpu`), and the part that the
 * program needs beyond an empty one in JavaScript (`program.load.cpu`). Both alternate; the first run of each is left out, because it compiles code that
 * later runs reuse.
 */
export function pulumiCli(runs: number): Promise<readonly Figure[]> {
  return withFreshCheckout(async (project) => {
    const folder = temporaryFolder("bench-pulumi");
    try {
      return await measure(project, folder.path, runs);
    } finally {
      folder.remove();
    }
  });
}

async function measure(project: string, folder: string, runs: number): Promise<readonly Figure[]> {
  const env = { ...process.env, ...engineEnvironment(folder) };
  const empty = emptyProgram(folder);
  for (const cwd of [empty, project]) {
    execFileSync("pulumi", ["stack", "init", "bench"], { cwd, env, stdio: "ignore" });
  }
  appendFileSync(join(project, "Pulumi.bench.yaml"), `config: ${stackConfiguration()}\n`);
  const command = ["pulumi", "preview", "--stack", "bench", "--non-interactive"];
  const preview = async (cwd: string) => (await measureProcess(command, { cwd, env })).cpuSeconds;
  const [own, load]: [number[], number[]] = [[], []];
  for (let run = -1; run < runs; run++) {
    const least = await preview(empty);
    const plain = await preview(project);
    if (run >= 0) {
      own.push(plain);
      load.push(plain - least);
    }
  }
  return [figureOf("preview.cli.cpu", "CPU s", own), figureOf("program.load.cpu", "CPU s", load)];
}

/** Writes a project without resources, which only loads Pulumi. */
function emptyProgram(folder: string): string {
  const empty = join(folder, "empty");
  mkdirSync(empty);
  writeFileSync(join(empty, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  writeFileSync(join(empty, "package.json"), '{ "name": "empty", "main": "index.js" }\n');
  writeFileSync(join(empty, "index.js"), 'require("@pulumi/pulumi");\n');
  symlinkSync(join(checkout, "node_modules"), join(empty, "node_modules"));
  return empty;
}

/** Returns the stack's file as JSON, which is also YAML. */
function stackConfiguration(): string {
  return JSON.stringify({ "aws:region": "us-east-1", "partner-audit:vendors": oktaAlone });
}
