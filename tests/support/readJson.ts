import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Reads a JSON file of a folder. The caller names the type: test data is checked by the tests that it feeds. */
export function readJson<Content>(folder: string, file: string): Content {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
