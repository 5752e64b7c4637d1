import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { type Figure, figureOf } from "./figure";

/**
 * Events a second a core, against those of a program that only does what must be done (`ofFloor`), for each vendor's mapping; and of a
 * configured mapping against the same one written by hand. The program is compiled as the forwarder's bundle is, and has a process of its own.
 */
export async function forwarderCpu(rounds: number, quick: boolean): Promise<readonly Figure[]> {
  const only = quick ? ["okta", "onelogin", "custom"] : [];
  return figuresOf("forwarderCpu", "of 1", [String(rounds), ...only]);
}

/** What each step of mapping takes, as a share of the time that mapping the same messages takes as a whole. */
export function forwarderSteps(rounds: number): Promise<readonly Figure[]> {
  return figuresOf("forwarderSteps", "of the mapping", [String(rounds)]);
}

async function figuresOf(program: string, unit: string, commandLine: readonly string[]): Promise<readonly Figure[]> {
  const whole = ["--no-warnings", compiledProgram(program), ...commandLine];
  const { stdout } = await promisify(execFile)(process.execPath, whole, { maxBuffer: 2 ** 26 });
  const shares = JSON.parse(stdout) as Readonly<Record<string, readonly number[]>>;
  return Object.entries(shares).map(([name, values]) => figureOf(name, unit, values));
}

function compiledProgram(name: string): string {
  const folder = join(__dirname, "..", "node_modules", ".cache", "partner-audit", "bench");
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: join(__dirname, ".."),
    entryPoints: [`bench/programs/${name}.ts`, "functions/mapping/configured/expressions.ts"],
    outdir: folder,
    entryNames: "[name]",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    external: ["./expressions"],
    logLevel: "error",
  });
  return join(folder, `${name}.js`);
}
