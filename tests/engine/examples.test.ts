import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeEngine, previewOf } from "../support/engine";

const examples = join(__dirname, "..", "..", "examples");

describeEngine("the examples on the real engine", () => {
  it.each([
    ["bringYourOwnStore", 38],
    ["cloudWatchOnly", 20],
    ["directPartner", 5],
    ["manyVendors", 80],
    ["oneVendor", 21],
  ])("previews %s as %i creations alone", async (example, create) => {
    expect(await previewOf(async () => require(join(examples, example, "index.ts")))).toEqual({ create });
  });

  it("leaves none out; foreignProgram is previewed where it is packed", () => {
    expect(readdirSync(examples)).toHaveLength(6);
  });
});
