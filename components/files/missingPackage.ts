import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PersonError } from "../personError";
import { packageFolder } from "./packageFolder";

interface PackageFile {
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Gives the message about an optional package that is needed and not installed, with the line that installs it; undefined for any other error. */
export function missingPackage(error: unknown): PersonError | undefined {
  const { code, message = "" }: { readonly code?: unknown; readonly message?: string } = Object(error);
  if (code !== "MODULE_NOT_FOUND") {
    return undefined;
  }
  const file: PackageFile = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const name = Object.keys(file.peerDependenciesMeta).find((optional) => message.includes(`'${optional}'`));
  if (name === undefined) {
    return undefined;
  }
  const version = file.peerDependencies[name]?.replace("^", "");
  return new PersonError(
    `This needs the package ${name}, which is not installed. Install it: npm install --save-dev ${name}@${version}`,
  );
}
