import { readFileSync } from "node:fs";
import { join } from "node:path";
import { optionProblems, problemsOf } from "../support/documentedCommands";
import { describeEngine } from "../support/engine";
import { markdownFiles, proseOf } from "../support/markdown";
import { shellCommands } from "../support/shellCommands";

const project = join(__dirname, "..", "..");
// Each example is its own project with its own commands: tests/examples and tests/engine run them.
const documents = markdownFiles(project).filter((file) => !file.startsWith("examples/"));
const textOf = (file: string) => readFileSync(join(project, file), "utf8");

/** The project's commands in the text itself, such as those in a table. */
function inlineCommands(markdown: string): readonly (readonly string[])[] {
  return [...proseOf(markdown).matchAll(/`((?:npm (?:start|run)|npx partner-audit)\b[^`]*)`/g)].flatMap(
    ([, command = ""]) =>
      shellCommands(command.replaceAll("\n", " ")).map((words) => words.filter((word) => word !== "...")),
  );
}

describe("the documents' commands", () => {
  it("are in these documents", () => {
    expect(documents).toEqual(expect.arrayContaining(["README.md", "SECURITY.md", "docs/upgrading.md"]));
  });

  it.each(documents)("%s names existing scripts and options", async (file) => {
    const problems = await Promise.all(inlineCommands(textOf(file)).map(optionProblems));
    expect(problems.flat()).toEqual([]);
  });
});

// Pulumi's own command sets the configuration.
describeEngine("a document with commands", () => {
  // recipes.test.ts follows the recipes of extending.md step by step.
  it.each(documents.filter((file) => file !== "docs/extending.md" && textOf(file).includes("```sh")))(
    "has working commands with their real output: %s",
    async (file) => {
      expect(await problemsOf(textOf(file))).toEqual([]);
    },
    180_000,
  );
});
