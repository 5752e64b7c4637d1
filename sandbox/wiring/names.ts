import type { DeclaredResource } from "../declaredResource";
import { uniqueNameOf } from "../provider";
import type { Deployment } from "./deployment";

/** Refuses every resource whose physical name another one has in the account and Region, as AWS would or, where AWS would not, in its place. */
export function refuseEqualNames(deployment: Deployment): void {
  const owners = new Map<string, DeclaredResource>();
  for (const resource of deployment.resources) {
    const unique = uniqueNameOf(resource.type, { ...resource.inputs, ...resource.outputs });
    if (unique === undefined) {
      continue;
    }
    const owner = owners.get(unique.identity);
    if (owner === undefined) {
      owners.set(unique.identity, resource);
    } else {
      deployment.refuse(
        resource,
        `${unique.answer}: "${owner.name}" has the name ${unique.name} already; give one of them another name.`,
      );
    }
  }
}
