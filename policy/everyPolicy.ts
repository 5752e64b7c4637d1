import { packPolicies, waivedFindings } from "./packPolicies";
import { PackRun } from "./packRun";
import { policies } from "./policies";
import type { Policy } from "./policy";

/** Every policy that the engine knows: the pack's own, and, last, those on its configuration and waivers. */
export function everyPolicy(run = new PackRun(new Date())): readonly Policy[] {
  return [...policies, ...packPolicies(run), waivedFindings(run)];
}
