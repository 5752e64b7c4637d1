import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const project = join(__dirname, "..", "..");

/** A copy of the project, which shares its installed packages; call `remove` when done. */
export function copyOfProject(...leftOut: readonly string[]): { readonly folder: string; readonly remove: () => void } {
  const parent = mkdtempSync(join(tmpdir(), "copy of the project "));
  const folder = join(parent, "project");
  const left: ReadonlySet<string> = new Set(["node_modules", ".git", ".partner-audit", "out", "dist", ...leftOut]);
  // Other tests make stack files of their own beside the dev stack's, and remove them.
  const isCopied = (name: string) => !left.has(name) && !/^Pulumi\..*-test\.yaml$/.test(name);
  cpSync(project, folder, { recursive: true, filter: (path) => isCopied(basename(path)) });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return { folder, remove: () => rmSync(parent, { recursive: true }) };
}
