import { setTimeout as sleep } from "node:timers/promises";
import { reportPosition, stopping, unlessStopped, whenStopped } from "./signals";

/** Functions that long work calls to report its progress and to handle a stop. */
export interface Watch {
  readonly progress: (done: number) => void;
  readonly stopped: () => boolean;
}

/** A watch for work that polls AWS. */
export interface WaitingWatch extends Watch {
  /** Ends early when the command is stopped. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/**
 * Runs work with a progress bar on a terminal. When the user stops the command, the work has a moment to finish; then the process ends.
 * @param remark a hint for the user after a stop, for example `run it again for the rest`
 */
export async function watched<T>(
  label: string,
  total: number | undefined,
  remark: string,
  work: (watch: WaitingWatch) => Promise<T>,
): Promise<T> {
  const bar = new Progress(label, total, remark);
  const running = work({
    progress: (done) => bar.update(done),
    stopped: () => stopping.aborted,
    sleep: (milliseconds) => sleep(milliseconds, undefined, { signal: stopping }).catch(() => undefined),
  });
  const forget = whenStopped(() => running);
  try {
    return await unlessStopped(running);
  } finally {
    forget();
    bar.end();
  }
}

/** Progress with its rate on a terminal; silent if the output is a pipe or a file. */
export class Progress {
  private readonly started = Date.now();
  private lastDrawn = 0;
  private drawn = false;
  private done = 0;

  /**
   * @param total undefined if it is not known
   * @param remark a hint for the user after a stop
   */
  constructor(
    private readonly label: string,
    private readonly total: number | undefined,
    private readonly remark = "",
    private readonly terminal: NodeJS.WriteStream = process.stderr,
  ) {
    reportPosition(() => this.position());
  }

  /** Draws the bar again, at most ten times per second. */
  update(done: number): void {
    this.done = done;
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

  /** Clears the bar, which would be in the way of the text. */
  private position(): string {
    this.end();
    const of = this.total === undefined ? "" : ` of ${count(this.total)}`;
    return `after ${count(this.done)}${of} ${this.label}${this.remark === "" ? "" : `; ${this.remark}`}`;
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
  const rate = `${count(seconds > 0 ? done / seconds : 0)}/s`;
  const text = total
    ? `${Math.floor(Math.min(1, done / total) * 100)}% ${count(done)}/${count(total)} ${label}  ${rate}`
    : `${count(done)} ${label}  ${rate}`;
  return text.slice(0, columns - 1);
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
