import { PersonError } from "../../components/personError";
import type { DeclaredResource } from "../declaredResource";

/** What the cloud refuses in a deployment, all of it at once, each problem with the resources it is about. */
export class DeploymentError extends PersonError {
  override readonly name = "DeploymentError";

  constructor(readonly problems: readonly string[]) {
    super(`The deployment failed:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

/** The declared resources by type, and the problems found while they are wired together. */
export class Deployment {
  readonly problems: string[] = [];

  constructor(readonly resources: readonly DeclaredResource[]) {}

  /** Every declared resource. */
  get all(): readonly DeclaredResource[] {
    return this.resources;
  }

  ofType(type: string): readonly DeclaredResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** Notes what the cloud refuses. `resource` is named first, as Pulumi names it in its own errors. */
  refuse(resource: DeclaredResource, problem: string): void {
    this.problems.push(`${resource.type} "${resource.name}": ${problem}`);
  }

  /** Does something to each resource of a type; what it throws is noted as the resource's problem. */
  forEach(type: string, act: (resource: DeclaredResource) => void): void {
    for (const resource of this.ofType(type)) {
      try {
        act(resource);
      } catch (error) {
        this.refuse(resource, error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** Ends a deployment that has problems. */
  throwIfRefused(): void {
    if (this.problems.length > 0) {
      throw new DeploymentError(this.problems);
    }
  }
}
