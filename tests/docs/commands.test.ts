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
  return [...proseOf(markdown).matchAll(/`(npm (?:start|run)\b[^`]*)`/g)].flatMap(([, command = ""]) =>
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
  // What CONTRIBUTING.md says is done step by step: recipes.test.ts.
  it.each(documents.filter((file) => file !== "CONTRIBUTING.md" && textOf(file).includes("```sh")))(
    "says what works, and shows what is printed: %s",
    async (file) => {
      expect(await problemsOf(textOf(file))).toEqual([]);
    },
    180_000,
  );
});

/** A document of one block of commands and, where it is given, what it shows below. */
function documentOf(commands: string, shown?: string): string {
  return ["```sh", commands, "```", ...(shown === undefined ? [] : ["", "```", shown, "```"]), ""].join("\n");
}

const mapping = "partner-audit:vendors.hr.mapping";

describeEngine("a document that is wrong", () => {
  it.each([
    ["a script that there is not", "npm ci && npm run -s polcy", 'there is no npm script "polcy"'],
    ["an option that there is not", "npm run redrive -- --vendro okta", "npm run redrive has no option --vendro"],
    ["a program that nobody knows", "terraform apply", "nobody knows terraform"],
    ["a subcommand that Pulumi has not", "pulumi stck init dev", 'pulumi stck init dev: error: unknown command "stck"'],
    ["a subcommand that a group has not", "pulumi stack outputt", "pulumi stack outputt: there is no such subcommand"],
    ["an option that Pulumi has not", "pulumi up --policypack policy", "pulumi up has no option --policypack"],
    [
      "a key that there is not",
      "pulumi config set --path partner-audit:vendors.okta.retention 400",
      'partner-audit:vendors.okta.retention: "retention" is not a known key; did you mean retentionDays?',
    ],
    [
      "a mapping that is no expression",
      `pulumi config set --path partner-audit:vendors.hr.vendor custom\npulumi config set --path ${mapping}.id "event.("`,
      `${mapping}.id: is no valid expression`,
    ],
    ["a command that fails", "npm run -s map -- --vendor oktaa events.jsonl", "fails: "],
  ])("is found out: %s", async (_, commands, problem) => {
    const problems = await problemsOf(documentOf(commands));
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toMatch(/^line 1: /);
  });

  it("is found out where it shows what a command does not print", async () => {
    const command = "npm run -s capacity -- --events-per-second 500";
    expect(await problemsOf(documentOf(command, "what\n...\nbatchSize"))).toEqual([]);
    expect(await problemsOf(documentOf(command, "what\n...\nbatchsize"))).toEqual([
      'line 5: the command does not print "batchsize"',
    ]);
    expect(await problemsOf(documentOf(command, "batchWindowSeconds\n...\nbatchSize"))).toEqual([
      'line 5: the command does not print "batchSize"',
    ]);
  });

  it("is found out in a table's command", async () => {
    const commands = inlineCommands("| `npm run -s capacity -- --event-per-second 5` | settings |");
    expect(await Promise.all(commands.map(optionProblems))).toEqual([
      ["npm run capacity has no option --event-per-second"],
    ]);
  });
});
