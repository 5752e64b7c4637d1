import { type CompileSettings, compileRule } from "../../../components/detections/sigma/compileRule";
import type { CompiledRule } from "../../../functions/detector/compiledRule";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { inInsights, inLake, mappedEvents } from "./mappedEvents";

/** Returns a rule of one vendor with this detection, as YAML. */
export function ruleText(detection: string, product = "okta"): string {
  const indented = detection.trim().replaceAll("\n", "\n  ");
  return `title: A rule\nid: 5f7f0a3c-6d2f-4c36-9d5a-3c2f0f6b7a11\nlogsource:\n  product: ${product}\ndetection:\n  ${indented}\nlevel: high\n`;
}

/** Returns the single rule that a text compiles to. */
export function compiled(text: string, settings: CompileSettings = {}): CompiledRule {
  const [rule, ...others] = compileRule(text, "rules/a-rule.yml", settings);
  if (rule === undefined || others.length > 0) {
    throw new Error(`${others.length + 1} rules`);
  }
  return rule;
}

/**
 * Returns the numbers of the events that a rule selects, which must be the same in CloudTrail Lake and, if its language
 * can express the rule, in Logs Insights.
 */
export async function selected(
  vendor: string,
  rule: CompiledRule,
  events: readonly JsonObject[],
): Promise<readonly number[]> {
  const mapped = await mappedEvents(vendor, events);
  try {
    const lake = await inLake(mapped, rule);
    if (rule.predicates.insights !== undefined) {
      expect({ insights: await inInsights(mapped, rule) }).toEqual({ insights: lake });
    }
    return lake;
  } finally {
    await mapped.store.close();
  }
}
