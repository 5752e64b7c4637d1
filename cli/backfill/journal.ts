import { readFileSync, rmSync } from "node:fs";
import { writeWhole } from "../../components/files/writeWhole";
import { PersonError } from "../../components/personError";

/** The progress of a run, from which the next one resumes. */
export interface Journal {
  /** The number of the event up to which everything was sent (see FileEvent); 0 at the beginning. */
  done(): number;
  note(number: number): void;
  /** Everything was sent: nothing remains to resume. */
  end(): void;
}

/** Keeps a journal in a file beside the events. Throws a PersonError if the file belongs to another queue or cannot be read. */
export function journalBeside(file: string, to: string): Journal {
  const path = `${file}.backfill.json`;
  let number = readJournal(path, to);
  return {
    done: () => number,
    note: (reached) => {
      number = reached;
      writeWhole(path, JSON.stringify({ to, number }));
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
  const { to: queue, number } = parsed(text);
  if (typeof number !== "number" || typeof queue !== "string") {
    throw new PersonError(`${path} is the journal of an earlier run, and cannot be read; remove it to start again.`);
  }
  if (queue !== to) {
    throw new PersonError(
      `${path} is the journal of an earlier run to ${queue}; resume that, or remove it to start again.`,
    );
  }
  return number;
}

function parsed(text: string): { readonly to?: unknown; readonly number?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
