import { type CommandResult, runScript } from "./command";
import { type CodeBlock, codeBlocks } from "./markdown";
import { pulumiProblems } from "./pulumiHelp";
import { Reader } from "./reader";
import { shellCommands } from "./shellCommands";
import { missingParts, steadyOutput } from "./shownOutput";

const { scripts } = require("../../package.json") as { readonly scripts: Readonly<Record<string, string>> };

/** What a document may say and no test runs, with the reason. */
const notRun: Readonly<Record<string, string>> = {
  "npm ci": "The tests run in what it installed.",
  "npm install": "It would change the installed packages.",
  "npm test": "It is what runs this.",
};
/** Commands that need no AWS and end within seconds: these are run. Of every other command of the project the options are checked. */
const inSandbox: ReadonlySet<string> = new Set(["start", "map", "policy", "capacity", "query"]);
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
  readonly operations: readonly Operation[];
  /** What `git status --short` says of the clone afterwards. */
  readonly changed: readonly string[];
}

interface Operation {
  readonly command: string;
  readonly output: string;
}

/** What has become known on the way through a document. */
interface Progress {
  readonly problems: string[];
  readonly operations: Operation[];
  /** What the last command that was run printed. */
  printed: string | undefined;
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
export async function follow(markdown: string, { onEngine = false, runsAll = false } = {}): Promise<Reading> {
  const reader = new Reader();
  const progress: Progress = { problems: [], operations: [], printed: undefined };
  try {
    for (const block of codeBlocks(markdown)) {
      if (block.file !== undefined) {
        reader.write(block.file, block);
      }
      const found = await blockProblems(block, { reader, progress, onEngine, runsAll });
      progress.problems.push(...found.map((one) => `line ${block.line}: ${one}`));
    }
    return { problems: progress.problems, operations: progress.operations, changed: reader.changed() };
  } finally {
    reader.remove();
  }
}

/** What a block is read with. */
interface Surroundings {
  readonly reader: Reader;
  readonly progress: Progress;
  readonly onEngine: boolean;
  readonly runsAll: boolean;
}

async function blockProblems(block: CodeBlock, surroundings: Surroundings): Promise<readonly string[]> {
  const { progress, reader } = surroundings;
  const { printed } = progress;
  progress.printed = undefined;
  if (block.language === "sh") {
    const problems: string[] = [];
    for (const words of shellCommands(block.text)) {
      problems.push(...(await commandProblems(words, surroundings)));
    }
    return [...problems, ...reader.refusals()];
  }
  if (!["", "text"].includes(block.language) || printed === undefined) {
    return [];
  }
  return missingParts(steadyOutput(block.text), steadyOutput(printed)).map(
    (part) => `the command does not print ${JSON.stringify(part.slice(0, 120))}`,
  );
}

async function commandProblems(words: readonly string[], surroundings: Surroundings): Promise<readonly string[]> {
  const { reader, progress, onEngine, runsAll } = surroundings;
  const [program = "", subcommand = "", action = ""] = words;
  if (runsAll) {
    const { exitCode, stdout, stderr } = reader.run(program, words.slice(1), process.env);
    progress.printed = stdout;
    return exitCode === 0 ? [] : [`${words.join(" ")} fails: ${stderr}${stdout}`];
  }
  if (notRun[`${program} ${subcommand}`] !== undefined) {
    return [];
  }
  if (program === "npm") {
    return npmProblems(words, surroundings);
  }
  if (program !== "pulumi") {
    return [`nobody knows ${program}`];
  }
  const problems = pulumiProblems(words.slice(1));
  const isOperation = onEngine && operations.includes(subcommand);
  if (problems.length > 0 || (!isOperation && !configures.includes(`${subcommand} ${action}`))) {
    return problems;
  }
  const result = isOperation ? reader.operate(words.slice(1)) : reader.pulumi(words.slice(1));
  if (isOperation) {
    progress.printed = result.stdout;
    progress.operations.push({ command: words.join(" "), output: `${result.stdout}${result.stderr}` });
  }
  return result.exitCode === 0 ? [] : [`${words.join(" ")} fails: ${result.stderr.trim()}`];
}

/** What is wrong with a command of the project; what it printed is kept. */
async function npmProblems(words: readonly string[], { reader, progress }: Surroundings): Promise<readonly string[]> {
  const { script, commandLine } = npmCommand(words);
  if (scripts[script] === undefined) {
    return [`there is no npm script ${JSON.stringify(script)}`];
  }
  if (!inSandbox.has(script) || commandLine.some((word) => onAws.has(word))) {
    return optionProblems(words);
  }
  const result = await reader.script(scripts[script] ?? "", commandLine);
  progress.printed = result.stdout;
  return result.exitCode === 0 ? [] : [`${words.join(" ")} fails: ${result.stderr.trim()}`];
}

/** The script of an npm command, and what it is given. */
function npmCommand(words: readonly string[]): { readonly script: string; readonly commandLine: readonly string[] } {
  const dashes = words.indexOf("--");
  const [, first = "", ...rest] = dashes < 0 ? words : words.slice(0, dashes);
  const script = first === "run" ? rest.find((word) => !word.startsWith("-")) : first;
  return { script: script ?? "", commandLine: dashes < 0 ? [] : words.slice(dashes + 1) };
}

/** The options of a command of the project that its help does not name. */
export async function optionProblems(words: readonly string[]): Promise<readonly string[]> {
  const { script, commandLine } = npmCommand(words);
  const options = commandLine.filter((word) => word.startsWith("--"));
  if (scripts[script] === undefined) {
    return [`there is no npm script ${JSON.stringify(script)}`];
  }
  if (options.length === 0) {
    return [];
  }
  const { stdout } = await helpOf(script);
  return options
    .filter((option) => !new RegExp(`${option}(?![\\w-])`).test(stdout))
    .map((option) => `npm run ${script} has no option ${option}`);
}

const helps = new Map<string, Promise<CommandResult>>();

/** The help of a script, which is asked once. */
function helpOf(script: string): Promise<CommandResult> {
  const help = helps.get(script) ?? runScript(scripts[script] ?? "", ["--help"]);
  helps.set(script, help);
  return help;
}
