import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMapped, vendors } from "../../functions/vendors";
import logTypes from "../../functions/vendors/kinds/auth0.json";
import { everyPolicy } from "../../policy/everyPolicy";
import { costsTables } from "../capacity/costsTables";
import { detectionTotals } from "../capacity/detectionTables";
import { scalingTables } from "../capacity/scalingTables";
import { compiledRules } from "../capacity/scanQueries";
import { policiesPage } from "../policy/policiesPage";
import { configurationPage } from "./configurationPage";
import { fieldsPage } from "./fieldsPage";
import { markdownTable, withTables } from "./pageTables";
import { pipelinePicture } from "./pipelinePicture";
import { rulesPage } from "./rulesPage";

/** The pages and pictures of a folder that are generated from the code, or have tables that are: the text of each by its file's name. */
export function generatedPages(folder: string): Readonly<Record<string, string>> {
  const page = (name: string) => readFileSync(join(folder, name), "utf8");
  return {
    "configuration.md": configurationPage(),
    "costs.md": withTables(page("costs.md"), costsTables()),
    "detections.md": withTables(page("detections.md"), { "detection-totals": detectionTotals() }),
    "fields.md": fieldsPage(Object.values(vendors).filter(isMapped)),
    "images/pipeline.svg": pipelinePicture(),
    "policies.md": policiesPage(everyPolicy()),
    "rules.md": rulesPage(compiledRules()),
    "scaling.md": withTables(page("scaling.md"), scalingTables()),
    "vendors/auth0.md": auth0Page(),
  };
}

/** The generated pages that a folder does not hold as the code would make them today. */
export function stalePages(folder: string): readonly string[] {
  return Object.entries(generatedPages(folder))
    .filter(([name, text]) => textOf(join(folder, name)) !== text)
    .map(([name]) => name);
}

/** A file's text; nothing where there is no such file. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The page on Auth0's log types: the outcome of each, and the document that says so. */
function auth0Page(): string {
  const rows = logTypes.map(({ outcome, kinds, source }) => [
    outcome,
    kinds.map((kind) => `\`${kind}\``).join(", "),
    source,
  ]);
  return `# Auth0's log types

Made by \`npm run check -- --write\` from functions/vendors/kinds/auth0.json. Do not edit it.

An audit event of a type that is a failure has the type as its \`errorCode\`; warnings and other types have none. A type that is not listed is
stored all the same, is counted by the metric \`UnknownKinds\`, and is a failure where its name says so ([the rule](../fields.md#auth0-tenant-logs)).

${markdownTable([["Outcome", "Types", "Said by"], ...rows])}`;
}
