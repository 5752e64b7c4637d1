import { whenStopped } from "../command/signals";

/** The current step of a command, on one line of a terminal on standard error; silent if that is a pipe or a file. */
export class Steps {
  private drawn = false;

  constructor(private readonly terminal: NodeJS.WriteStream = process.stderr) {
    // The line on the command's progress replaces it.
    whenStopped(async () => this.clear());
  }

  /** Shows a step in place of the previous one. @param step for example `Deploying the stack` */
  show(step: string): void {
    if (this.terminal.isTTY) {
      this.terminal.write(`\r${`${step} ...`.slice(0, (this.terminal.columns || 80) - 1)}\u001b[K`);
      this.drawn = true;
    }
  }

  /** Removes the line, which would be in the way of other output. */
  clear(): void {
    if (this.drawn) {
      this.terminal.write("\r\u001b[K");
      this.drawn = false;
    }
  }
}

/** The steps of `npm start`. */
export const steps = new Steps();
