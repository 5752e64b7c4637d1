import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtInRules, ruleFiles } from "../../components/detections/ruleFiles";
import { oktaAlone } from "../../tests/support/declare";
import { declareHere } from "../declareHere";
import { cpuSecondsOf } from "../figure";
import { manyVendors } from "../manyVendors";

/*
 * Declares a stack in its own process, in an empty folder. Arguments: `vendors` or `rules`, and their number. It prints the CPU seconds without the
 * loading of the program as JSON.
 */

const [kind = "", size = "1"] = process.argv.slice(2);

async function main(): Promise<void> {
  const configuration = kind === "vendors" ? manyVendors(Number(size)) : manyRules(Number(size));
  process.stdout.write(JSON.stringify(await cpuSecondsOf(() => declareHere(configuration))));
}

/** Makes the configuration of one vendor with a number of rules: repeated built-in rules of Okta, each with a distinct id. */
function manyRules(many: number): Readonly<Record<string, object>> {
  const files = ruleFiles(builtInRules().get("okta") ?? "");
  mkdirSync("rules");
  for (let index = 0; index < many; index++) {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
    const text = readFileSync(files[index % files.length] ?? "", "utf8").replace(/^id: .*$/m, `id: ${id}`);
    writeFileSync(join("rules", `rule-${index}.yml`), text);
  }
  return { vendors: oktaAlone, detections: { own: { rule: "rules" } } };
}

void main();
