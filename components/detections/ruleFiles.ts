import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { packageFolder } from "../files/packageFolder";

/**
 * Lists the rule files of a path: the file itself, or the `.yml` and `.yaml` files in a folder and its subfolders, sorted.
 * @throws Error of the file system if the path cannot be read
 */
export function ruleFiles(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => join(path, file));
}

/** The folder of the built-in rules, with a subfolder per vendor. */
export const builtInFolder = join(packageFolder, "rules");

/** Returns the paths of built-in rules: the file of each rule by the rule's name, and the folder of each vendor by the vendor's name. */
export function builtInRules(): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const vendor of readdirSync(builtInFolder).sort()) {
    const folder = join(builtInFolder, vendor);
    paths.set(vendor, folder);
    for (const file of ruleFiles(folder)) {
      paths.set(ruleName(file), file);
    }
  }
  return paths;
}

/** Returns the name of a rule file's first rule. */
export function ruleName(file: string): string {
  return basename(file).replace(/\.ya?ml$/, "");
}
