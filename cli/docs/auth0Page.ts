import logTypes from "../../functions/vendors/kinds/auth0.json";
import { markdownTable } from "./pageTables";

/** The page on Auth0's log types: the outcome of each, and the document that says so. */
export function auth0Page(): string {
  const rows = logTypes.map(({ outcome, kinds, source }) => [
    outcome,
    kinds.map((kind) => `\`${kind}\``).join(", "),
    source,
  ]);
  return `# Auth0's log types

Made by \`npm run docs\` from functions/vendors/kinds/auth0.json. Do not edit it.

An audit event of a type that is a failure has the type as its \`errorCode\`; warnings and other types have none. A type that is not listed is
stored all the same, is counted by the metric \`UnknownKinds\`, and is a failure where its name says so ([the rule](../fields.md#auth0-tenant-logs)).

${markdownTable([["Outcome", "Types", "Said by"], ...rows])}`;
}
