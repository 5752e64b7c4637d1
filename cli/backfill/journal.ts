import { readFileSync, rmSync } from "node:fs";
import { writeWhole } from "../../components/files/writeWhole";
import { PersonError } from "../../components/personError";

/** Where a run stands, so that the next one goes on from there. */
export interface Journal {
  /** The line up to which everything was sent; 0 at the beginning. */
  done(): number;
  note(line: number): void;
  /** Everything was sent: nothing is left to go on from. */
  end(): void;
}

/**
 * A journal in a file beside the events.
 * @throws PersonError where the file tells of another queue, or of nothing that can be read
 */
export function journalBeside(file: string, to: string): Journal {
  const path = `${file}.backfill.json`;
  let line = readJournal(path, to);
  return {
    done: () => line,
    note: (reached) => {
      line = reached;
      writeWhole(path, JSON.stringify({ to, line }));
    },
    end: () => rmSync(path, { force: true }),
  };
}

function readJournal(path: string, to: string): number {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return 0;
  }
  const { to: queue, line } = parsed(text);
  if (typeof line !== "number" || typeof queue !== "string") {
    throw new PersonError(`${path} tells where an earlier run stopped, and cannot be read; remove it to begin anew.`);
  }
  if (queue !== to) {
    throw new PersonError(
      `${path} tells where an earlier run to ${queue} stopped; go on with that, or remove it to begin anew.`,
    );
  }
  return line;
}

function parsed(text: string): { readonly to?: unknown; readonly line?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
