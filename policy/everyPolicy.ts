import { packPolicies, waivedFindings } from "./packPolicies";
import { PackRun } from "./packRun";
import { policies } from "./policies";
import type { Policy } from "./policy";

/** Returns all policies for the engine: the pack's own first, then those on its configuration and waivers. */
export function everyPolicy(run = new PackRun(new Date())): readonly Policy[] {
  return [...policies, ...packPolicies(run), waivedFindings(run)];
}
