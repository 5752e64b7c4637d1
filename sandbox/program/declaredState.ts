import type { DeclaredResource } from "./declaredResource";
import type { DeclaredProgram } from "./program";

/** The relevant part of a stack's exported state (Pulumi, "pulumi stack export"). */
export interface Deployment {
  readonly resources?: readonly StateResource[];
}

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** True for the old resource of a pending replacement. */
  readonly delete?: boolean;
}

const stackType = "pulumi:pulumi:Stack";

/** Reads the resources that `pulumi up` deployed from a stack's state. */
export function declaredState({ resources = [] }: Deployment): DeclaredProgram {
  const living = resources.filter((resource) => resource.delete !== true);
  return {
    resources: living.filter(({ type }) => !type.startsWith("pulumi:")).map(declaredResource),
    outputs: living.find(({ type }) => type === stackType)?.outputs ?? {},
    warnings: [],
    notes: [],
  };
}

function declaredResource({
  urn,
  type,
  id,
  parent,
  dependencies = [],
  inputs = {},
  outputs = {},
}: StateResource): DeclaredResource {
  return {
    urn,
    type,
    name: urn.split("::").at(-1) ?? "",
    ...(id !== undefined && { id }),
    ...(parent !== undefined && { parent }),
    ...(dependencies.length > 0 && { dependencies }),
    inputs,
    outputs,
  };
}
