import { ruleFiles } from "../../components/detections/ruleFiles";
import { type CompileSettings, compileRule } from "../../components/detections/sigma/compileRule";
import { PersonError } from "../../components/personError";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import { readFailure, readText } from "../command/readText";

/** Compiles the rules of a file, or of the `.yml` files in a folder and its subfolders. @throws PersonError if it finds none, and RuleError */
export function findRules(path: string, settings: CompileSettings): readonly CompiledRule[] {
  const files = filesOf(path);
  if (files.length === 0) {
    throw new PersonError(
      `--rule ${path} holds no files that end in .yml or .yaml; name a Sigma rule or a folder of them.`,
    );
  }
  return files.flatMap((file) => compileRule(readText(file), file, settings));
}

function filesOf(path: string): readonly string[] {
  try {
    return ruleFiles(path);
  } catch (error) {
    throw readFailure(path, error);
  }
}
