import { readConfiguration } from "../../components/configuration/readConfiguration";
import { createStack } from "../../components/stack";
import type { DeclaredResource } from "../../sandbox/declaredResource";
import { type DeclaredProgram, declareProgram, type Program } from "../../sandbox/program";
import type { StackFile } from "../../sandbox/stackFile";

/** The vendors of the stack that most tests start from: their happy path, of which each changes one thing. */
export const oktaAlone = { okta: { eventSourceName: "aws.partner/okta.com/acme/audit" } };

/** A stack of the project with the given configuration. */
export function stackOf(configuration: Readonly<Record<string, unknown>>, stack = "dev"): StackFile {
  const entries = Object.entries(configuration).map(([key, value]) => [
    `partner-audit:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    project: "partner-audit",
    stack,
    configuration: { "aws:region": "us-east-1", ...Object.fromEntries(entries) },
  };
}

/** What index.ts does, without loading every module anew for each test. */
export const program: Program = () => ({ ...createStack(readConfiguration()) });

const declared = new Map<string, Promise<DeclaredProgram>>();

/** Declares what such a stack would, once for each configuration. */
export function declareStack(
  configuration: Readonly<Record<string, unknown>> = { vendors: oktaAlone },
): Promise<DeclaredProgram> {
  const key = JSON.stringify(configuration);
  const result = declared.get(key) ?? declareProgram(stackOf(configuration), program);
  declared.set(key, result);
  return result;
}

/** The one resource of that logical name. */
export function resourceNamed(resources: readonly DeclaredResource[], name: string): DeclaredResource {
  const found = resources.filter((resource) => resource.name === name);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(
      `${found.length} resources are named ${name}; there are ${resources.map((r) => r.name).join(", ")}`,
    );
  }
  return found[0];
}

/** The desired state of a Cloud Control resource, with a policy's text read too. */
export function desiredStateOf(resources: readonly DeclaredResource[], name: string) {
  const state = JSON.parse(String(resourceNamed(resources, name).inputs.desiredState));
  return typeof state.ResourcePolicy === "string"
    ? { ...state, ResourcePolicy: JSON.parse(state.ResourcePolicy) }
    : state;
}
