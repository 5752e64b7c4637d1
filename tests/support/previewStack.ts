import { createEngineStack } from "./engine";

/**
 * Previews a stack with the vendors that the command line gives as JSON, and prints what the engine said. It is a program of its own,
 * since an error of an inline program also reaches the process that runs it.
 */
async function previewStack(vendors: object): Promise<void> {
  const engine = await createEngineStack();
  try {
    await engine.setVendors(vendors);
    await engine.stack.preview({
      onOutput: (text) => process.stdout.write(text),
      onError: (text) => process.stdout.write(text),
    });
  } finally {
    engine.remove();
  }
}

process.on("unhandledRejection", () => undefined);
previewStack(JSON.parse(process.argv[2] ?? "{}")).then(
  () => process.exit(0),
  () => process.exit(1),
);
