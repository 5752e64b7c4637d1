import type { CompiledRule } from "../../functions/detector/compiledRule";
import { markdownTable } from "./pageTables";
import { ruleOverlaps } from "./ruleOverlaps";

/** The catalogue of the built-in detection rules, by vendor, made of what they say of themselves. */
export function rulesPage(rules: readonly CompiledRule[]): string {
  const vendors = [...new Set(rules.map(({ vendor }) => vendor))];
  return `# Detection rules

Made by \`npm run check -- --write\` from rules/. Do not edit it. [Detections](detections.md) says how to try them, and how to write one.

The ${rules.length} rules are in the Sigma format, one file per rule, named as here. Techniques are those of MITRE ATT&CK.

A vendor's name under \`partner-audit:detections\` switches all its rules on, a rule's name that rule alone; by command, set one of the keys:

\`\`\`sh
pulumi config set --path partner-audit:detections.${vendors[0]}.schedule "rate(1 hour)"
pulumi config set --path partner-audit:detections.${rules[0]?.name}.severity critical
\`\`\`

${storeLimits(rules)}

An event may be a finding of two rules:

${Object.entries(ruleOverlaps)
  .map(([special, general]) => `- \`${special}\` and \`${general}\``)
  .join("\n")}

${vendors.map((vendor) => section(vendor, rules)).join("\n")}`;
}

/** Names the rules that a log group refuses, with the reason. */
function storeLimits(rules: readonly CompiledRule[]): string {
  const refused = rules.filter(({ predicates }) => predicates.insights === undefined);
  const lines = refused.map(({ name, predicates }) => `- \`${name}\`: ${predicates.insightsRefusal}`);
  return refused.length === 0
    ? "Every rule runs on CloudTrail Lake, S3 and a log group."
    : `Every rule runs on CloudTrail Lake, S3 and a log group, except on a log group:\n\n${lines.join("\n")}`;
}

function section(vendor: string, rules: readonly CompiledRule[]): string {
  const rows = rules
    .filter((rule) => rule.vendor === vendor)
    .map(({ name, description, level, tags, falsePositives }) => [
      `\`${name}\``,
      level,
      description.trim(),
      tags
        .filter((tag) => /^attack\.t\d/.test(tag))
        .map(techniqueLink)
        .join(", "),
      falsePositives.join("; "),
    ]);
  return `## ${vendor}

${markdownTable([["rule", "level", "finds", "techniques", "may be meant"], ...rows])}`;
}

/** A technique's page: `attack.t1110.001` is https://attack.mitre.org/techniques/T1110/001/. */
function techniqueLink(tag: string): string {
  const technique = tag.replace("attack.", "").toUpperCase();
  return `[${technique}](https://attack.mitre.org/techniques/${technique.replace(".", "/")}/)`;
}
