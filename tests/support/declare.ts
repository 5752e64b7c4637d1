import { PersonError } from "../../components/personError";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import type { DeclaredProgram } from "../../sandbox/program/program";
import type { StackFile } from "../../sandbox/program/stackFile";

/** The vendors of the stack that most tests use: their happy path; each test changes one setting. */
export const oktaAlone = { okta: { eventSourceName: "aws.partner/okta.com/acme/audit" } };

/** Returns a stack of the project with the given configuration. */
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

/**
 * Declares a stack of this project in the process that all tests share (declareServer.ts). Each call returns a separate
 * copy.
 * @param program the file of a program other than the project's own, such as `index`
 * @throws PersonError with the program's message for the user
 */
export async function declare(stack: StackFile, program?: string): Promise<DeclaredProgram> {
  const body = JSON.stringify({ ...stack, program });
  const response = await fetch(`http://127.0.0.1:${process.env.DECLARE_PORT}`, {
    method: "POST",
    body,
  }).catch((cause: unknown) => {
    throw new Error("tests/support/declareServer.ts does not answer; what ended it stands above.", { cause });
  });
  if (!response.ok) {
    throw new Error(await response.text());
  }
  const answer = (await response.json()) as DeclaredProgram | { readonly refused: string };
  if ("refused" in answer) {
    throw new PersonError(answer.refused);
  }
  return answer;
}

/** Declares a stack with the given configuration. */
export function declareStack(
  configuration: Readonly<Record<string, unknown>> = { vendors: oktaAlone },
): Promise<DeclaredProgram> {
  return declare(stackOf(configuration));
}

/** Returns the single resource with that logical name. */
export function resourceNamed(resources: readonly DeclaredResource[], name: string): DeclaredResource {
  const found = resources.filter((resource) => resource.name === name);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(
      `${found.length} resources are named ${name}; there are ${resources.map((r) => r.name).join(", ")}`,
    );
  }
  return found[0];
}

/** Returns the desired state of a Cloud Control resource, with a policy's text parsed. */
export function desiredStateOf(resources: readonly DeclaredResource[], name: string) {
  const state = JSON.parse(String(resourceNamed(resources, name).inputs.desiredState));
  return typeof state.ResourcePolicy === "string"
    ? { ...state, ResourcePolicy: JSON.parse(state.ResourcePolicy) }
    : state;
}

/** Returns the statements of the IAM document in a resource's property. */
export function statementsOf(resources: readonly DeclaredResource[], name: string, property = "policy"): unknown {
  return JSON.parse(String(resourceNamed(resources, name).inputs[property])).Statement;
}

/** Returns a statement that allows. */
export function allow(Sid: string, Action: string | readonly string[], Resource: unknown, more: object = {}): object {
  return { Sid, Effect: "Allow", Action, Resource, ...more };
}
