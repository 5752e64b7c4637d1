import { existsSync, readFileSync } from "node:fs";
import type { CompiledRule } from "../../../functions/detector/compiledRule";
import { ruleFiles } from "../../detections/ruleFiles";
import { compileRule } from "../../detections/sigma/compileRule";
import { RuleError } from "../../detections/sigma/ruleFile";
import { conflict, notAllowed, type Problem, unknownName } from "../problem";
import type { DetectionEntry } from "./detectionSchema";
import { renamedDetections } from "./renamedDetections";

/** Rules of a detection. */
export interface DetectionRules {
  /** True if the detection names one file; it then takes precedence over a folder with a rule of the same name. */
  readonly isOneFile: boolean;
  readonly rules: readonly CompiledRule[];
}

/** Context in which the rules of a detection are resolved. */
export interface RuleContext {
  readonly problems: Problem[];
  /** Reports values that are allowed but probably mistakes. */
  readonly warn: (message: string) => void;
  /** Paths of built-in rules and folders, by the names of detections. */
  readonly builtIn: ReadonlyMap<string, string>;
}

/** Reads and compiles the rules of a detection; undefined if there is a problem. */
export function resolveRules(
  path: string,
  name: string,
  entry: DetectionEntry,
  { problems, warn, builtIn }: RuleContext,
): DetectionRules | undefined {
  const before = problems.length;
  const source = entry.rule ?? builtIn.get(name);
  if (source === undefined) {
    problems.push(unknownDetection(path, name, [...builtIn.keys()]));
    return undefined;
  }
  if (!existsSync(source)) {
    problems.push(notAllowed(`${path}.rule`, entry.rule, "a file or a folder that exists"));
    return undefined;
  }
  const files = ruleFiles(source);
  const isOneFile = files[0] === source;
  if (files.length === 0) {
    problems.push(conflict(`${path}.rule`, `${source} holds no files that end in .yml or .yaml`));
  }
  const { severity, placeholders, suppress } = entry;
  const settings = { placeholders, warn, suppress: suppress && { path: `${path}.suppress`, suppressions: suppress } };
  const rules = files.flatMap((file): readonly CompiledRule[] => {
    try {
      return compileRule(readFileSync(file, "utf8"), file, settings);
    } catch (error) {
      problems.push(mistakeIn(path, error));
      return [];
    }
  });
  const except = entry.except ?? [];
  problems.push(...exceptProblems(`${path}.except`, except, isOneFile, rules));
  const kept = rules.filter((rule) => !except.includes(rule.name));
  return problems.length > before
    ? undefined
    : { isOneFile, rules: kept.map((rule) => (severity === undefined ? rule : { ...rule, level: severity })) };
}

function unknownDetection(path: string, name: string, known: readonly string[]): Problem {
  const renamed = Object.hasOwn(renamedDetections, name) ? renamedDetections[name] : undefined;
  if (renamed !== undefined) {
    return conflict(path, `was renamed; the rules in its place are ${renamed.join(" and ")}`);
  }
  const unknown = unknownName(path, "rule or vendor with rules", name, known);
  const [short = ""] = unknown.message.split(" Known: ");
  return {
    ...unknown,
    message: `${short} docs/rules.md lists them; a detection of your own needs rule, the file or folder of its Sigma rules`,
  };
}

function exceptProblems(
  path: string,
  except: readonly string[],
  isOneFile: boolean,
  rules: readonly CompiledRule[],
): readonly Problem[] {
  if (isOneFile && except.length > 0) {
    return [conflict(path, "has no effect on one rule file; leave it out, or remove the detection")];
  }
  const names = rules.map(({ name }) => name);
  return except
    .filter((name) => !names.includes(name))
    .map((name) => unknownName(path, "rule of the folder", name, names));
}

/** Makes the problem of a mistake in a rule, with its file and line; a mistake in the configuration has its own path. */
function mistakeIn(path: string, error: unknown): Problem {
  if (!(error instanceof RuleError)) {
    throw error;
  }
  const { place, reason } = error;
  const text = reason.replace(/\.$/, "");
  return place.startsWith(`${path}.`) ? conflict(place, text) : conflict(`${path}.rule`, `${place}: ${text}`);
}
