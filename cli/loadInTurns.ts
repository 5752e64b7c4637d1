import { createRequire } from "node:module";
import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Loads Pulumi, the database and the program's parts one by one, each of which blocks the process for up to half a second: between two of
 * them a signal is heeded. What cannot be loaded is reported by the module that needs it.
 */
export async function loadInTurns(): Promise<void> {
  // The first ones are Pulumi's own dependencies.
  const requireForPulumi = createRequire(require.resolve("@pulumi/pulumi"));
  for (const name of ["typescript", "sigstore", "pacote", "@npmcli/arborist", "@grpc/grpc-js", "@pulumi/pulumi"]) {
    await loadInTurn(requireForPulumi, name);
  }
  const ownParts = ["configuration/readConfiguration", "stack/stack"].map((name) => `../components/${name}`);
  for (const name of ["@pulumi/aws", "@duckdb/node-api", "zod", ...ownParts]) {
    await loadInTurn(require, name);
  }
}

async function loadInTurn(load: NodeRequire, name: string): Promise<void> {
  try {
    load(name);
  } catch {}
  await nextTurn();
}
