import { PersonError } from "../../components/personError";
import type { DeclaredIntegration } from "../../sandbox/integration";
import { isBalanced } from "../../sandbox/ledger/ledger";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";

/** Names the functions that failed if events are not stored, each with its latest error. */
export function functionFailures(
  { sandbox, ledger }: StackSandbox,
  integrations: readonly DeclaredIntegration[],
): readonly string[] {
  const isComplete = integrations.every(({ key }) => {
    const { rejected, pending } = ledger(key);
    return rejected + pending === 0;
  });
  const forwarders = new Set(sandbox.mappings.map(({ target }) => target));
  return [...(isComplete ? [] : forwarders)].flatMap(({ settings, counts, latestError }) => {
    const failed = Object.values(counts.errors).reduce((sum, count) => sum + count, 0);
    return latestError === undefined
      ? []
      : [
          `${settings.name} failed in ${failed} of ${counts.invocations} invocations, at last with:\n${textOf(latestError)}`,
        ];
  });
}

function textOf({ errorType, errorMessage, trace = [] }: NonNullable<ErrorOfFunction>): string {
  const lines = trace.length > 0 ? trace.slice(0, linesShown) : [`${errorType}: ${errorMessage}`];
  return lines.map((line) => `  ${line}`).join("\n");
}

type ErrorOfFunction = StackSandbox["sandbox"]["mappings"][number]["target"]["latestError"];

/** Lines of a stack trace: the message and where the error was thrown. */
const linesShown = 4;

/** Throws a PersonError if events are unaccounted for, or if no event of a vendor is stored. */
export function throwIfLost({ ledger }: StackSandbox, integrations: readonly DeclaredIntegration[]): void {
  const ledgers = integrations.map(({ key }) => ({ key, ...ledger(key) }));
  const unbalanced = ledgers.filter((one) => !isBalanced(one)).map(({ key }) => key);
  if (unbalanced.length > 0) {
    throw new PersonError(
      `Events are unaccounted for: of ${unbalanced.join(", ")}, received differs from ingested + deduplicated + rejected + pending.`,
    );
  }
  const failed = ledgers.filter(
    ({ received, ingested, deduplicated }) => received > 0 && ingested + deduplicated === 0,
  );
  if (failed.length > 0) {
    const counts = failed.map(({ key, received }) => `${received} of ${received} events of ${key}`);
    throw new PersonError(
      `Nothing was stored: ${counts.join(", ")} were rejected or are pending. The reasons are above.`,
    );
  }
}

/** Throws a PersonError if events of some vendors matched no rule. @param unmatched the number of those events, by vendor */
export function throwIfUnmatched(unmatched: ReadonlyMap<string, number>): void {
  if (unmatched.size > 0) {
    const counts = [...unmatched].map(([key, count]) => `${count} of ${key}`).join(", ");
    throw new PersonError(
      `Events matched no rule and were not delivered: ${counts}. Compare their source, detail-type and detail with the pattern of the vendor.`,
    );
  }
}
