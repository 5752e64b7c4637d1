import { PersonError } from "../personError";

/**
 * The first `@pulumi/aws` whose log groups have `deletionProtectionEnabled`. An older one drops the property without an error.
 * Source: the type declarations of @pulumi/aws 7.12.0, which lack it, and 7.14.0, which have it.
 */
const protectedLogGroups = { major: 7, minor: 14 };

/**
 * Refuses an `@pulumi/aws` that cannot protect a log group against deletion.
 * @throws PersonError with the line that installs one that can
 */
export function requireProtectedLogGroups(version = installedVersion()): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const { major: first, minor: second } = protectedLogGroups;
  if (major < first || (major === first && minor < second)) {
    throw new PersonError(
      `The sink cloudwatch-logs needs @pulumi/aws ${first}.${second}.0 or later, which can protect a log group against deletion, but ${version} is installed. Run npm install @pulumi/aws@^${first}.${second}.0, or use the sink cloudtrail-lake.`,
    );
  }
}

function installedVersion(): string {
  const { version } = require("@pulumi/aws/package.json") as { readonly version: string };
  return version;
}
