import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { packageFolder } from "./packageFolder";
import { writeWhole } from "./writeWhole";

/** The forwarder's code, bundled for the archive. */
export interface ForwarderBundle {
  /** Where the bundle lies, relative to the working directory, which is also where it lies in the archive. */
  readonly path: string;
  /** Where the interpreter of expressions lies, which the bundle loads from its own folder when a mapping needs it. */
  readonly expressionsPath: string;
  /** Whether `@aws-sdk/client-cloudtrail-data` is in the bundle; otherwise the runtime's own copy is used. */
  readonly includesClient: boolean;
}

const client = "@aws-sdk/client-cloudtrail-data";

/** The bundle's path is fixed, since the callback names it in a `require` that is serialised as text. */
export const bundlePath = ".partner-audit/forwarder.js";
const expressionsPath = ".partner-audit/expressions.js";

/** Other clients of the SDK that the function may need: always the runtime's own copy. */
const runtimeClients = ["@aws-sdk/client-cloudwatch-logs", "@aws-sdk/client-secrets-manager", "@aws-sdk/client-sqs"];

/** The detector's path is fixed in the same way. */
export const detectorPath = ".partner-audit/detector.js";

let made: ForwarderBundle | undefined;

/**
 * Bundles the forwarder once a run. Equal sources give equal bytes on every clone: paths in the bundle are relative to this package.
 * The CloudTrail Data client goes in where it is installed, beside this package or for the program in the working directory, as AWS
 * advises; every other `@aws-sdk` package is the runtime's.
 */
export function forwarderBundle(): ForwarderBundle {
  made ??= makeBundle();
  return made;
}

let detectorMade = false;

/** Bundles the detector once a run, where the stack has detections. Every client is the runtime's own copy. */
export function detectorBundle(): string {
  if (!detectorMade) {
    bundle(["functions/detections/detector.ts"], ["@aws-sdk/*"]);
    detectorMade = true;
  }
  return detectorPath;
}

function makeBundle(): ForwarderBundle {
  const includesClient = [packageFolder, process.cwd()].some((folder) => isInstalled(client, folder));
  bundle(
    ["functions/forwarder.ts", "functions/expressions.ts"],
    // Each function's archive holds the interpreter only where its mapping needs it.
    ["./expressions", ...(includesClient ? runtimeClients : ["@aws-sdk/*"])],
  );
  return { path: bundlePath, expressionsPath, includesClient };
}

/** Bundles each entry point into a file of its own below the working directory. */
function bundle(entryPoints: string[], external: string[]): void {
  // A package that is linked into a program's node_modules lies elsewhere, and does not find by itself what the program installed.
  const nodePaths = createRequire(join(process.cwd(), "package.json")).resolve.paths(client) ?? [];
  const { outputFiles } = buildSync({
    write: false,
    absWorkingDir: packageFolder,
    nodePaths: [...nodePaths],
    entryPoints,
    outdir: "out",
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minifySyntax: true,
    // esbuild writes where each module lies into a comment, which differs where node_modules is linked.
    minifyWhitespace: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    tsconfigRaw: { compilerOptions: { target: "es2022", strict: true } },
    external,
  });
  for (const { path, contents } of outputFiles) {
    writeWhole(join(process.cwd(), dirname(bundlePath), basename(path)), contents);
  }
}

function isInstalled(name: string, folder: string): boolean {
  try {
    createRequire(join(folder, "package.json")).resolve(name);
    return true;
  } catch {
    return false;
  }
}
