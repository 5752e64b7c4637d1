import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const examples = join(__dirname, "..", "..", "examples");

describe("the examples", () => {
  it("are these", () => {
    expect(readdirSync(examples)).toEqual([
      "bringYourOwnStore",
      "cloudWatchOnly",
      "directPartner",
      "foreignProgram",
      "manyVendors",
      "oneVendor",
      "openLake",
      "policyTests",
      "wholeStack",
    ]);
  });

  // Without it the engine would start the entry of the nearest package.json, the package's, which declares nothing.
  it.each([".", ...readdirSync(examples).map((example) => join("examples", example))])(
    "the project in %s names its program",
    (folder) => {
      const project = readFileSync(join(examples, "..", folder, "Pulumi.yaml"), "utf8");
      expect(parse(project)).toMatchObject({ main: folder === "." ? "program.js" : "index.ts" });
    },
  );

  it.each(readdirSync(examples))(
    "%s depends on what its programs import, and on nothing outside of its folder",
    (example) => {
      const folder = join(examples, example);
      const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const sources = readdirSync(folder).filter((file) => file.endsWith(".ts"));
      const imported = sources.flatMap((file) =>
        [...readFileSync(join(folder, file), "utf8").matchAll(/ from "([^"]+)"/g)].map(([, name = ""]) => name),
      );
      const own = Object.keys({ ...dependencies, ...devDependencies });
      expect(own).toEqual(expect.arrayContaining(imported.map((name) => name.replace("/sandbox", ""))));
    },
  );
});
