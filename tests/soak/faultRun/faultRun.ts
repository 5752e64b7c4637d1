import { madeUpEvents } from "../../../cli/start/events";
import { existingResources } from "../../../cli/start/existing";
import { identify } from "../../../cli/start/identify";
import { sendEvents } from "../../../cli/start/send";
import { sandboxAccount } from "../../../sandbox/account";
import type { FaultPlan } from "../../../sandbox/faults";
import type { DeclaredProgram } from "../../../sandbox/program";
import { deployStack } from "../../../sandbox/stackSandbox";
import { type FarSideCount, SentEvents, type StoredTwice } from "./farSide";

/** What a run is made with. */
export interface FaultRunOptions {
  readonly program: DeclaredProgram;
  /** Made-up events a vendor. */
  readonly perVendor: number;
  readonly seed: number;
  readonly faults: FaultPlan;
  /** The sandbox's first moment, in milliseconds since 1970. @default the real now */
  readonly startTime?: number;
}

/** What a run came to. */
export interface FaultRunReport {
  readonly vendors: Readonly<Record<string, FarSideCount>>;
  /** How often each fault struck. */
  readonly faults: Readonly<Record<string, number>>;
  /** Events that are stored more often than the vendor sent them: their answer was hidden, so they were sent again. */
  readonly storedAgain: readonly StoredTwice[];
  /** Ids in a store that nobody sent. */
  readonly unknown: readonly string[];
}

/** Sends made-up events of every vendor through a stack under faults, lets all come to rest, and counts where they are. */
export async function faultRun({
  program,
  perVendor,
  seed,
  faults,
  startTime,
}: FaultRunOptions): Promise<FaultRunReport> {
  const stack = await deployStack(program, identify, {
    seed,
    faults,
    existing: existingResources(program),
    ...(startTime !== undefined && { startTime }),
  });
  try {
    const now = () => stack.sandbox.clock.now();
    const { region } = sandboxAccount;
    const sent = new SentEvents(stack);
    const source = madeUpEvents(stack.integrations, perVendor, { region, seed, now, samples: {} });
    await sendEvents(stack, source, { sent: ({ key, envelope }) => sent.add(key, envelope), portion });
    const { vendors, storedTwice, unknown } = await sent.farSide();
    return {
      vendors,
      faults: Object.fromEntries([...faults.strikes].sort()),
      storedAgain: storedTwice.filter(({ rows, sent: times }) => rows > times),
      unknown,
    };
  } finally {
    await stack.sandbox.close();
  }
}

/** Events between two rests, each of which lasts as long as its slowest invocation. */
const portion = 20_000;

/** Whether every event is where it may be. */
export function isSound({ vendors, unknown }: FaultRunReport): boolean {
  const counts = Object.values(vendors);
  return (
    counts.length > 0 &&
    unknown.length === 0 &&
    counts.every(
      ({ received, ingested, deduplicated, rejected, lost }) =>
        lost === 0 && received > 0 && received === ingested + deduplicated + rejected,
    )
  );
}
