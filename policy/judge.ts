import type { Finding, JudgedResource, Policy } from "./policy";

/** One finding on one resource. */
export interface Verdict extends Finding {
  readonly policy: string;
  readonly enforcementLevel: Policy["enforcementLevel"];
  readonly urn: string;
  readonly resource: string;
}

/** Asks every check of every policy of resources whose values are all known: the verdicts of an `up`, without one. */
export async function judge(
  policies: readonly Policy[],
  resources: readonly JudgedResource[],
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { name, enforcementLevel, configuration = {}, checks } of policies) {
    const defaults = Object.fromEntries(
      Object.entries(configuration).map(([key, schema]) => [key, (schema as { readonly default?: unknown }).default]),
    );
    for (const resource of resources) {
      for (const check of checks) {
        for (const finding of await check(resource, defaults)) {
          verdicts.push({ policy: name, enforcementLevel, urn: resource.urn, resource: resource.name, ...finding });
        }
      }
    }
  }
  return verdicts;
}
