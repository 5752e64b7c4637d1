import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const projectFolder = join(__dirname, "../..");

/** A command of the project in a process of its own. */
export interface CommandProcess {
  readonly process: ChildProcess;
  /** The next line of its standard output; `undefined` once that has ended. */
  nextLine(): Promise<string | undefined>;
  /** Its exit code and what it wrote to standard error, once it has ended. */
  ended(): Promise<{ readonly code: number | null; readonly errors: string }>;
}

/** Starts `cli/endpoint.ts` as `npm run endpoint` does. */
export function startEndpoint(...commandLine: readonly string[]): CommandProcess {
  const child = spawn(process.execPath, ["--require", "./cli/register.js", "cli/endpoint.ts", ...commandLine], {
    cwd: projectFolder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const closed = once(child, "close");
  return {
    process: child,
    nextLine: async () => {
      const { done, value } = await lines.next();
      return done === true ? undefined : value;
    },
    ended: async () => {
      await closed;
      return { code: child.exitCode, errors: Buffer.concat(errors).toString() };
    },
  };
}
