import { Progress } from "./progress";
import { stopRequest } from "./signals";

/** What long work tells, and asks. */
export interface Watch {
  readonly progress: (done: number) => void;
  readonly stopped: () => boolean;
}

/** What waits for AWS to do something, and looks again from time to time. */
export interface WaitingWatch extends Watch {
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Runs work that may be stopped at any moment, with a progress bar on a terminal; tells whether it was stopped. The process must be ended afterwards. */
export async function watched<T>(
  label: string,
  total: number | undefined,
  work: (watch: Watch) => Promise<T>,
): Promise<{ readonly result: T; readonly isStopped: boolean }> {
  let isStopped = false;
  void stopRequest().then(() => {
    isStopped = true;
  });
  const bar = new Progress(label, total);
  const watch = { progress: (done: number) => bar.update(done), stopped: () => isStopped };
  const result = await work(watch).finally(() => bar.end());
  return { result, isStopped };
}
