import { type JudgeOptions, judge, type RecordedResource, type Verdict } from "../../policy/judge";
import type { JudgedResource } from "../../policy/judgedResource";
import type { Policy } from "../../policy/policy";

/** A resource as a test defines it. */
export type Written = Pick<JudgedResource, "type" | "name"> & { readonly props: object; readonly parent?: string };

/** A case of a policy: its title, the resource's properties or their changes, and the subjects of the findings. */
export type Case = [what: string, props: object, ...subjects: string[]];

/**
 * Returns the records of resources whose values are all known. A resource's URN is its name. Undefined values are left
 * out.
 */
export function recorded(written: Written | readonly Written[]): readonly RecordedResource[] {
  return [written].flat().map(({ props, ...resource }) => {
    const inputs = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
    return { urn: resource.name, ...resource, inputs, outputs: {} };
  });
}

/** Returns the findings of policies on resources. */
export async function verdictsOn(
  policies: readonly Policy[],
  written: Written | readonly Written[],
  options?: JudgeOptions,
): Promise<readonly Verdict[]> {
  return (await judge(policies, recorded(written), options)).verdicts;
}

/** Defines tests of a policy's findings on one resource of a type. */
export function describeCases(policy: Policy, type: string, cases: readonly Case[]): void {
  describe(`${policy.name} on ${type}`, () => {
    it.each(cases)("%s", async (_what, props, ...subjects) => {
      const verdicts = await verdictsOn([policy], { type, name: "it", props });
      expect(verdicts.map(({ subject }) => subject)).toEqual(subjects);
    });
  });
}

/** Defines tests of a policy's findings on several resources: `RESOURCE SUBJECT`. */
export function describeStacks(
  policy: Policy,
  stacks: readonly [what: string, written: readonly Written[], ...findings: string[]][],
): void {
  describe(policy.name, () => {
    it.each(stacks)("%s", async (_what, written, ...findings) => {
      const verdicts = await verdictsOn([policy], written);
      expect(verdicts.map(({ resource, subject }) => `${resource} ${subject}`)).toEqual(findings);
    });
  });
}
