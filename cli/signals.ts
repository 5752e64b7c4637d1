import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { MiddlewareStack } from "@smithy/types";
import { whenParentEnds } from "../sandbox/whenParentEnds";

const controller = new AbortController();

/** Is aborted when the user stops the command. Nothing new may be sent from then on. */
export const stopping: AbortSignal = controller.signal;

/** The exit code of a command that the user stops: 128 and the number of SIGINT. */
const stoppedExitCode = 130;
/** Milliseconds that work under way has for its end, such as giving back what it received. */
const grace = 600;

const endings = new Set<() => Promise<unknown>>();
let position: () => string = () => "before it began";

/** Registers what a stop has to do, or to wait for, for at most {@link grace} milliseconds. Gives a function that unregisters it. */
export function whenStopped(end: () => Promise<unknown>): () => void {
  endings.add(end);
  return () => void endings.delete(end);
}

/** Registers how far the command is, for example `after 200 of 1,000 events`; called once, when it is stopped. */
export function reportPosition(text: () => string): void {
  position = text;
}

/**
 * Ends the process at SIGINT, SIGTERM or SIGHUP, and under npm when npm's shell ends, since npm does not pass signals on: with one line that
 * says how far the command is, and exit code 130. Called once.
 */
export function heedSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void stop());
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    whenParentEnds(() => void stop());
  }
}

async function stop(): Promise<void> {
  if (!stopping.aborted) {
    controller.abort();
    await Promise.race([Promise.allSettled([...endings].map((end) => end())), sleep(grace)]);
  }
  // A second signal comes here at once. A terminal that is gone takes no line.
  process.stderr.on("error", () => undefined);
  process.stderr.write(`Stopped ${position()}.\n`);
  process.exit(stoppedExitCode);
}

/** Gives the work's result; once the command is stopped, nothing: the process ends. */
export async function unlessStopped<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } finally {
    if (stopping.aborted) {
      await new Promise(() => undefined);
    }
  }
}

/**
 * Lets signals be heeded that came while the process was busy. They are read between two turns of the event loop; the first turn may be the
 * rest of the present one.
 */
export async function pendingSignals(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

/** Makes a client refuse to send these commands of AWS's once the user stopped this one, attempts after the first included. */
export function refuseOnceStopped<Input extends object, Output extends object>(
  { middlewareStack }: { readonly middlewareStack: MiddlewareStack<Input, Output> },
  ...commands: readonly string[]
): void {
  middlewareStack.add(
    (next, { commandName = "" }) =>
      async (request) => {
        await pendingSignals();
        if (stopping.aborted && commands.includes(commandName)) {
          throw new Error(`${commandName} is not sent: the command was stopped.`);
        }
        return next(request);
      },
    { step: "finalizeRequest", priority: "low" },
  );
}
