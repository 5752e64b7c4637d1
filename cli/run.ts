import { join } from "node:path";
import { PersonError } from "../components/personError";

/**
 * Runs a command: its exit code is 0 when it ends, 1 when it fails. An error that is written for people is shown as it
 * is; any other is a mistake in this project and shows where it arose. `--help` shows how the command is used.
 *
 * @param usage how the command is used, in a few lines
 */
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
