import { PersonError } from "../../components/personError";
import type { DeclaredResource } from "../program/declaredResource";
import { uniqueNameOf } from "../provider";

/** Everything that the cloud rejects in a deployment. */
export class DeploymentError extends PersonError {
  override readonly name = "DeploymentError";

  constructor(readonly problems: readonly string[]) {
    super(`The deployment failed:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/** The declared resources by type, and the problems found while they are connected. */
export class Deployment {
  readonly problems: string[] = [];

  constructor(readonly resources: readonly DeclaredResource[]) {}

  ofType(type: string): readonly DeclaredResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** Records a rejection by the cloud. `resource` comes first, as in Pulumi's own errors. */
  refuse(resource: DeclaredResource, problem: string): void {
    this.problems.push(`${resource.type} "${resource.name}": ${problem}`);
  }

  /** Calls a function for each resource of a type; records an error as the resource's problem. */
  forEach(type: string, act: (resource: DeclaredResource) => void): void {
    for (const resource of this.ofType(type)) {
      try {
        act(resource);
      } catch (error) {
        this.refuse(resource, error instanceof Error ? error.message : String(error));
      }
    }
  }

  throwIfRefused(): void {
    if (this.problems.length > 0) {
      throw new DeploymentError(this.problems);
    }
  }
}

/** Rejects every resource whose physical name another one has in the account and Region, as AWS would; AWS itself accepts some of them. */
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
