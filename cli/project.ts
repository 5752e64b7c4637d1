import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { parse } from "yaml";
import { packageFolder } from "../components/files/packageFolder";
import { buildAhead } from "../components/integration/codeBundles";
import { PersonError } from "../components/personError";
import type { Program } from "../sandbox/program/program";

/**
 * Returns the folder of the Pulumi project for a command: the nearest one with a Pulumi.yaml, from the working directory up, as Pulumi's own
 * command does; else the checkout of this project. Throws a PersonError if there is none.
 */
export function projectFolder(from = process.cwd()): string {
  if (existsSync(join(from, "Pulumi.yaml"))) {
    return from;
  }
  if (dirname(from) !== from) {
    return projectFolder(dirname(from));
  }
  if (existsSync(join(packageFolder, "Pulumi.yaml"))) {
    return packageFolder;
  }
  throw new PersonError(
    `There is no Pulumi.yaml in ${process.cwd()} or above it. Run this in the folder of a Pulumi project; pulumi new aws-typescript creates one.`,
  );
}

/**
 * Prepares the process for a project's program and returns the program. The project's folder becomes the working directory, as with the engine.
 * The functions' bundles are built while Pulumi, the database and the program's parts are loaded one by one: each blocks the process for up to
 * half a second, and signals are handled between them. Errors in building and loading are reported on first use.
 */
export async function loadProgram(folder: string): Promise<Program> {
  process.chdir(folder);
  const building = buildAhead(["runtime", "detector"]);
  // The first names are Pulumi's own dependencies.
  const requireForPulumi = createRequire(require.resolve("@pulumi/pulumi"));
  loadWhenUsed(requireForPulumi, "./automation");
  loadWhenUsed(requireForPulumi, "@npmcli/arborist");
  for (const name of ["typescript", "@grpc/grpc-js", "@pulumi/pulumi"]) {
    await loadInTurn(requireForPulumi, name);
  }
  const ownParts = ["configuration/readConfiguration", "stack/stack"].map((name) => `../components/${name}`);
  for (const name of ["@pulumi/aws", "@duckdb/node-api", "zod", ...ownParts]) {
    await loadInTurn(require, name);
  }
  await building;
  return () => require(programFile(folder));
}

/** Returns the file or folder of a project's program. Source: Pulumi documentation, "Pulumi project file reference", main. */
function programFile(folder: string): string {
  const { main = "." }: { readonly main?: string } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
  return resolve(folder, main);
}

/**
 * Delays a module that Pulumi's own index loads until its first use: two thirds of the index's modules belong to its automation API and its
 * search for packages, which few programs use.
 */
function loadWhenUsed(load: NodeRequire, name: string): void {
  const file = load.resolve(name);
  let loaded: object | undefined;
  const exports = () => {
    if (loaded === undefined) {
      delete load.cache[file];
      loaded = load(name) as object;
    }
    return loaded;
  };
  const stub = new Module(file);
  // The helpers of compiled modules use a module with this mark directly and do not copy its exports.
  stub.exports = new Proxy(
    {},
    {
      get: (_, key) => key === "__esModule" || Reflect.get(exports(), key),
      has: (_, key) => Reflect.has(exports(), key),
      ownKeys: () => Reflect.ownKeys(exports()),
      getOwnPropertyDescriptor: (_, key) => ({
        ...Reflect.getOwnPropertyDescriptor(exports(), key),
        configurable: true,
      }),
    },
  );
  stub.filename = file;
  stub.loaded = true;
  load.cache[file] = stub;
}

async function loadInTurn(load: NodeRequire, name: string): Promise<void> {
  try {
    load(name);
  } catch {}
  await nextTurn();
}
