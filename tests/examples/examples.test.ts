import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isBalanced } from "../../sandbox/ledger";
import type { StackFile } from "../../sandbox/stackFile";
import { declare } from "../support/declare";
import { ledgersOf } from "../support/programRun";

const examples = join(__dirname, "..", "..", "examples");

/** The examples that are programs of this project; the others have it as a package, in tests/engine and tests/package. */
const programs = readdirSync(examples).filter((example) => !["foreignProgram", "policyTests"].includes(example));
const declared = (example: string) => declare(projectOf(join(examples, example)), `examples/${example}/index`);

/** A new stack of a project, whose configuration is in `Pulumi.yaml` alone. */
function projectOf(folder: string): StackFile {
  const { name, config } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
  return { project: name, stack: "dev", configuration: config };
}

describe("the examples", () => {
  it("are these", () => {
    expect(programs).toEqual([
      "bringYourOwnStore",
      "cloudWatchOnly",
      "directPartner",
      "manyVendors",
      "oneVendor",
      "openLake",
    ]);
  });

  // Without it the engine would start what the nearest package.json names: the package's entry, which declares nothing.
  it.each([".", ...readdirSync(examples).map((example) => join("examples", example))])(
    "the project in %s names its program",
    (folder) => {
      const project = readFileSync(join(examples, "..", folder, "Pulumi.yaml"), "utf8");
      expect(parse(project)).toMatchObject({ main: "index.ts" });
    },
  );

  it.each([
    ["bringYourOwnStore", ["okta", "onelogin"]],
    ["cloudWatchOnly", ["onelogin"]],
    ["directPartner", ["clumio"]],
    ["manyVendors", ["okta", "onelogin", "auth0", "pagerduty"]],
    ["oneVendor", ["okta"]],
    ["openLake", ["okta", "github"]],
  ])("%s takes in every event that is sent", async (example, vendors) => {
    const ledgers = await ledgersOf(await declared(example), 40);
    expect(Object.keys(ledgers).sort()).toEqual([...vendors].sort());
    for (const ledger of Object.values(ledgers)) {
      expect(ledger).toMatchObject({ received: 40, rejected: 0, pending: 0 });
      expect(isBalanced(ledger)).toBe(true);
    }
  });
});
