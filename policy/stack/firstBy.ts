import type { JudgedResource } from "../judgedResource";

/**
 * Returns a function that finds the first resource, in the given order, with the same key as another; undefined for the first itself, and for an
 * undefined key. Each key is computed once, so a look-up takes the same time in a stack of any size.
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
