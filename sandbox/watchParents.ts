import * as pulumi from "@pulumi/pulumi";
import type { DeclaredResource } from "./declaredResource";
import type { StackFile } from "./stackFile";

/**
 * Watches which component each resource belongs to and what it depends on, from Pulumi's mocks being set until they are set again: the mocks do
 * not report it, so it is read from the requests as they pass. The answer has a resource's URN and those of its parent and dependencies, as the
 * engine makes them.
 */
export function watchParents({
  project,
  stack,
}: StackFile): (type: string, name: string) => Pick<DeclaredResource, "urn" | "parent" | "dependencies"> {
  const parents = new Map<string, string>();
  const dependencies = new Map<string, readonly string[]>();
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
      return register(request, ...rest);
    },
  });
  return (type, name) => {
    const key = `${type}::${name}`;
    const parent = parents.get(key) ?? "";
    const parentType = parent === "" ? "" : `${parent.split("::")[2]}$`;
    const needed = dependencies.get(key) ?? [];
    return {
      urn: `urn:pulumi:${stack}::${project}::${parentType}${type}::${name}`,
      ...(parent !== "" && { parent }),
      ...(needed.length > 0 && { dependencies: needed }),
    };
  };
}

/** The part of a request to register a resource that is read. */
interface RegisterResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): readonly string[];
}
