import { setTimeout as sleep } from "node:timers/promises";
import { CommanderError } from "commander";
import { PersonError } from "../../components/personError";
import { awsRefusal, environmentProblem } from "./environmentProblem";
import { heedSignals, pendingSignals, unlessStopped } from "./signals";
import { styled } from "./terminal";

/**
 * Runs a command. The exit code is 0 or 1, or 130 after a stop by the user. Prints a PersonError, or a problem outside the command, as a message,
 * and any other error with its stack. Commander prints help and command-line errors itself.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  prepareProcess();
  try {
    // Handles a signal that arrived while the command was loaded, before the command does anything.
    await pendingSignals();
    await unlessStopped(command());
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      return;
    }
    await unlessStopped(sleep(signalDelay));
    report(error);
    process.exitCode = 1;
  }
}

/** Milliseconds. ^C reaches child processes as well; the end of one may be seen before the signal. */
const signalDelay = 50;

/** Prepares a process once: for signals, for errors while a command is loaded, and for output that cannot be written. */
export function prepareProcess(): void {
  if (isPrepared) {
    return;
  }
  isPrepared = true;
  heedSignals();
  // Not awaited: it ends the process.
  process.on("uncaughtException", (error) => void endAfter(error));
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that stops early, such as `head`, is not an error.
    if (error.code !== "EPIPE") {
      report(Object.assign(error, { path: "standard output" }));
    }
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
}

let isPrepared = false;

async function endAfter(error: unknown): Promise<void> {
  await unlessStopped(sleep(signalDelay));
  report(error);
  process.exit(1);
}

function report(error: unknown): void {
  const message = error instanceof PersonError ? error.message : (environmentProblem(error) ?? awsRefusal(error));
  console.error(message === undefined ? error : styled("stderr", "red", message));
}
