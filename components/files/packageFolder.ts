import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The nearest folder with a package.json. functions/ and queries/ lie there as they were written, also in the npm package, whose own code
 * is compiled into dist/. Bundled from what was written, the functions of a program that imports this package have the same bytes as here.
 */
export const packageFolder = folderOf(__dirname);

function folderOf(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : folderOf(dirname(folder));
}
