import { figuresOf } from "./compiledProgram";
import type { Figure } from "./figure";

/**
 * Measures the events per second and core for each vendor's mapping, compared with a program that does only the necessary work (`ofFloor`), and those of
 * a configured mapping, compared with the same one written by hand. The program is compiled like the forwarder's bundle and has its own process.
 */
export async function forwarderCpu(rounds: number, quick: boolean): Promise<readonly Figure[]> {
  const only = quick ? ["okta", "onelogin", "custom"] : [];
  return figuresOf("forwarderCpu", "of 1", [String(rounds), ...only]);
}

/** Measures each step of mapping, as a share of the time to map the same messages. */
export function forwarderSteps(rounds: number): Promise<readonly Figure[]> {
  return figuresOf("forwarderSteps", "of the mapping", [String(rounds)]);
}
