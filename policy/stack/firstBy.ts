import type { JudgedResource } from "../judgedResource";

/**
 * Finds for a resource the one before it, in the order given, that has the same key; undefined for the first, and for a key that is undefined.
 * Each key is made once, so that the look-up costs the same in a stack of any size.
 */
export function firstBy<Resource extends JudgedResource<unknown>>(
  resources: readonly Resource[],
  keyOf: (resource: Resource) => string | undefined,
): (resource: Resource) => Resource | undefined {
  const firsts = new Map<string, Resource>();
  const others = new Map<Resource, Resource>();
  for (const resource of resources) {
    const key = keyOf(resource);
    const first = key === undefined ? undefined : firsts.get(key);
    if (first !== undefined) {
      others.set(resource, first);
    } else if (key !== undefined) {
      firsts.set(key, resource);
    }
  }
  return (resource) => others.get(resource);
}
