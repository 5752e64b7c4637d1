import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Reads a JSON file of a folder. The caller names the type: the tests that use the data check it. */
export function readJson<Content>(folder: string, file: string): Content {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
