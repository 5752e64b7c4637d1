import { readConfiguration } from "../components/configuration/readConfiguration";
import { createStack } from "../components/stack";
import { declareProgram } from "../sandbox/program";
import { readStackFile, type StackFile } from "../sandbox/stackFile";
import { maximalStack } from "./maximalStack";

/** One resource as its provider gets it. */
export interface CheckedResource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Declares the demo stack of the project's folder and the maximal stack; components, which no provider creates, are left out. */
export async function declaredStacks(projectFolder: string): Promise<readonly CheckedResource[]> {
  const stacks = [readStackFile(projectFolder, "dev"), maximalStack];
  const resources: CheckedResource[] = [];
  for (const stack of stacks) {
    resources.push(...(await resourcesOf(stack)));
  }
  return resources;
}

async function resourcesOf(stack: StackFile): Promise<readonly CheckedResource[]> {
  const { resources } = await declareProgram(stack, () => ({ ...createStack(readConfiguration()) }));
  return resources
    .filter(({ id }) => id !== undefined && id !== "")
    .map(({ type, name, inputs }) => ({ stack: stack.stack, type, name, inputs }));
}
