import { type Figure, figureOf } from "./figure";
import { runProgram } from "./runProgram";

/**
 * Events a second a core, against those of a program that only does what must be done (`ofFloor`), for each vendor's mapping; and of a
 * configured mapping against the same one written by hand.
 */
export async function forwarderCpu(rounds: number, quick: boolean): Promise<readonly Figure[]> {
  const only = quick ? ["okta", "onelogin", "custom"] : [];
  const shares = (await runProgram("forwarderCpu", String(rounds), ...only)) as Readonly<
    Record<string, readonly number[]>
  >;
  return Object.entries(shares).map(([name, values]) => figureOf(name, "of 1", values));
}

/** What each step of mapping takes, as a share of the time that mapping the same messages takes as a whole. */
export async function forwarderSteps(rounds: number): Promise<readonly Figure[]> {
  const shares = (await runProgram("forwarderSteps", String(rounds))) as Readonly<Record<string, readonly number[]>>;
  return Object.entries(shares).map(([name, values]) => figureOf(name, "of the mapping", values));
}
