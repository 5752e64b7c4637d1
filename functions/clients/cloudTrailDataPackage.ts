/** AWS's client for the CloudTrail Data Service: packed with the forwarder, or the copy in the Lambda runtime. */
export const cloudTrailDataPackage = {
  name: "@aws-sdk/client-cloudtrail-data",
  /** The version to pack: the same as the other AWS clients in package.json. */
  version: "3.1137.0",
} as const;

/** The command that installs the client, with its version. */
export const installClient = `npm install --save-exact ${cloudTrailDataPackage.name}@${cloudTrailDataPackage.version}`;

/** The two commands that pack the client with the forwarder. */
export const packClient = [installClient, "pulumi config set partner-audit:awsClient packed"] as const;

/** Reports whether the message of an error says that the client's package is missing (Node.js, `MODULE_NOT_FOUND`). */
export function saysClientIsMissing(message: string): boolean {
  return message.includes(`Cannot find module '${cloudTrailDataPackage.name}'`);
}
