import { readFileSync } from "node:fs";
import { join } from "node:path";
import { optionProblems, problemsOf } from "../support/documentedCommands";
import { describeEngine } from "../support/engine";
import { markdownFiles, proseOf } from "../support/markdown";
import { shellCommands } from "../support/shellCommands";

const project = join(__dirname, "..", "..");
// An example is a project by itself, with its own way to be started: tests/examples and tests/engine run them.
const documents = markdownFiles(project).filter((file) => !file.startsWith("examples/"));
const textOf = (file: string) => readFileSync(join(project, file), "utf8");

/** The commands of the project that stand in the text itself, such as those of a table. */
function inlineCommands(markdown: string): readonly (readonly string[])[] {
  return [...proseOf(markdown).matchAll(/`((?:npm (?:start|run)|npx partner-audit)\b[^`]*)`/g)].flatMap(
    ([, command = ""]) =>
      shellCommands(command.replaceAll("\n", " ")).map((words) => words.filter((word) => word !== "...")),
  );
}

describe("the documents' commands", () => {
  it("are looked for in these documents", () => {
    expect(documents).toEqual(expect.arrayContaining(["README.md", "SECURITY.md", "docs/upgrading.md"]));
  });

  it.each(documents)("%s names scripts and options that there are", async (file) => {
    const problems = await Promise.all(inlineCommands(textOf(file)).map(optionProblems));
    expect(problems.flat()).toEqual([]);
  });
});

// The configuration is set by Pulumi's own command.
describeEngine("a document that has commands", () => {
  // The recipes of extending.md are followed step by step: recipes.test.ts.
  it.each(documents.filter((file) => file !== "docs/extending.md" && textOf(file).includes("```sh")))(
    "says what works, and shows what is printed: %s",
    async (file) => {
      expect(await problemsOf(textOf(file))).toEqual([]);
    },
    180_000,
  );
});
