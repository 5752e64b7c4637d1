import type { JudgedResource } from "../judgedResource";
import { unknownProperty } from "../unknownValue";

export type Properties = Readonly<Record<string, unknown>>;

/** Copies a resource with another type and other properties. These are read once, at the first access: at a preview they may be unknown. */
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

/** Reads properties; if they are unknown as a whole, returns an object in which every property is unknown. */
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

/** Copies an object with additional properties. Each is read on demand, so an unknown property does not hide the others. */
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
