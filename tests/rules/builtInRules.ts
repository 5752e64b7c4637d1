import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { builtInFolder, ruleFiles } from "../../components/detections/ruleFiles";
import { compileRule } from "../../components/detections/sigma/compileRule";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import type { JsonObject } from "../../functions/mapping/values/json";

/** Events that a rule must find or must not find. */
export interface Case {
  readonly what: string;
  readonly event?: JsonObject;
  readonly events?: readonly JsonObject[];
}

interface Cases {
  readonly positive: readonly Case[];
  readonly negative: readonly Case[];
}

/** A built-in rule, the text of its file, and its test events. */
export interface BuiltInRule {
  readonly rule: CompiledRule;
  readonly text: string;
  readonly cases: Cases;
}

/** The vendors that have built-in rules. */
export const vendorsOfRules = readdirSync(builtInFolder);

/** Reads the rules of a vendor. @throws Error where a file has another number of rules than one */
export function rulesOf(vendor: string): readonly BuiltInRule[] {
  return ruleFiles(join(builtInFolder, vendor)).map((path) => {
    const text = readFileSync(path, "utf8");
    const [rule, ...others] = compileRule(text, path);
    if (rule === undefined || others.length > 0) {
      throw new Error(
        `${path} has ${rule === undefined ? "no rule" : `${others.length + 1} rules`}; it must have one.`,
      );
    }
    return { rule, text, cases: JSON.parse(readFileSync(path.replace(/\.yml$/, ".events.json"), "utf8")) };
  });
}

/** Returns the events of cases, in order. */
export function eventsIn(cases: readonly Case[]): readonly JsonObject[] {
  return cases.flatMap(({ event, events }) => events ?? event ?? []);
}
