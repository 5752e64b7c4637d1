import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PersonError } from "../components/personError";
import { parseArguments } from "./arguments";
import { generatedPages, stalePages } from "./docs/generatedPages";
import { projectFolder, runCommand } from "./run";

const usage = `npm run docs -- [--check]

Writes the generated parts of docs/: configuration.md, fields.md, policies.md, vendors/auth0.md, and the tables of costs.md, detections.md and scaling.md.
  --check  writes nothing; exit code 1 where one is out of date`;

async function docs(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options: { check: { type: "boolean" } } });
  const folder = join(projectFolder, "docs");
  if (!values.check) {
    for (const [name, text] of Object.entries(generatedPages(folder))) {
      writeFileSync(join(folder, name), text);
    }
    return;
  }
  const stale = stalePages(folder);
  if (stale.length > 0) {
    throw new PersonError(`Not as the code would make them: ${stale.join(", ")}. Run npm run docs and commit.`);
  }
}

void runCommand(usage, process.argv.slice(2), docs);
