import type { PolicyConfigSchema } from "@pulumi/policy";
import { controlOf, isStackPolicy, type Policy } from "../../policy/policy";
import { notJudged, policiesGuide } from "./policiesGuide";

/** The page on the policies, made of what they say of themselves. */
export function policiesPage(policies: readonly Policy[]): string {
  const rows = policies.map(
    (policy) =>
      `| [${policy.name}](#${policy.name}) | ${isStackPolicy(policy) ? "stack" : "resource"} | ${policy.severity} | ${policy.enforcementLevel} | ${policy.description} |`,
  );
  return `# The policies

Made by \`npm run check -- --write\` of what the policies in policy/policies say of themselves. Do not edit it.

A resource policy judges each resource by itself, at an up before it is made. A stack policy judges what resources are to each other: a
preview refuses it; an up without a preview fails once the resources exist. [What becomes of a violation](policy-verdicts.md) shows
each of them at work.

A first preview does not know every value: a document with the ARN of a resource that is not made yet, for example. It passes over such a
value without a message. \`pulumi up\` checks it when it is known, and \`npm run -s policy\`, which knows every value, before anything is made.

| policy | judges | severity | level | demands |
|---|---|---|---|---|
${rows.join("\n")}

${policiesGuide}
${notJudged}
${policies.map(section).join("\n")}`;
}

function section(policy: Policy): string {
  const references = policy.references
    .map(controlOf)
    .map(({ name, version, reference }) => `${name} (${version}) ${reference}`);
  const settings = Object.entries(policy.configuration ?? {}).map(
    ([key, schema]) => `| \`${key}\` | ${typeOf(schema)} | ${defaultOf(schema)} | ${schema.description ?? ""} |`,
  );
  return `## ${policy.name}
${policy.description} ${policy.remediation}

Severity ${policy.severity}; level ${policy.enforcementLevel}; ${references.join(", ")}.
${settings.length === 0 ? "" : `\n| setting | type | default | meaning |\n|---|---|---|---|\n${settings.join("\n")}\n`}`;
}

type Schema = PolicyConfigSchema["properties"][string];

function typeOf(schema: Schema): string {
  const bounds = [
    ...(schema.minimum === undefined ? [] : [`${schema.minimum} or more`]),
    ...(schema.exclusiveMinimum === undefined ? [] : [`more than ${schema.exclusiveMinimum}`]),
  ];
  return [String(schema.type), ...bounds].join(", ");
}

function defaultOf({ default: value }: Schema): string {
  return Array.isArray(value) && value.length > 0
    ? value.map((one) => `\`${one}\``).join(", ")
    : `\`${JSON.stringify(value)}\``;
}
