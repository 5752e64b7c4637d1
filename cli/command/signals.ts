import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { MiddlewareStack } from "@smithy/types";
import { whenParentEnds } from "../../sandbox/whenParentEnds";

const controller = new AbortController();

/** Aborted when the user stops the command. Nothing new may be sent after that. */
export const stopping: AbortSignal = controller.signal;

/** The exit code of a command that the user stops: 128 and the number of SIGINT. */
const stoppedExitCode = 130;
/** Milliseconds that work in progress has to finish, such as returning received messages. */
const grace = 600;

const endings = new Set<() => Promise<unknown>>();
let position: () => string = () => "before it began";

/** Registers cleanup for a stop, which may take at most {@link grace} milliseconds. Returns a function that unregisters it. */
export function whenStopped(end: () => Promise<unknown>): () => void {
  endings.add(end);
  return () => void endings.delete(end);
}

/** Registers a function that describes the progress, for example `after 200 of 1,000 events`. It is called once, on a stop. */
export function reportPosition(text: () => string): void {
  position = text;
}

/**
 * Ends the process on SIGINT, SIGTERM or SIGHUP, and under npm when npm's shell ends, since npm does not forward signals. Prints one line on the
 * command's progress; the exit code is 130. Called once.
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
  // A second signal arrives here at once. A closed terminal accepts no line.
  process.stderr.on("error", () => undefined);
  process.stderr.write(`Stopped ${position()}.\n`);
  process.exit(stoppedExitCode);
}

/** Returns the result of the work. Once the command is stopped it never resolves: the process ends. */
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
 * Waits until signals that arrived while the process was busy are handled. Node reads them between two iterations of the event loop; the first
 * may be the rest of the present one.
 */
export async function pendingSignals(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

/** Makes a client refuse to send these AWS commands once the user has stopped the command; retries are refused too. */
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
