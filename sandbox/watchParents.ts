import * as pulumi from "@pulumi/pulumi";
import type { DeclaredResource } from "./declaredResource";
import type { StackFile } from "./stackFile";

/**
 * Watches which component each resource belongs to, from Pulumi's mocks being set until they are set again: the mocks are not told, so
 * it is taken from the requests as they pass. The answer tells a resource's parent, and its URN as the engine makes it.
 */
export function watchParents({
  project,
  stack,
}: StackFile): (type: string, name: string) => Pick<DeclaredResource, "urn" | "parent"> {
  const parents = new Map<string, string>();
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
      parents.set(`${request.getType()}::${request.getName()}`, request.getParent());
      return register(request, ...rest);
    },
  });
  return (type, name) => {
    const parent = parents.get(`${type}::${name}`) ?? "";
    const parentType = parent === "" ? "" : `${parent.split("::")[2]}$`;
    const urn = `urn:pulumi:${stack}::${project}::${parentType}${type}::${name}`;
    return { urn, ...(parent !== "" && { parent }) };
  };
}

/** The part of a request to register a resource that is read. */
interface RegisterResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
}
