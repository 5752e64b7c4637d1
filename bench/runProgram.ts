import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";

/** Compiled as the forwarder's bundle is, and run in a process of its own, so that nothing else of the benchmark is in it. Gives what it prints. */
export async function runProgram(name: string, ...commandLine: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", compiled(name), ...commandLine], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout);
}

/** Where a file of programs/ lies as one file of JavaScript. */
function compiled(name: string): string {
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
