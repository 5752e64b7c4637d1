import { whenStopped } from "../signals";

/** The step that a command is at, on one line of the terminal that standard error is; silent where that is a pipe or a file. */
export class Steps {
  private drawn = false;

  constructor(private readonly terminal: NodeJS.WriteStream = process.stderr) {
    // The line that says how far the command came takes its place.
    whenStopped(async () => this.clear());
  }

  /** Shows a step in the place of the one before. @param step for example `Deploying the stack` */
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
