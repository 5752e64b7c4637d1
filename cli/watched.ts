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

/** Ends at SIGINT, at SIGTERM or, under npm, when npm's shell ends: it does not pass the signals on. */
export function stopRequest(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => stop());
    }
    if (process.env.npm_lifecycle_event === undefined) {
      return;
    }
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) {
        stop();
      }
    }, 250).unref();
  });
}

/** Progress with its rate on a terminal; silent where the output is a pipe or a file. */
export class Progress {
  private readonly started = Date.now();
  private lastDrawn = 0;
  private drawn = false;

  /** @param total undefined while it is not known */
  constructor(
    private readonly label: string,
    private readonly total: number | undefined,
    private readonly terminal: NodeJS.WriteStream = process.stderr,
  ) {}

  /** Draws the bar anew, at most ten times a second. */
  update(done: number): void {
    const now = Date.now();
    if (!this.terminal.isTTY || now - this.lastDrawn < 100) {
      return;
    }
    this.lastDrawn = now;
    this.draw(progressLine(this.label, done, this.total, (now - this.started) / 1000, this.terminal.columns || 80));
  }

  /** Clears the bar. */
  end(): void {
    if (this.drawn) {
      this.terminal.write("\r\u001b[K");
      this.drawn = false;
    }
  }

  private draw(line: string): void {
    this.drawn = true;
    this.terminal.write(`\r${line}\u001b[K`);
  }
}

/** One line of at most `columns - 1` characters, for example `40% 40,000/100,000 events  8,000/s`. */
function progressLine(
  label: string,
  done: number,
  total: number | undefined,
  seconds: number,
  columns: number,
): string {
  const count = (value: number) => Math.round(value).toLocaleString("en-US");
  const rate = `${count(seconds > 0 ? done / seconds : 0)}/s`;
  const text = total
    ? `${Math.floor(Math.min(1, done / total) * 100)}% ${count(done)}/${count(total)} ${label}  ${rate}`
    : `${count(done)} ${label}  ${rate}`;
  return text.slice(0, columns - 1);
}
