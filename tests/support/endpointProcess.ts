import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ended } from "./command";

/** Starts the endpoint as `npm run endpoint` does. */
export function startEndpoint(...commandLine: readonly string[]) {
  const child = spawn(process.execPath, ["cli/partner-audit.js", "endpoint", ...commandLine], {
    cwd: join(__dirname, "..", ".."),
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const result = ended(child);
  return {
    process: child,
    /** Returns the next line of its standard output; `undefined` after that has ended. */
    nextLine: async (): Promise<string | undefined> => (await lines.next()).value,
    /** The exit code and all output. */
    ended: () => result,
  };
}
