import type { Planted } from "./planted";

/** A planted violation and what became of it. */
export interface VerdictRow extends Planted {
  readonly offline: string;
  readonly preview: string;
  readonly up: string;
}

/** The page on the planted violations, made of what the tests saw. */
export function verdictTable(rows: readonly VerdictRow[]): string {
  const lines = rows.map(
    ({ policy, what, subject, offline, preview, up }) =>
      `| ${policy} | ${cell(what)} | \`${cell(subject)}\` | ${offline} | ${preview} | ${up} |`,
  );
  return `# What becomes of a violation, and when

Made by the tests (tests/engine/policyVerdicts.test.ts), which plant a violation of each policy in a few programs and judge them by
\`npm run policy\`'s own function, by a first preview and by an up of Pulumi's engine. Do not edit it: run the tests with UPDATE_DOCS=1.

- refused: a finding; with the policy's default level, the command fails. advised: a finding of an advisory policy.
- not known yet: a value comes from a resource that does not exist; the preview passes over it without a message.
- refused first: at an up, before the resource is made. refused after: stack policies judge what resources are to each other, which an
  up without a preview does once they exist; with its preview, \`pulumi up\` stops there. AWS refuses it: before any stack policy is asked.

| policy | planted | finding | offline | first preview | up |
|---|---|---|---|---|---|
${lines.join("\n")}
`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
