import { createProgram } from "../../cli/main";
import type { CommandResult } from "./command";
import { codeBlocks } from "./markdown";
import { pulumiProblems } from "./pulumiHelp";
import { Reader } from "./reader";
import { shellCommands } from "./shellCommands";

const { scripts } = require("../../package.json") as { readonly scripts: Readonly<Record<string, string>> };

/** Commands in documents that no test runs, with the reason. */
const notRun: Readonly<Record<string, string>> = {
  "npm ci": "The tests run in what it installed.",
  "npm install": "It would change the installed packages.",
  "npm test": "It is what runs this.",
};
/**
 * Commands that need no AWS and end within seconds: these are run. For all other commands of the project, the options
 * are checked.
 */
const inSandbox: ReadonlySet<string> = new Set(["start", "map", "policy", "capacity", "query", "detect"]);
/** Options with which a command that could run in the sandbox runs on AWS. */
const onAws: ReadonlySet<string> = new Set(["--on-aws", "--store", "--log-group"]);
/** Commands of Pulumi that need no program: these are always run. */
const configures: readonly string[] = ["stack init", "config set", "config rm"];
/** Commands of Pulumi that run the program on the engine. */
const operations: readonly string[] = ["preview", "up", "destroy"];

/** The result of following a document. */
export interface Reading {
  /** The problems, each with its line. */
  readonly problems: readonly string[];
  /** The engine's output, in order of the commands. */
  readonly operations: readonly { readonly command: string; readonly output: string }[];
  /** The output of `git status --short` in the clone afterwards. */
  readonly changed: readonly string[];
}

/** Returns every problem of a document, with its line. */
export async function problemsOf(markdown: string): Promise<readonly string[]> {
  return (await follow(markdown)).problems;
}

/**
 * Follows a document as a reader does, in a plain clone: writes its files, runs its commands in order, sets its
 * configuration with Pulumi's own command, and compares the output shown below a command with the real output. A block
 * of `sh` contains commands; a block with a file name after its language is that file, or, in `diff`, a change of it; a
 * block of `text` or without a language, below commands, is the output of the last of them, with `...` for omitted
 * parts.
 * @param options.onEngine also runs previews, updates and removals; without it, only their options are checked
 * @param options.runsAll runs every command unchanged
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

/** The problem of a command, its output if it was run, and its text if it ran the engine. */
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

/** A command of the project: the text of its npm script, or of `npx partner-audit`, its name, and its arguments. */
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

/** Returns subcommands and options that a command of the project does not have. */
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

/** The options of scripts that are not subcommands. */
const optionsOfDevelopers: Readonly<Record<string, readonly string[]>> = {
  bench: ["--quick", "--json"],
  check: ["--write"],
};

function unknownOptions(name: string, options: readonly string[], known: readonly string[]): readonly string[] {
  return options.filter((option) => !known.includes(option)).map((option) => `${name} has no option ${option}`);
}

/**
 * Returns the shown parts that were not printed, or not in that order. A line of `...` separates them and represents
 * omitted output.
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

/**
 * Returns the output of Pulumi's engine without the parts that differ in every run: durations, random ids, empty lines
 * and signs of progress.
 */
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
