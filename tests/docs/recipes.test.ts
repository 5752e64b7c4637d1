import { readFileSync } from "node:fs";
import { join } from "node:path";
import { follow } from "../support/documentedCommands";
import { sectionOf } from "../support/markdown";

const page = readFileSync(join(__dirname, "..", "..", "docs", "extending.md"), "utf8");
const recipes = [...page.matchAll(/^## Add .+$/gm)].map(([heading]) => heading);

describe("the recipes", () => {
  it("are these", () => {
    expect(recipes).toEqual(["## Add a vendor", "## Add a policy", "## Add a query", "## Add a detection rule"]);
  });

  it("lead to the documented result, step by step, and respect the layers", async () => {
    const steps = [...recipes.map((heading) => sectionOf(page, heading)), "```sh\nnpm run -s layers\n```\n"];
    expect((await follow(steps.join("\n"), { runsAll: true })).problems).toEqual([]);
  }, 300_000);
});
