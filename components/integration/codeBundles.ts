import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { type BuildOptions, build, buildSync, type OutputFile } from "esbuild";
import { cloudTrailDataPackage } from "../../functions/clients/cloudTrailDataPackage";
import { mappingModuleNames } from "../../functions/mapping/configured/configuredExpressions";
import { packageFolder } from "../files/packageFolder";
import { writeWhole } from "../files/writeWhole";

/** A code bundle: a forwarder's without or with the client for the CloudTrail Data Service, or the detector's. */
export type CodeBundle = "runtime" | "packed" | "detector";

/** Builds a bundle, unless it was built ahead, and writes its files, one per entry point. Returns their folder, below the working directory. */
export function writeBundle(name: CodeBundle): string {
  const outputFiles = builtAhead.get(name) ?? buildSync(optionsOf(name)).outputFiles;
  const { folder } = bundles[name];
  for (const { path, text } of outputFiles) {
    writeWhole(join(process.cwd(), folder, basename(path)), text.replace(placeOfPackage, "$1node_modules/"));
  }
  return folder;
}

/** esbuild names a lazily loaded module by its path, which depends on the place of node_modules. */
const placeOfPackage = /(__(?:esm|commonJS)\(\{")[^"]*node_modules\//g;

/** Builds bundles without blocking the process or its signal handlers. A failure is reported when the bundle is written. */
export async function buildAhead(names: readonly CodeBundle[]): Promise<void> {
  const building = names.map(async (name) => builtAhead.set(name, (await build(optionsOf(name))).outputFiles));
  await Promise.allSettled(building);
}

const builtAhead = new Map<CodeBundle, readonly OutputFile[]>();

/** Module that every forwarder loads from its own folder when an event needs it, which keeps it out of the cold start. */
export const eventModule = "parseExactly";

const modules = [eventModule, ...mappingModuleNames];
const forwarder = [
  "functions/forwarder/forwarder.ts",
  `functions/mapping/values/${eventModule}.ts`,
  ...mappingModuleNames.map((name) => `functions/mapping/configured/${name}.ts`),
];
/** Other SDK clients that a forwarder may need; always the runtime's copy. */
const runtimeClients = [
  "@aws-sdk/client-cloudwatch-logs",
  "@aws-sdk/client-s3",
  "@aws-sdk/client-secrets-manager",
  "@aws-sdk/client-sqs",
];

interface Entries {
  readonly entryPoints: readonly string[];
  readonly external: readonly string[];
  /** A program may have forwarders of both kinds. */
  readonly folder: string;
}

const bundles: Readonly<Record<CodeBundle, Entries>> = {
  runtime: { entryPoints: forwarder, external: [...modules.map(beside), "@aws-sdk/*"], folder: ".partner-audit" },
  packed: {
    entryPoints: forwarder,
    external: [...modules.map(beside), ...runtimeClients],
    folder: ".partner-audit/packed",
  },
  detector: { entryPoints: ["functions/detector/detector.ts"], external: ["@aws-sdk/*"], folder: ".partner-audit" },
};

function beside(name: string): string {
  return `./${name}`;
}

/** Returns esbuild's options. Equal sources and settings give equal bytes on every clone. */
function optionsOf(name: CodeBundle) {
  // A package that is linked into a program's node_modules does not resolve the program's packages by itself.
  const nodePaths = createRequire(join(process.cwd(), "package.json")).resolve.paths(cloudTrailDataPackage.name) ?? [];
  const { entryPoints, external } = bundles[name];
  return {
    write: false,
    absWorkingDir: packageFolder,
    nodePaths: [...nodePaths],
    entryPoints: [...entryPoints],
    outdir: "out",
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minifySyntax: true,
    // esbuild writes each module's path into a comment, and the path differs if node_modules is linked.
    minifyWhitespace: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    tsconfigRaw: { compilerOptions: { target: "es2022", strict: true } },
    external: [...external],
  } as const satisfies BuildOptions;
}
