import * as pulumi from "@pulumi/pulumi";

/**
 * The code of a Lambda function whose handler an inline callback makes at the function's start: the callback, serialised with the values
 * that it captures, and the given files beside it. Nothing else is in the archive.
 *
 * `aws.lambda.CallbackFunction` does the same and, for every function, looks through node_modules for packages to put in beside it: a fifth
 * of a second each, for nothing here. bench/ measures what that is at the sizes people run (`preview.vendors25.overPlain`).
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
