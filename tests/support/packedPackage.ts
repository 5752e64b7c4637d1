import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readJson } from "./readJson";

const checkout = join(__dirname, "..", "..");

/** The sources of the policy pack. */
const policySources = ["policy", "tsconfig.json"];

/**
 * Installs into a project the policy pack as `npm pack` builds it, and the packages that npm would install for it;
 * returns the pack's folder. npm also installs @pulumi/pulumi, which @pulumi/policy depends on and which starts packs.
 */
export function installPolicyPack(project: string): string {
  const place = installPacked("partner-audit-policy", project, policySources, "policy");
  const { dependencies } = readJson<{ readonly dependencies: object }>(place, "package.json");
  for (const name of [...Object.keys(dependencies), "@pulumi/pulumi"]) {
    linkPackage(name, project);
  }
  return place;
}

/**
 * Unpacks into a project's node_modules the tarball that `npm pack` builds from a copy of this project, since a build
 * writes beside its sources; returns the folder.
 * @param sources files and folders of this project from which the package is built
 * @param folder the package's folder in this project
 */
export function installPacked(name: string, project: string, sources: readonly string[], folder = ""): string {
  const place = join(project, "node_modules", name);
  mkdirSync(place, { recursive: true });
  execFileSync("tar", ["-xzf", tarballOf(name, sources, folder), "-C", place, "--strip-components=1"]);
  return place;
}

/**
 * Returns the package's tarball, which is built once for all test files: they share their folder of temporary files.
 */
function tarballOf(name: string, sources: readonly string[], folder: string): string {
  const tarball = join(tmpdir(), `package ${name}.tgz`);
  if (existsSync(tarball)) {
    return tarball;
  }
  const copy = mkdtempSync(join(tmpdir(), "a package "));
  try {
    for (const source of sources) {
      const filter = (path: string) => !/\/(?:node_modules|dist)$/.test(path);
      cpSync(join(checkout, source), join(copy, source), { recursive: true, filter });
    }
    symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
    const output = execFileSync("npm", ["pack", "--json", "--offline", "--pack-destination", copy], {
      cwd: join(copy, folder),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ filename }] = JSON.parse(output) as [{ readonly filename: string }];
    renameSync(join(copy, filename), tarball);
    return tarball;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Links a package of this project into another one, instead of an installation from a registry. */
export function linkPackage(name: string, project: string): void {
  const place = join(project, "node_modules", name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(checkout, "node_modules", name), place);
}
