import { createRequire } from "node:module";
import { basename, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { cloudTrailDataPackage, installClient } from "../../functions/clients/cloudTrailDataPackage";
import type { MappingModule } from "../../functions/mapping/configured/configuredExpressions";
import { packageFolder } from "../files/packageFolder";
import { PersonError } from "../personError";
import { eventModule, writeBundle } from "./codeBundles";
import type { AwsClient } from "./integrationSettings";

/** The forwarder's code, bundled for the archive: paths of files, relative to the working directory. */
interface ForwarderBundle {
  readonly path: string;
  /** The folder of the modules that the bundle loads from its own folder when a mapping needs them. */
  readonly folder: string;
}

/** The bundle's path in the archive is fixed, since the callback names it in a `require` that is serialised as text. */
export const bundlePath = ".partner-audit/forwarder.js";

/** The bundle's files in an archive, with the modules that a mapping needs, by their paths there. */
export function archiveFiles(
  { path, folder }: ForwarderBundle,
  modules: readonly MappingModule[],
): Readonly<Record<string, string>> {
  const others = [eventModule, ...modules].map((name) => [`.partner-audit/${name}.js`, `${folder}/${name}.js`]);
  return { [bundlePath]: path, ...Object.fromEntries(others) };
}

/** The detector's path is fixed in the same way. */
export const detectorPath = ".partner-audit/detector.js";

const made = new Map<AwsClient, ForwarderBundle>();

/**
 * Bundles the forwarder once per run. Equal sources and settings give equal bytes on every clone. Throws a PersonError where the client is to be
 * packed and is not installed, beside this package or in the working directory.
 */
export function forwarderBundle(awsClient: AwsClient): ForwarderBundle {
  const bundle = made.get(awsClient) ?? makeBundle(awsClient);
  made.set(awsClient, bundle);
  return bundle;
}

let isDetectorMade = false;

/** Bundles the detector once per run, where the stack has detections. Every client is the runtime's own copy. */
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
 * `aws.lambda.CallbackFunction` does the same and searches node_modules for every function, a fifth of a second each (bench/, `preview.vendors25.overPlain`).
 * @param makeHandler gives the handler; a secret that it captures is refused
 * @param files by path in the archive, relative to the callback: paths of files, relative to the working directory
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
