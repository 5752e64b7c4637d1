import { PersonError } from "../../components/personError";
import { environmentProblem } from "../command/environmentProblem";
import type { WaitingWatch } from "../command/progress";
import { whenStopped } from "../command/signals";

/** The result of a query. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Bytes that the service scanned and charges for. @default the service scanned nothing */
  readonly bytesScanned?: number;
}

/** The state of a query, in the service's words. */
interface QueryState {
  readonly status: string | undefined;
  readonly bytesScanned: number | undefined;
  readonly reason?: string | undefined;
}

/** Starts a query. Throws a PersonError if the service rejects it. */
export async function startQuery<Started>(service: string, start: () => Promise<Started>): Promise<Started> {
  try {
    return await start();
  } catch (error) {
    const { name, message } = error as Error;
    throw new PersonError(environmentProblem(error) ?? `${service} does not accept the query: ${name}: ${message}`);
  }
}

/** Waits for the end of a query and returns the bytes that it scanned. Cancels it on a stop. Throws a PersonError if it fails. */
export async function finish(
  service: string,
  { progress, stopped, sleep }: WaitingWatch,
  { look, cancel }: { readonly look: () => Promise<QueryState>; readonly cancel: () => Promise<unknown> },
): Promise<number> {
  // Cancels at once: the answer to a status request may be slow.
  let cancelling: Promise<unknown> | undefined;
  const cancelOnce = () => {
    cancelling ??= cancel();
    return cancelling;
  };
  const forget = whenStopped(cancelOnce);
  try {
    while (!stopped()) {
      const { status = "", bytesScanned = 0, reason } = await look();
      progress(bytesScanned);
      if (/^(FINISHED|SUCCEEDED|Complete)$/.test(status)) {
        return bytesScanned;
      }
      if (!/^(queued|running|scheduled)$/i.test(status)) {
        throw new PersonError(`${service} ended the query as ${status}${reason === undefined ? "." : `: ${reason}`}`);
      }
      await sleep(interval);
    }
    await cancelOnce();
    throw new PersonError("The query was cancelled.");
  } finally {
    forget();
  }
}

/** Interval between status requests, in milliseconds. */
const interval = 1_000;
