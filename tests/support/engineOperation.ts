import { parseArgs } from "node:util";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation";

/**
 * Runs the equivalent of `pulumi preview`, `up` (with its preview) or `destroy` with the selected stack of the project
 * in the working directory, and prints the engine's output. It uses the Automation API, which needs no Node language
 * host. It is a separate program, since the project's program depends on its working directory.
 */
async function operate(commandLine: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...commandLine],
    allowPositionals: true,
    options: {
      "policy-pack": { type: "string", multiple: true },
      "policy-pack-config": { type: "string", multiple: true },
    },
  });
  const workspace = await LocalWorkspace.create({
    workDir: process.cwd(),
    envVars: { PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true" },
    program: async () => loadAnew("../../program"),
  });
  const selected = await workspace.stack();
  if (selected === undefined) {
    throw new Error("No stack is selected");
  }
  const stack = await Stack.select(selected.name, workspace);
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  const onOutput = (text: string) => void process.stdout.write(text);
  const options = {
    onOutput,
    color: "never" as const,
    policyPacks: values["policy-pack"],
    policyPackConfigs: values["policy-pack-config"],
  };
  const [operation] = positionals;
  if (operation === "destroy") {
    await stack.destroy({ onOutput, color: "never" });
    return;
  }
  await stack.preview(options);
  if (operation === "up") {
    await stack.up(options);
  }
}

/** Loads the program that Pulumi runs (Pulumi.yaml) anew; a program from the cache would declare nothing. */
function loadAnew(program: string): Record<string, unknown> {
  for (const file of Object.keys(require.cache).filter((name) => !name.includes("node_modules"))) {
    delete require.cache[file];
  }
  return require(program);
}

// An error of an inline program also reaches the process that runs it.
process.on("unhandledRejection", () => undefined);
operate(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
