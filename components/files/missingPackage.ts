import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./packageFolder";

interface PackageFile {
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/**
 * Returns a message that a package is not installed, with the command that installs it; undefined for any other error. In a checkout, `npm ci` installs all
 * packages; the installed package leaves out those that only some commands need.
 */
export function missingPackage(error: unknown): string | undefined {
  const { message = "" }: { readonly message?: unknown } = Object(error);
  const [, name] = /^Cannot find (?:module|package) '(@[^/']+\/[^/']+|[^./@'][^/']*)/.exec(String(message)) ?? [];
  if (name === undefined) {
    return undefined;
  }
  const isCheckout = existsSync(join(packageFolder, "cli", "main.ts"));
  const { peerDependencies }: PackageFile = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const remedy = isCheckout
    ? "Run npm ci first, in the project's folder."
    : `Install it beside partner-audit: npm install --save-dev ${name}@${peerDependencies[name]?.replace("^", "") ?? "latest"}`;
  return `The package ${name} is not installed. ${remedy}`;
}
