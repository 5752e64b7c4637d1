import { madeUpEvents } from "../../cli/start/events";
import { sendEvents } from "../../cli/start/send";
import type { Ledger } from "../../sandbox/ledger/ledger";
import { existingResources, identify } from "../../sandbox/program/existing";
import type { DeclaredProgram } from "../../sandbox/program/program";
import { deployStack } from "../../sandbox/program/stackSandbox";
import { startTime } from "./stack";

/**
 * Deploys a declared program and sends made-up events to each of its vendors, as `npm start` does; returns each one's
 * ledger.
 */
export async function ledgersOf(program: DeclaredProgram, count: number): Promise<Readonly<Record<string, Ledger>>> {
  const stack = await deployStack(program, identify, { startTime, existing: existingResources(program) });
  try {
    const now = () => stack.sandbox.clock.now();
    await sendEvents(
      stack,
      madeUpEvents(stack.integrations, count, { region: "us-east-1", seed: 1, now, samples: {} }),
    );
    return Object.fromEntries(stack.integrations.map(({ key }) => [key, stack.ledger(key)]));
  } finally {
    await stack.sandbox.close();
  }
}
