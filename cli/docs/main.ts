import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../components/files/packageFolder";
import { PersonError } from "../../components/personError";
import { runCommand } from "../command/run";
import { generatedPages, stalePages } from "./generatedPages";

/** Writes the generated pages of docs/. With `--check` it throws a PersonError if a page is out of date; `npm run check` uses it. */
async function docs(isCheck: boolean): Promise<void> {
  const folder = join(packageFolder, "docs");
  if (!isCheck) {
    for (const [name, text] of Object.entries(await generatedPages(folder))) {
      writeFileSync(join(folder, name), text);
    }
    return;
  }
  const stale = await stalePages(folder);
  if (stale.length > 0) {
    throw new PersonError(
      `Out of date: docs/${stale.join(", docs/")}. Run npm run check -- --write and commit the result.`,
    );
  }
}

void runCommand(() => docs(process.argv.includes("--check")));
