import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../components/files/packageFolder";
import { PersonError } from "../../components/personError";
import { runCommand } from "../run";
import { generatedPages, stalePages } from "./generatedPages";

/** Writes the generated parts of docs/, or with `--check` throws a PersonError where one is out of date: a part of `npm run check`. */
async function docs(isCheck: boolean): Promise<void> {
  const folder = join(packageFolder, "docs");
  if (!isCheck) {
    for (const [name, text] of Object.entries(generatedPages(folder))) {
      writeFileSync(join(folder, name), text);
    }
    return;
  }
  const stale = stalePages(folder);
  if (stale.length > 0) {
    throw new PersonError(
      `Not as the code would make them: ${stale.join(", ")}. Run npm run check -- --write and commit.`,
    );
  }
}

void runCommand(() => docs(process.argv.includes("--check")));
