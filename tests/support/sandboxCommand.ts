import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { StackSandbox } from "../../sandbox/stackSandbox";
import { operatorCredentials } from "./operator";

/** A command of the project's that can be started often: compiled to one file, and with the sandbox for AWS. */
export interface SandboxCommand {
  /** Starts it in a process of its own. */
  start(stack: StackSandbox, commandLine: readonly string[], environment?: NodeJS.ProcessEnv): ChildProcess;
  remove(): void;
}

export function sandboxCommand(name: string): SandboxCommand {
  const folder = mkdtempSync(join(tmpdir(), "partner audit command "));
  const compile = (source: string, file: string) => {
    const outfile = join(folder, file);
    buildSync({
      entryPoints: [join(__dirname, source)],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      logLevel: "error",
    });
    return outfile;
  };
  const command = compile(`../../cli/${name}.ts`, "command.js");
  const network = compile("sandboxNetwork.ts", "network.js");
  return {
    start: ({ sandbox }, commandLine, environment = {}) => {
      const credentials = operatorCredentials(sandbox);
      return spawn(process.execPath, ["--require", network, "--no-warnings", command, ...commandLine], {
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          PATH: process.env.PATH,
          SANDBOX_GATEWAY: sandbox.gatewayUrl,
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_SESSION_TOKEN: credentials.sessionToken,
          ...environment,
        },
      });
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
