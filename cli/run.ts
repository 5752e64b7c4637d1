import { join } from "node:path";
import { PersonError } from "../components/personError";

/** Runs a command with exit code 0 or 1. Prints a PersonError as its message, any other error with its stack; `--help` prints the usage. */
export async function runCommand(
  usage: string,
  commandLine: readonly string[],
  command: (commandLine: readonly string[]) => Promise<void>,
): Promise<void> {
  if (commandLine.includes("--help")) {
    console.log(usage);
    return;
  }
  // A reader that stops early, such as `head`, is no mistake.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
    process.exit(0);
  });
  try {
    await command(commandLine);
  } catch (error) {
    console.error(error instanceof PersonError ? error.message : error);
    process.exitCode = 1;
  }
}

/** The folder of the project that the commands work on. */
export const projectFolder = join(__dirname, "..");
