import type { CompiledRule } from "../../functions/detector/compiledRule";
import { markdownTable } from "./pageTables";
import { ruleOverlaps } from "./ruleOverlaps";

/** Generates the catalogue of the built-in detection rules by vendor, from the rules' own descriptions. */
export function rulesPage(rules: readonly CompiledRule[]): string {
  const vendors = [...new Set(rules.map(({ vendor }) => vendor))];
  return `# Detection rules

\`npm run check -- --write\` generates this page from rules/. Do not edit it. [Detections](detections.md) shows how to test rules and how to write your own.

The ${rules.length} rules are in the Sigma format, with one file per rule and the names below. Techniques are from MITRE ATT&CK.

A vendor's name under \`partner-audit:detections\` enables all rules of the vendor; a rule's name enables only this rule. With a command, set one of the
keys:

\`\`\`sh
pulumi config set --path partner-audit:detections.${vendors[0]}.schedule "rate(1 hour)"
pulumi config set --path partner-audit:detections.${rules[0]?.name}.severity critical
\`\`\`

${storeLimits(rules)}

In these pairs of rules, both can report the same event:

${Object.entries(ruleOverlaps)
  .map(([special, general]) => `- \`${special}\` and \`${general}\``)
  .join("\n")}

${vendors.map((vendor) => section(vendor, rules)).join("\n")}`;
}

/** Lists the rules that a log group does not support, with the reason. */
function storeLimits(rules: readonly CompiledRule[]): string {
  const refused = rules.filter(({ predicates }) => predicates.insights === undefined);
  const lines = refused.map(({ name, predicates }) => `- \`${name}\`: ${predicates.insightsRefusal}`);
  return refused.length === 0
    ? "Every rule runs on CloudTrail Lake, S3 and a log group."
    : `Every rule runs on CloudTrail Lake, S3 and a log group, with these exceptions on a log group:\n\n${lines.join("\n")}`;
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

${markdownTable([["rule", "level", "finds", "techniques", "false positives"], ...rows])}`;
}

/** Links a technique: the page of the tag `attack.t1110.001` has the path T1110/001. */
function techniqueLink(tag: string): string {
  const technique = tag.replace("attack.", "").toUpperCase();
  return `[${technique}](https://attack.mitre.org/techniques/${technique.replace(".", "/")}/)`;
}
