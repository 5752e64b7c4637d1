import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readStackFile } from "../../sandbox/stackFile";
import { type CommandResult, runScript, temporaryFolder } from "./command";
import { type CodeBlock, codeBlocks } from "./markdown";
import { afterPulumiCommand, refusalOf, type StackValues } from "./pulumiCommands";
import { shellCommands } from "./shellCommands";
import { missingParts } from "./shownOutput";

const project = join(__dirname, "..", "..");
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
const stackName = "document-test";
const takesStack: ReadonlySet<string> = new Set(["start", "policy", "query"]);

/** What has become known on the way through a document. */
interface Reading {
  /** As it is after the commands so far; undefined while it is the dev stack's. */
  readonly values: StackValues | undefined;
  /** What the last command that was run printed. */
  readonly printed: string | undefined;
  readonly problems: readonly string[];
}

/**
 * Follows a document as a reader does: writes its files, runs its commands in their order, sets its configuration, and compares what it
 * shows below a command with what the command prints. A block of `sh` holds commands; a block with a file's name behind its language is that
 * file; a block without a language, below commands, is what the last of them prints, with `...` for what is left out.
 * @returns every problem, with its line
 */
export async function problemsOf(markdown: string): Promise<readonly string[]> {
  const folder = temporaryFolder();
  const files = new Map<string, string>();
  let reading: Reading = { values: undefined, printed: undefined, problems: [] };
  try {
    for (const block of codeBlocks(markdown)) {
      if (block.file !== undefined) {
        files.set(block.file, folder.write(block.file.replaceAll("/", "-"), block.text));
      }
      reading = await readBlock(block, reading, files);
    }
  } finally {
    folder.remove();
    rmSync(join(project, `Pulumi.${stackName}.yaml`), { force: true });
  }
  return reading.problems;
}

async function readBlock(block: CodeBlock, before: Reading, files: ReadonlyMap<string, string>): Promise<Reading> {
  if (block.language === "sh") {
    return readCommands(block, { ...before, printed: undefined }, files);
  }
  if (block.language !== "" || before.printed === undefined) {
    return { ...before, printed: undefined };
  }
  const missing = missingParts(block.text, before.printed).map(
    (part) => `line ${block.line}: the command does not print ${JSON.stringify(part.slice(0, 120))}`,
  );
  return { ...before, printed: undefined, problems: [...before.problems, ...missing] };
}

async function readCommands(block: CodeBlock, before: Reading, files: ReadonlyMap<string, string>): Promise<Reading> {
  let { values, printed } = before;
  const problems: string[] = [];
  for (const words of shellCommands(block.text)) {
    const [program = "", subcommand = ""] = words;
    if (program === "pulumi") {
      const after = afterPulumiCommand(words, values ?? devStack());
      values = after.values === devStack() ? values : after.values;
      problems.push(...after.problems);
    } else if (notRun[`${program} ${subcommand}`] === undefined) {
      const answer = program === "npm" ? await npmProblems(words, values, files) : [`nobody knows ${program}`];
      problems.push(...(Array.isArray(answer) ? answer : []));
      printed = typeof answer === "string" ? answer : printed;
    }
  }
  problems.push(...(values === undefined ? [] : refusalOf(values)));
  return { values, printed, problems: [...before.problems, ...problems.map((one) => `line ${block.line}: ${one}`)] };
}

/** What is wrong with a command of the project, or what it printed. */
async function npmProblems(
  words: readonly string[],
  values: StackValues | undefined,
  files: ReadonlyMap<string, string>,
): Promise<readonly string[] | string> {
  const { script, commandLine } = npmCommand(words);
  if (scripts[script] === undefined) {
    return [`there is no npm script ${JSON.stringify(script)}`];
  }
  if (!inSandbox.has(script) || commandLine.some((word) => onAws.has(word))) {
    return optionProblems(words);
  }
  const stack = values !== undefined && takesStack.has(script) ? ["--stack", stackName] : [];
  const result = await onceEach(
    script,
    [...commandLine.map((word) => files.get(word) ?? word), ...stack],
    JSON.stringify({ config: values }),
  );
  return result.exitCode === 0 ? result.stdout : [`${words.join(" ")} fails: ${result.stderr.trim()}`];
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
  const { stdout } = await onceEach(script, ["--help"], "");
  return options
    .filter((option) => !new RegExp(`${option}(?![\\w-])`).test(stdout))
    .map((option) => `npm run ${script} has no option ${option}`);
}

const ran = new Map<string, Promise<CommandResult>>();

/** Runs a script with a configuration; the same one only once. */
function onceEach(script: string, commandLine: readonly string[], configuration: string): Promise<CommandResult> {
  const key = JSON.stringify([script, commandLine, configuration]);
  const known = ran.get(key);
  if (known !== undefined) {
    return known;
  }
  if (commandLine.includes(stackName)) {
    writeFileSync(join(project, `Pulumi.${stackName}.yaml`), configuration);
  }
  const result = runScript(scripts[script] ?? "", commandLine);
  ran.set(key, result);
  return result;
}

let dev: StackValues | undefined;

/** What the dev stack is configured with. */
function devStack(): StackValues {
  dev ??= Object.fromEntries(
    Object.entries(readStackFile(project, "dev").configuration).map(([key, text]) => [key, parse(text)]),
  );
  return dev;
}
