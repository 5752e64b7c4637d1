import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloneOfProject } from "../support/clone";
import { sectionOf } from "../support/markdown";
import { changed, walk } from "../support/recipe";

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

describe("a recipe that is wrong", () => {
  it("is found out where a change has no place any more", () => {
    expect(changed("a.ts", "one\nthree\n", " one\n+two\n three\n")).toBe("one\ntwo\nthree\n");
    expect(() => changed("a.ts", "one\nfour\n", " one\n+two\n three\n")).toThrow(
      'a.ts must have these lines once: "one\\nthree\\n"',
    );
  });

  it("is found out where a command fails, or prints something else", () => {
    const clone = cloneOfProject();
    const command = "```sh\nnode --print 1+1\n```\n";
    expect(() => walk(`${command}\n\`\`\`\n2\n\`\`\`\n`, clone.folder)).not.toThrow();
    expect(() => walk(`${command}\n\`\`\`\n3\n\`\`\`\n`, clone.folder)).toThrow('node --print 1+1 does not print "3"');
    expect(() => walk("```sh\nnpm run -s no-such-script\n```\n", clone.folder)).toThrow(
      "npm run -s no-such-script fails",
    );
    clone.remove();
  });
});
