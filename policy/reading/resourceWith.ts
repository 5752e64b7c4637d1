import type { JudgedResource } from "../judgedResource";

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
      properties ??= read();
      return properties;
    },
    ...(parent !== undefined && { parent }),
    ...(provider !== undefined && { provider }),
    ...(sourcesOf !== undefined && { sourcesOf }),
  };
}
