import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../policy/policies";
import { waiverPolicies } from "../policy/waiverPolicies";
import { WaiverBook } from "../policy/waivers";
import { scalingPage } from "./capacity/scalingPage";
import { policiesPage } from "./policy/policiesPage";
import { projectFolder } from "./projectFolder";
import { runCommand } from "./run";

const usage = `npm run docs

Writes the pages of docs/ that are made of the code: policies.md and scaling.md.`;

async function docs(): Promise<void> {
  const page = policiesPage([...policies, ...waiverPolicies(new WaiverBook(""))]);
  writeFileSync(join(projectFolder, "docs", "policies.md"), page);
  writeFileSync(join(projectFolder, "docs", "scaling.md"), scalingPage());
}

void runCommand(usage, process.argv.slice(2), docs);
