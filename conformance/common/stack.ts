import { readConfiguration } from "../../components/configuration/readConfiguration";
import { createStack } from "../../components/stack/stack";
import { type DeclaredProgram, declareProgram } from "../../sandbox/program/program";
import type { StackFile } from "../../sandbox/program/stackFile";

/** Makes a stack of the program from its settings, which are texts or become JSON. */
export function stackOf(stack: string, settings: Readonly<Record<string, unknown>>): StackFile {
  const configuration = Object.entries(settings).map(([name, value]) => [
    `partner-audit:${name}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    project: "partner-audit",
    stack,
    configuration: { "aws:region": "us-east-1", ...Object.fromEntries(configuration) },
  };
}

/** Declares the resources of a stack of the program. */
export function declareStack(stack: StackFile): Promise<DeclaredProgram> {
  return declareProgram(stack, async () => ({ ...(await createStack(readConfiguration())) }));
}
