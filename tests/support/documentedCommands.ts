import { createProgram } from "../../cli/main";
import type { CommandResult } from "./command";
import { codeBlocks } from "./markdown";
import { pulumiProblems } from "./pulumiHelp";
import { Reader } from "./reader";
import { shellCommands } from "./shellCommands";

const { scripts } = require("../../package.json") as { readonly scripts: Readonly<Record<string, string>> };

/** What a document may say and no test runs, with the reason. */
const notRun: Readonly<Record<string, string>> = {
  "npm ci": "The tests run in what it installed.",
  "npm install": "It would change the installed packages.",
  "npm test": "It is what runs this.",
};
/** Commands that need no AWS and end within seconds: these are run. Of every other command of the project the options are checked. */
const inSandbox: ReadonlySet<string> = new Set(["start", "map", "policy", "capacity", "query", "detect"]);
/** With one of these, a command that could be asked of the sandbox is asked of AWS. */
const onAws: ReadonlySet<string> = new Set(["--on-aws", "--store", "--log-group"]);
/** What Pulumi does without a program: these are always run. */
const configures: readonly string[] = ["stack init", "config set", "config rm"];
/** What runs the program on the engine. */
const operations: readonly string[] = ["preview", "up", "destroy"];

/** The result of following a document. */
export interface Reading {
  /** What is wrong, each with its line. */
  readonly problems: readonly string[];
  /** What the engine printed, in the order of the commands. */
  readonly operations: readonly { readonly command: string; readonly output: string }[];
  /** What `git status --short` says of the clone afterwards. */
  readonly changed: readonly string[];
}

/** @returns every problem of a document, with its line */
export async function problemsOf(markdown: string): Promise<readonly string[]> {
  return (await follow(markdown)).problems;
}

/**
 * Follows a document as a reader does, in a plain clone: writes its files, runs its commands in their order, sets its configuration by
 * Pulumi's own command, and compares what it shows below a command with what the command prints. A block of `sh` holds commands; a block
 * with a file's name behind its language is that file, or, of `diff`, a change of it; a block of `text` or without a language, below
 * commands, is what the last of them prints, with `...` for what is left out.
 * @param options.onEngine runs previews, updates and their end, too; without it, their options are checked alone
 * @param options.runsAll runs every command as it is
 */
export async function follow(markdown: string, options: Options = {}): Promise<Reading> {
  const reader = new Reader();
  const problems: string[] = [];
  const results: CommandRun[] = [];
  let printed: string | undefined;
  try {
    for (const block of codeBlocks(markdown)) {
      const { file, language, text, line } = block;
      if (file !== undefined) {
        reader.write(file, block);
      }
      const isShown = ["", "text"].includes(language) && printed !== undefined;
      const missing = isShown ? missingParts(steadyOutput(text), steadyOutput(printed ?? "")) : [];
      const found = missing.map((part) => `the command does not print ${JSON.stringify(part.slice(0, 120))}`);
      printed = undefined;
      for (const words of language === "sh" ? shellCommands(text) : []) {
        const run = await runCommandOf(words, reader, options);
        results.push(run);
        found.push(...run.problems);
        printed = run.output?.stdout ?? printed;
      }
      if (language === "sh") {
        found.push(...reader.refusals());
      }
      problems.push(...found.map((one) => `line ${line}: ${one}`));
    }
    const reported = results.flatMap(({ operation, output }) =>
      operation === undefined ? [] : [{ command: operation, output: `${output?.stdout}${output?.stderr}` }],
    );
    return { problems, operations: reported, changed: reader.changed() };
  } finally {
    reader.remove();
  }
}

interface Options {
  readonly onEngine?: boolean;
  readonly runsAll?: boolean;
}

/** What is wrong with a command, what it printed where it was run, and its text where it ran the engine. */
interface CommandRun {
  readonly problems: readonly string[];
  readonly output?: CommandResult;
  readonly operation?: string;
}

