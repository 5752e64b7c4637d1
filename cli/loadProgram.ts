import { createRequire } from "node:module";
import { setImmediate as nextTurn } from "node:timers/promises";
import { buildAhead } from "../components/integration/codeBundles";
import { projectFolder } from "./run";

/**
 * Prepares the process for the project's program: its folder is the working directory, as it is for the engine, and the functions' bundles are
 * built while Pulumi, the database and the program's parts are loaded, one by one: each blocks the process for up to half a second, and between
 * two of them a signal is heeded. What cannot be built or loaded is reported where it is needed.
 */
export async function loadProgram(): Promise<void> {
  process.chdir(projectFolder);
  const building = buildAhead(["runtime", "detector"]);
  // The first ones are Pulumi's own dependencies.
  const requireForPulumi = createRequire(require.resolve("@pulumi/pulumi"));
  for (const name of ["typescript", "sigstore", "pacote", "@npmcli/arborist", "@grpc/grpc-js", "@pulumi/pulumi"]) {
    await loadInTurn(requireForPulumi, name);
  }
  const ownParts = ["configuration/readConfiguration", "stack/stack"].map((name) => `../components/${name}`);
  for (const name of ["@pulumi/aws", "@duckdb/node-api", "zod", ...ownParts]) {
    await loadInTurn(require, name);
  }
  await building;
}

async function loadInTurn(load: NodeRequire, name: string): Promise<void> {
  try {
    load(name);
  } catch {}
  await nextTurn();
}
