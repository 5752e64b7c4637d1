import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CompileSettings, compileRule } from "../../components/detections/sigma/compileRule";
import { PersonError } from "../../components/personError";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import { readFailure, readText } from "../readText";

/** Compiles the rules of a file, or of the `.yml` files in a folder and the folders in it. @throws PersonError where there are none, and RuleError */
export function findRules(path: string, settings: CompileSettings): readonly CompiledRule[] {
  const files = ruleFiles(path);
  if (files.length === 0) {
    throw new PersonError(
      `--rule ${path} holds no files that end in .yml or .yaml; name a Sigma rule or a folder of them.`,
    );
  }
  return files.flatMap((file) => compileRule(readText(file), file, settings));
}

function ruleFiles(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) {
      return [path];
    }
    return readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.ya?ml$/.test(file))
      .sort()
      .map((file) => join(path, file));
  } catch (error) {
    throw readFailure(path, error);
  }
}
