import type { CompiledRule } from "../../functions/detector/compiledRule";
import { markdownTable } from "./pageTables";

/** The catalogue of the built-in detection rules, by vendor, made of what they say of themselves. */
export function rulesPage(rules: readonly CompiledRule[]): string {
  const vendors = [...new Set(rules.map(({ vendor }) => vendor))];
  return `# Detection rules

Made by \`npm run docs\` from rules/. Do not edit it. [Detections](detections.md) says how to try them, and how to write one.

The ${rules.length} rules are in the Sigma format, one file a rule, named as here. Techniques are those of MITRE ATT&CK.

${vendors.map((vendor) => section(vendor, rules)).join("\n")}`;
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
