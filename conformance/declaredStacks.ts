import { readConfiguration } from "../components/configuration/readConfiguration";
import { createStack } from "../components/stack/stack";
import { declareProgram } from "../sandbox/program";
import { readStackFile, type StackFile, sandboxStack } from "../sandbox/stackFile";

/** One resource as its provider receives it. */
export interface CheckedResource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The demo stack, as the project's files configure it. */
export function demoStack(projectFolder: string): StackFile {
  return readStackFile(projectFolder, sandboxStack);
}

/** Declares the stacks one after another. Leaves out components, which no provider creates. */
export async function declaredResources(stacks: readonly StackFile[]): Promise<readonly CheckedResource[]> {
  const resources: CheckedResource[] = [];
  for (const stack of stacks) {
    resources.push(...(await resourcesOf(stack)));
  }
  return resources;
}

/** Writes resources as JSON. A function's code is an archive, which no check reads. */
export function resourcesJson(resources: readonly CheckedResource[]): string {
  return JSON.stringify(resources, (key, value) => (key === "code" ? "archive" : value));
}

async function resourcesOf(stack: StackFile): Promise<readonly CheckedResource[]> {
  const { resources } = await declareProgram(stack, async () => ({ ...(await createStack(readConfiguration())) }));
  return resources
    .filter(({ id }) => id !== undefined && id !== "")
    .map(({ type, name, inputs }) => ({ stack: stack.stack, type, name, inputs }));
}
