import { join } from "node:path";
import type { Ledger } from "../../sandbox/ledger/ledger";
import { declareProgram } from "../../sandbox/program/program";
import { ledgersOf } from "./programRun";

/** The result of a program: its resources and its vendors' ledgers, or the error that it threw. */
export type ForeignRun =
  | {
      /** Type and logical name of each resource. */
      readonly resources: readonly string[];
      readonly ledgers: Readonly<Record<string, Ledger>>;
      readonly warnings: readonly string[];
    }
  | { readonly error: { readonly kind: string; readonly message: string } };

/**
 * Declares the compiled program that the command line names in the working directory, and sends the given number of
 * events to each of its vendors. It is a separate program, since the working directory applies to the whole process.
 */
async function runForeign(name: string, events: number): Promise<ForeignRun> {
  const folder = process.cwd();
  try {
    const stack = { project: "security-platform", stack: "dev", configuration: { "aws:region": "us-east-1" } };
    const program = await declareProgram(stack, () => require(join(folder, "out", `${name}.js`)));
    const { resources, warnings } = program;
    return {
      resources: resources.map(({ type, name }) => `${type} ${name}`),
      ledgers: await ledgersOf(program, events),
      warnings,
    };
  } catch (error) {
    const { name: kind, message } = error as Error;
    return { error: { kind, message } };
  }
}

const [, , program = "index", events] = process.argv;
void runForeign(program, Number(events)).then((run) => process.stdout.write(JSON.stringify(run)));