async function runCommandOf(words: readonly string[], reader: Reader, options: Options): Promise<CommandRun> {
  const [program = "", subcommand = "", action = ""] = words;
  if (options.runsAll) {
    return ran(words, reader.run(program, words.slice(1), process.env));
  }
  if (notRun[`${program} ${subcommand}`] !== undefined) {
    return { problems: [] };
  }
  if (program === "npm" || program === "npx") {
    const { script, name, commandLine } = projectCommand(words);
    const isRun = inSandbox.has(name) && !commandLine.some((word) => onAws.has(word));
    return isRun ? ran(words, await reader.script(script, commandLine)) : { problems: await optionProblems(words) };
  }
  if (program !== "pulumi") {
    return { problems: [`${program} is not a known program`] };
  }
  const problems = pulumiProblems(words.slice(1));
  const isOperation = options.onEngine === true && operations.includes(subcommand);
  if (problems.length > 0 || (!isOperation && !configures.includes(`${subcommand} ${action}`))) {
    return { problems };
  }
  return isOperation
    ? { ...ran(words, reader.operate(words.slice(1))), operation: words.join(" ") }
    : { problems: ran(words, reader.pulumi(words.slice(1))).problems };
}

function ran(words: readonly string[], output: CommandResult): CommandRun {
  const { exitCode, stdout, stderr } = output;
  return { problems: exitCode === 0 ? [] : [`${words.join(" ")} fails: ${stderr}${stdout}`], output };
}

/** A command of the project: the text of its npm script, or of `npx partner-audit`, its name, and what it is given. */
function projectCommand(words: readonly string[]) {
  if (words[0] === "npx") {
    const [, program, name = "", ...commandLine] = words;
    return { script: program === "partner-audit" ? `node cli/partner-audit.js ${name}` : "", name, commandLine };
  }
  const dashes = words.indexOf("--");
  const [, first = "", ...rest] = dashes < 0 ? words : words.slice(0, dashes);
  const name = (first === "run" ? rest.find((word) => !word.startsWith("-")) : first) ?? "";
  return { script: scripts[name] ?? "", name, commandLine: dashes < 0 ? [] : words.slice(dashes + 1) };
}

/** Subcommands and options of a command of the project that it does not have. */
export async function optionProblems(words: readonly string[]): Promise<readonly string[]> {
  const { script, name, commandLine } = projectCommand(words);
  const options = commandLine.filter((word) => word.startsWith("--"));
  if (script === "") {
    return [`there is no script or command ${JSON.stringify(name)}`];
  }
  const [, subcommand] = /^node cli\/partner-audit\.js ?(.*)$/.exec(script) ?? [];
  if (subcommand === undefined) {
    return optionsOfDevelopers[name] === undefined ? [] : unknownOptions(name, options, optionsOfDevelopers[name]);
  }
  const program = await createProgram([subcommand]);
  const command = subcommand.startsWith("-") ? program : program.commands.find((one) => one.name() === subcommand);
  return command === undefined
    ? [`there is no command partner-audit ${subcommand}`]
    : unknownOptions(name, options, ["--help", ...command.options.map(({ long }) => long ?? "")]);
}

/** The options of scripts that are no subcommands. */
const optionsOfDevelopers: Readonly<Record<string, readonly string[]>> = {
  bench: ["--quick", "--json"],
  check: ["--write"],
};

function unknownOptions(name: string, options: readonly string[], known: readonly string[]): readonly string[] {
  return options.filter((option) => !known.includes(option)).map((option) => `${name} has no option ${option}`);
}

/**
 * The parts of what a document shows that were not printed, or not in that order. A line of `...` parts them and stands for
 * whatever is left out.
 */
function missingParts(shown: string, printed: string): readonly string[] {
  const missing: string[] = [];
  let after = 0;
  for (const part of shown.split(/^\.\.\.$/m).map((text) => text.trim())) {
    const place = printed.indexOf(part, after);
    if (place < 0) {
      missing.push(part);
    } else {
      after = place + part.length;
    }
  }
  return missing;
}

/** What Pulumi's engine prints, without what is another in every run: durations, random ids, empty lines and signs of progress. */
function steadyOutput(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      line
        .trimEnd()
        .replace(/\((?:\d+m)?\d+(?:\.\d+)?s\)/g, "(TIME)")
        .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "ID"),
    )
    .filter((line) => line !== "" && !line.startsWith("@ "))
    .join("\n");
}
