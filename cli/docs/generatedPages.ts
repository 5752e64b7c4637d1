import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policy/policies";
import { waiverPolicies } from "../../policy/waiverPolicies";
import { WaiverBook } from "../../policy/waivers";
import { costsPage } from "../capacity/costsPage";
import { scalingPage } from "../capacity/scalingPage";
import { policiesPage } from "../policy/policiesPage";
import { deployerPolicy } from "./rights/deployerPolicy";
import { permissionsBoundary } from "./rights/permissionsBoundary";

/** The pages of docs/ that are made of the code: the text of each by its file's name. */
export function generatedPages(): Readonly<Record<string, string>> {
  return {
    "costs.md": costsPage(),
    "deployer-policy.json": deployerPolicy(),
    "permissions-boundary.json": permissionsBoundary(),
    "policies.md": policiesPage([...policies, ...waiverPolicies(new WaiverBook(""))]),
    "scaling.md": scalingPage(),
  };
}

/** The generated pages that a folder does not hold as the code would make them today. */
export function stalePages(folder: string): readonly string[] {
  return Object.entries(generatedPages())
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
