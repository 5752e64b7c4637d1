import type { JudgedResource } from "../judgedResource";
import { unknownProperty } from "../unknownValue";

export type Properties = Readonly<Record<string, unknown>>;

/** A resource under another type, with other properties. They are read, once, when the first is asked for: at a preview they may not be known. */
export function resourceWith(resource: JudgedResource, type: string, read: () => Properties): JudgedResource {
  const { name, urn, parent, provider, sourcesOf } = resource;
  let properties: Properties | undefined;
  return {
    type,
    name,
    urn,
    get props() {
      properties ??= readable(read);
      return properties;
    },
    ...(parent !== undefined && { parent }),
    ...(provider !== undefined && { provider }),
    ...(sourcesOf !== undefined && { sourcesOf }),
  };
}

/** Properties; where they are unknown together, an object whose every property is, as of a resource with unknown properties. */
function readable(read: () => Properties): Properties {
  try {
    return read();
  } catch (error) {
    if (unknownProperty(error) === undefined) {
      throw error;
    }
    const refuse = () => {
      throw error;
    };
    return new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse });
  }
}

/** A copy of an object, with others of its properties, each of which is read when it is asked for: one that is not known yet hides no other. */
export function withProperties(source: Properties, others: Properties): Properties {
  const copy = {};
  for (const [key, from] of [
    ...Object.keys(source).map((key) => [key, source] as const),
    ...Object.keys(others).map((key) => [key, others] as const),
  ]) {
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, get: () => from[key] });
  }
  return copy;
}
