import { createRequire } from "node:module";
import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { cloudTrailDataPackage, installClient } from "../../functions/clients/cloudTrailDataPackage";
import type { MappingModule } from "../../functions/mapping/configured/configuredExpressions";
import { packageFolder } from "../files/packageFolder";
import { PersonError } from "../personError";
import { eventModule, writeBundle } from "./codeBundles";
import type { AwsClient } from "./integrationSettings";

/** Paths of the forwarder's bundled code, relative to the working directory. */
interface ForwarderBundle {
  readonly path: string;
  /** The folder of the modules that the bundle loads on demand. */
  readonly folder: string;
}

/** Path of the bundle in the archive. It is fixed, because the callback names it in a `require` that is serialised as text. */
export const bundlePath = ".partner-audit/forwarder.js";

/** Returns the bundle's files, with the modules that a mapping needs, by their paths in the archive. */
export function archiveFiles(
  { path, folder }: ForwarderBundle,
  modules: readonly MappingModule[],
): Readonly<Record<string, string>> {
  const others = [eventModule, ...modules].map((name) => [`.partner-audit/${name}.js`, `${folder}/${name}.js`]);
  return { [bundlePath]: path, ...Object.fromEntries(others) };
}

/** Path of the detector's bundle in the archive, fixed for the same reason. */
export const detectorPath = ".partner-audit/detector.js";

const made = new Map<AwsClient, ForwarderBundle>();

/**
 * Bundles the forwarder once per run. Equal sources and settings give equal bytes on every clone. Throws a PersonError if the client must be packed
 * and is installed neither beside this package nor in the working directory.
 */
export function forwarderBundle(awsClient: AwsClient): ForwarderBundle {
  const bundle = made.get(awsClient) ?? makeBundle(awsClient);
  made.set(awsClient, bundle);
  return bundle;
}

let isDetectorMade = false;

/** Bundles the detector once per run, if the stack has detections. All clients are the runtime's copies. */
export function detectorBundle(): string {
  if (!isDetectorMade) {
    writeBundle("detector");
    isDetectorMade = true;
  }
  return detectorPath;
}

function makeBundle(awsClient: AwsClient): ForwarderBundle {
  const { name } = cloudTrailDataPackage;
  if (awsClient === "packed" && ![packageFolder, process.cwd()].some((folder) => isInstalled(name, folder))) {
    throw new PersonError(
      `awsClient is "packed", and ${name} is not installed. Install it (${installClient}), or set awsClient to "runtime", the default, which uses the Lambda runtime's copy.`,
    );
  }
  const folder = writeBundle(awsClient);
  return { path: `${folder}/${basename(bundlePath)}`, folder };
}

function isInstalled(name: string, folder: string): boolean {
  try {
    createRequire(join(folder, "package.json")).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the code of a Lambda function from an inline callback, serialised with the values that it captures, and the given files beside it.
 * `aws.lambda.CallbackFunction` does the same, but searches node_modules for every function, a fifth of a second each (bench/, `preview.vendors25.overPlain`).
 * @param makeHandler returns the handler; a captured secret is refused
 * @param files paths of files, relative to the working directory, by their path in the archive, relative to the callback
 */
export function callbackCode(makeHandler: () => unknown, files: Readonly<Record<string, string>>) {
  const serialised = pulumi.runtime.serializeFunction(makeHandler as () => void, {
    exportName: "handler",
    isFactoryFunction: true,
  });
  const assets = serialised.then(({ text }) => ({
    "__index.js": new pulumi.asset.StringAsset(text),
    ...Object.fromEntries(Object.entries(files).map(([path, file]) => [path, new pulumi.asset.FileAsset(file)])),
  }));
  return { code: new pulumi.asset.AssetArchive(assets), handler: "__index.handler" };
}
