import { type JudgeOptions, judge, type Verdict } from "../../policy/judge";
import type { JudgedResource, Policy } from "../../policy/policy";

/** A resource as a test writes it down. */
export type Written = Pick<JudgedResource, "type" | "name"> & {
  readonly props: object;
  readonly parent?: string;
};

/** What policies find on resources whose values are all known; a resource's URN is its name. */
export async function verdictsOn(
  policies: readonly Policy[],
  written: Written | readonly Written[],
  options?: JudgeOptions,
): Promise<readonly Verdict[]> {
  return (await judge(policies, recorded(written), options)).verdicts;
}

export function recorded(written: Written | readonly Written[]) {
  return [written].flat().map(({ props, ...resource }) => ({
    urn: resource.name,
    ...resource,
    inputs: { ...props },
    outputs: {},
  }));
}
