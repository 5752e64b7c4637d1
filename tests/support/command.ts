import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommanderError } from "commander";
import { createProgram } from "../../cli/main";
import { PersonError } from "../../components/personError";

/** The exit code and output of a command. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const project = join(__dirname, "..", "..");

/** Runs one of the project's commands as a user does, with its output in a pipe. */
export function runCommand(
  name: string,
  commandLine: readonly string[],
  { input = "", environment = {} }: { readonly input?: string | Buffer; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  return runNode(["cli/partner-audit.js", name, ...commandLine], input, environment);
}

/** Runs an npm script that starts Node, as in package.json, in this project or in a clone of it. */
export function runScript(script: string, commandLine: readonly string[], folder = project): Promise<CommandResult> {
  const [program, ...words] = script.split(" ");
  if (program !== "node") {
    throw new Error(`The script ${JSON.stringify(script)} does not start Node`);
  }
  return runNode([...words, ...commandLine], "", {}, folder);
}

/**
 * Runs a command's function in this process, and returns its output and exit code. A separate process would need a
 * second to load everything.
 */
export async function outcomeOf(work: () => Promise<void>): Promise<CommandResult> {
  const output = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    jest.spyOn(process[name], "write").mockImplementation((text) => {
      output[name] += text;
      return true;
    }),
  );
  try {
    await work();
    return { exitCode: 0, ...output };
  } catch (error) {
    if (error instanceof CommanderError) {
      return { exitCode: error.exitCode, ...output };
    }
    if (!(error instanceof PersonError)) {
      throw error;
    }
    return { exitCode: 1, ...output, stderr: `${output.stderr}${error.message}\n` };
  } finally {
    for (const spy of spies) {
      spy.mockRestore();
    }
  }
}

/** Runs `partner-audit` with a command line in this process, and returns its output and exit code. */
export function partnerAudit(...commandLine: readonly string[]): Promise<CommandResult> {
  return outcomeOf(async () => {
    const program = await createProgram(commandLine);
    await program.parseAsync(commandLine, { from: "user" });
  });
}

function runNode(
  words: readonly string[],
  input: string | Buffer,
  environment: NodeJS.ProcessEnv,
  folder = project,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...words], { cwd: folder, env: { ...process.env, ...environment } });
  // A command that fails early may have closed its input.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return ended(child);
}

/** Waits for the end of a process, and returns its exit code and the output from now on. */
export function ended(child: ChildProcess): Promise<CommandResult> {
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, ...output }));
  });
}

/**
 * Creates a folder for a test's files, with a space in its path. It is removed with all temporary files when the tests
 * end.
 */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "partner audit "));
  return {
    folder,
    write: (name: string, content: string | Buffer) => {
      const file = join(folder, name);
      writeFileSync(file, content);
      return file;
    },
  };
}
