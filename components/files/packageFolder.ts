import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder with a package.json, which has functions/ and queries/ as sources: dist/ of the npm package has only compiled code. */
export const packageFolder = folderOf(__dirname);

function folderOf(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : folderOf(dirname(folder));
}
