import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder with a package.json. It contains the sources in functions/ and queries/; dist/ of the npm package contains only compiled code. */
export const packageFolder = folderOf(__dirname);

function folderOf(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : folderOf(dirname(folder));
}
