import { join } from "node:path";
import { LocalWorkspace, PulumiCommand, type PulumiFn, Stack, type Workspace } from "@pulumi/pulumi/automation";

/** A new stack of an inline program, all of it in one folder, and the workspace that runs it. */
export async function automationStack(
  stackName: string,
  program: PulumiFn,
  folder: string,
  envVars: Record<string, string>,
): Promise<{ readonly workspace: Workspace; readonly stack: Stack }> {
  command ??= PulumiCommand.get();
  const backend = { url: `file://${join(folder, "state")}` };
  const workspace = await LocalWorkspace.create({
    workDir: folder,
    envVars: { ...envVars, PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true" },
    projectSettings: { name: "partner-audit", runtime: "nodejs", backend },
    pulumiCommand: await command,
    program,
  });
  const stack = await Stack.create(stackName, workspace);
  // After each update the automation API asks for outputs and history, which takes as long as the update: who needs them asks himself.
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  return { workspace, stack };
}

/** Pulumi's command, which is asked once for its version. */
let command: Promise<PulumiCommand> | undefined;
