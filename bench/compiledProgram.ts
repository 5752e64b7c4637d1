import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { type Figure, figureOf } from "./figure";

/** Reads the figures that a program of bench/programs prints as JSON: the values of each, by name. */
export async function figuresOf(
  program: string,
  unit: string,
  commandLine: readonly string[],
): Promise<readonly Figure[]> {
  const figures = JSON.parse(await runProgram(program, commandLine)) as Readonly<Record<string, readonly number[]>>;
  return Object.entries(figures).map(([name, values]) => figureOf(name, unit, values));
}

/** Runs a program of bench/programs in its own process, compiled like the forwarder's bundle, and returns its output. */
export async function runProgram(
  program: string,
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
): Promise<string> {
  const whole = ["--no-warnings", ...nodeOptions, compiledProgram(program), ...commandLine];
  const env = { ...process.env, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, whole, { env, maxBuffer: 2 ** 26 });
  return stdout;
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
    external: ["./expressions", "@aws-sdk/*"],
    // AWS's client is not in every registry; the sandbox's own client replaces it.
    alias: { "@aws-sdk/client-cloudtrail-data": "./sandbox/lambda/cloudTrailDataClient.ts" },
    logLevel: "error",
  });
  return join(folder, `${name}.js`);
}
