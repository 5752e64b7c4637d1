import * as pulumi from "@pulumi/pulumi";
import type { DeclaredResource } from "./declaredResource";
import type { StackFile } from "./stackFile";

/**
 * Watches which component each resource belongs to and what it depends on, from Pulumi's mocks being set until they are set again: the mocks do
 * not report it, so it is read from the requests as they pass. The answer has a resource's URN and those of its parent, dependencies and aliases,
 * as the engine makes them.
 */
export function watchParents({
  project,
  stack,
}: StackFile): (type: string, name: string) => Pick<DeclaredResource, "urn" | "parent" | "dependencies" | "aliases"> {
  const parents = new Map<string, string>();
  const dependencies = new Map<string, readonly string[]>();
  const aliases = new Map<string, readonly Alias[]>();
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) {
    throw new Error("Pulumi's mocks are not set");
  }
  const register = monitor.registerResource.bind(monitor) as (
    request: RegisterResourceRequest,
    ...rest: unknown[]
  ) => unknown;
  Object.assign(monitor, {
    registerResource: (request: RegisterResourceRequest, ...rest: unknown[]) => {
      const key = `${request.getType()}::${request.getName()}`;
      parents.set(key, request.getParent());
      dependencies.set(key, request.getDependenciesList());
      aliases.set(key, request.getAliasesList());
      return register(request, ...rest);
    },
  });
  return (type, name) => {
    const key = `${type}::${name}`;
    const parent = parents.get(key) ?? "";
    const own = { project, stack, type, name, parent };
    const others = (aliases.get(key) ?? []).map((alias) => alias.getUrn() || urnOf(aliasOf(alias, own)));
    const needed = dependencies.get(key) ?? [];
    return {
      urn: urnOf(own),
      ...(parent !== "" && { parent }),
      ...(needed.length > 0 && { dependencies: needed }),
      ...(others.length > 0 && { aliases: others }),
    };
  };
}

/** What a URN is made of; the parent is another URN, or nothing for a resource of the stack's own. */
interface UrnParts {
  readonly project: string;
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
}

function urnOf({ project, stack, type, name, parent }: UrnParts): string {
  const parentType = parent === "" ? "" : `${parent.split("::")[2]}$`;
  return `urn:pulumi:${stack}::${project}::${parentType}${type}::${name}`;
}

/** An alias says only what is different. */
function aliasOf(alias: Alias, own: UrnParts): UrnParts {
  const spec = alias.getSpec();
  return {
    project: spec?.getProject() || own.project,
    stack: spec?.getStack() || own.stack,
    type: spec?.getType() || own.type,
    name: spec?.getName() || own.name,
    parent: spec?.getNoparent() ? "" : spec?.getParenturn() || own.parent,
  };
}

/** The part of a request to register a resource that is read. */
interface RegisterResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): readonly string[];
  getAliasesList(): readonly Alias[];
}

/** The part of an alias in such a request that is read: a whole URN, or what differs from the resource's own. */
interface Alias {
  getUrn(): string;
  getSpec():
    | (Readonly<Record<"getProject" | "getStack" | "getType" | "getName" | "getParenturn", () => string>> & {
        getNoparent(): boolean;
      })
    | undefined;
}
