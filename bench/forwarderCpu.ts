import { figuresOf } from "./compiledProgram";
import type { Figure } from "./figure";

/**
 * Events a second a core, against those of a program that only does what must be done (`ofFloor`), for each vendor's mapping; and of a
 * configured mapping against the same one written by hand. The program is compiled as the forwarder's bundle is, and has a process of its own.
 */
export async function forwarderCpu(rounds: number, quick: boolean): Promise<readonly Figure[]> {
  const only = quick ? ["okta", "onelogin", "custom"] : [];
  return figuresOf("forwarderCpu", "of 1", [String(rounds), ...only]);
}

/** What each step of mapping takes, as a share of the time that mapping the same messages takes as a whole. */
export function forwarderSteps(rounds: number): Promise<readonly Figure[]> {
  return figuresOf("forwarderSteps", "of the mapping", [String(rounds)]);
}
