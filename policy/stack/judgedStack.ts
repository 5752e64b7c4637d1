import type { JudgedResource } from "../judgedResource";
import { isOfType, type ResourceType, type TypedResource } from "../reading/properties";
import { knownValue } from "../unknownValue";
import { groupBy } from "./groupBy";

/** The type of the resource that represents the stack. */
export const stackType = "pulumi:pulumi:Stack";

/** The resources of a stack, indexed by type and identifiers, so the time of a policy is linear in the stack's size. */
export class JudgedStack {
  readonly #byType: ReadonlyMap<string, readonly JudgedResource[]>;
  readonly #byUrn: ReadonlyMap<string, JudgedResource>;
  readonly #indexes = new Map<string, NameIndex>();

  /** @param resources in any order: the engine lists them in the order of creation, which varies */
  constructor(resources: readonly JudgedResource[]) {
    this.resources = [...resources].sort((one, other) => inOrder(one.name, other.name) || inOrder(one.urn, other.urn));
    this.#byType = groupBy(this.resources, ({ type }) => type);
    this.#byUrn = new Map(this.resources.map((resource) => [`${resource.urn} ${resource.type}`, resource]));
  }

  /** All resources, sorted by name. */
  readonly resources: readonly JudgedResource[];

  /** The stack's own resource, for findings that belong to no single resource. */
  get itself(): JudgedResource {
    const [own] = this.#byType.get(stackType) ?? [];
    return own ?? { type: stackType, name: "stack", urn: "", props: {} };
  }

  /** Returns the resources of one or more types, sorted by name. */
  ofType<Type extends ResourceType>(types: Type | readonly Type[]): readonly TypedResource<Type>[] {
    return [types]
      .flat()
      .flatMap((type) => this.#byType.get(type) ?? [])
      .filter((one) => isOfType(one, types));
  }

  /**
   * Finds the resource that another one names by the value of `property` or, while that is unknown, by its source as reported by the engine.
   * Undefined if the resource is not in this stack; throws if both the value and its source are unknown.
   * @param identifiers the properties of the named resource that the value may be
   */
  named<Type extends ResourceType>(
    types: Type | readonly Type[],
    from: JudgedResource,
    property: string,
    read: () => unknown,
    identifiers: readonly string[],
  ): TypedResource<Type> | undefined {
    const wanted: readonly string[] = [types].flat();
    const sources = [...new Set(from.sourcesOf?.(property))];
    const candidates = wanted
      .flatMap((type) => sources.map((urn) => this.#byUrn.get(`${urn} ${type}`)))
      .filter((one) => one !== undefined);
    // With several sources, as in the state of a Cloud Control resource, the right one is unknown.
    const source = candidates.length === 1 ? candidates[0] : undefined;
    const value = source === undefined ? read() : undefined;
    const named = typeof value === "string" ? this.#named(wanted, from, value, identifiers) : source;
    return named !== undefined && isOfType(named, types) ? named : undefined;
  }

  #named(
    types: readonly string[],
    from: JudgedResource,
    value: string,
    identifiers: readonly string[],
  ): JudgedResource | undefined {
    for (const type of types) {
      for (const identifier of identifiers) {
        const found = this.#indexOf(type, identifier).find(value, from);
        if (found !== undefined) {
          return found;
        }
      }
    }
    return undefined;
  }

  #indexOf(type: string, identifier: string): NameIndex {
    const key = `${type} ${identifier}`;
    const index = this.#indexes.get(key) ?? new NameIndex(this.#byType.get(type) ?? [], identifier);
    this.#indexes.set(key, index);
    return index;
  }
}

function inOrder(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

/** Index of the resources of a type by one of their identifiers and, while an ARN is unknown, by the name at its end. */
class NameIndex {
  readonly #known: ReadonlyMap<unknown, readonly JudgedResource[]>;
  readonly #byName: ReadonlyMap<unknown, readonly JudgedResource[]>;

  constructor(resources: readonly JudgedResource[], identifier: string) {
    const identifierOf = (resource: JudgedResource) => knownValue(() => resource.props[identifier]);
    this.#known = groupBy(resources, identifierOf);
    this.#byName = groupBy(resources, (resource) =>
      identifierOf(resource) === undefined ? knownValue(() => resource.props.name) : undefined,
    );
  }

  find(value: string, from: JudgedResource): JudgedResource | undefined {
    const isArn = value.startsWith("arn:");
    const endings = isArn ? [/[^:]*$/, /[^/]*$/].map((ending) => ending.exec(value)?.[0] ?? "") : [];
    const candidates = [...(this.#known.get(value) ?? []), ...endings.flatMap((name) => this.#byName.get(name) ?? [])];
    // A name is unique in its account and Region; an ARN or a URL is unique everywhere.
    const isNameAlone = !isArn && !value.includes("://");
    return candidates.find((candidate) => !isNameAlone || placeOf(candidate) === placeOf(from));
  }
}

/** The provider settings that determine the account (Pulumi Registry, `aws.Provider`). */
const accountSettings = ["accessKey", "assumeRoles", "assumeRoleWithWebIdentity", "profile", "allowedAccountIds"];

/**
 * Returns a key for the account and Region of a resource, equal for two resources in the same place; undefined while a setting is unknown.
 * @param isGlobal true for a type whose names are unique across all Regions
 */
export function placeOf(resource: JudgedResource, isGlobal = false): string | undefined {
  const settings = resource.provider?.props ?? {};
  return knownValue(() =>
    JSON.stringify([
      ...accountSettings.map((setting) => settings[setting] ?? ""),
      ...(isGlobal ? [] : [resource.props.region ?? settings.region ?? ""]),
    ]),
  );
}
