import { setTimeout as sleep } from "node:timers/promises";
import { CommanderError } from "commander";
import { PersonError } from "../components/personError";
import { awsRefusal, environmentProblem } from "./environmentProblem";
import { heedSignals, pendingSignals, unlessStopped } from "./signals";
import { styled } from "./terminal";

/**
 * Runs a command. Exit code 0 or 1, or 130 when the user stops it. Prints a PersonError, and what is wrong around the command, as a message;
 * any other error with its stack. Commander has printed help and what is wrong with a command line by itself.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  prepareProcess();
  try {
    // A signal that came while the command was loaded is heeded before it does anything.
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

/** Milliseconds. ^C reaches child processes as well, and the end of one may be seen before the signal. */
const signalDelay = 50;

/** Prepares a process, once, for signals, for errors while a command is loaded, and for output that cannot be written. */
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
    // A reader that stops early, such as `head`, is no mistake.
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
