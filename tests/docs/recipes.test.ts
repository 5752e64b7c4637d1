import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloneOfProject } from "../support/clone";
import { sectionOf } from "../support/markdown";
import { walk } from "../support/recipe";

const contributing = readFileSync(join(__dirname, "..", "..", "CONTRIBUTING.md"), "utf8");
const recipes = [...contributing.matchAll(/^## Add .+$/gm)].map(([heading]) => heading);

describe("the recipes", () => {
  const clone = cloneOfProject();
  afterAll(clone.remove);

  it("are these", () => {
    expect(recipes).toEqual(["## Add a vendor", "## Add a policy", "## Add a query", "## Add a detection"]);
  });

  it.each(recipes)("%s: leads to what it says, step by step", (heading) => {
    expect(walk(sectionOf(contributing, heading), clone.folder).length).toBeGreaterThan(0);
  });

  it("keep the rooms' direction", () => {
    expect(walk("```sh\nnpm run -s layers\n```\n", clone.folder)).toEqual(["npm run -s layers"]);
  });
});
