import { isBalanced, type Ledger } from "../../sandbox/ledger/ledger";
import { counted } from "../command/text";

/** The result of a run, in a line. */
export interface Verdict {
  readonly state: "good" | "warning" | "bad";
  readonly text: string;
}

/**
 * Summarizes a run from its ledgers by the worst state only: events that are unaccounted for, then events that matched no rule, then events that
 * failed or are pending.
 * @param unmatched the number of events that matched no rule, by integration
 */
export function verdictOf(
  ledgers: readonly (readonly [key: string, ledger: Ledger])[],
  unmatched: ReadonlyMap<string, number>,
): Verdict {
  const sum = (column: keyof Ledger) => ledgers.reduce((total, [, ledger]) => total + ledger[column], 0);
  const lost = ledgers.filter(([, ledger]) => !isBalanced(ledger)).map(([key]) => key);
  if (lost.length > 0) {
    return { state: "bad", text: `Events of ${lost.join(", ")} are unaccounted for: see received against the others.` };
  }
  if (unmatched.size > 0) {
    const events = [...unmatched.values()].reduce((total, count) => total + count, 0);
    const text = `${counted(events, "event")} of ${[...unmatched.keys()].join(", ")} matched no rule: see the vendor's pattern.`;
    return { state: "bad", text };
  }
  const [received, failed, pending] = [sum("received"), sum("rejected"), sum("pending")];
  if (failed + pending > 0) {
    const states = [...(failed > 0 ? [`${failed.toLocaleString("en-US")} failed`] : []), ...pendingText(pending)];
    const stored = sum("ingested") + sum("deduplicated") > 0;
    const text = `Of ${counted(received, "event")}, ${states.join(" and ")}${failed > 0 ? ": see the reasons below" : ""}.`;
    return { state: stored ? "warning" : "bad", text };
  }
  const duplicates = sum("deduplicated");
  const dropped = duplicates === 0 ? "" : `, ${counted(duplicates, "duplicate")} dropped`;
  const stored = `${sum("ingested").toLocaleString("en-US")} stored`;
  return received === 0
    ? { state: "warning", text: "No event was sent." }
    : { state: "good", text: `All ${counted(received, "event")} are accounted for: ${stored}${dropped}.` };
}

function pendingText(pending: number): readonly string[] {
  return pending === 0 ? [] : [`${pending.toLocaleString("en-US")} ${pending === 1 ? "is" : "are"} pending`];
}
