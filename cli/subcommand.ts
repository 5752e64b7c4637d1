import { Command, InvalidArgumentError, Option } from "commander";
import type { OptionRule } from "./options";
import { styled } from "./terminal";

type OptionRules = Readonly<Record<string, OptionRule<unknown>>>;

/** The values of a command line by its rules. */
export type ValuesOf<Options extends OptionRules> = {
  readonly [Name in keyof Options]: ReturnType<Options[Name]["read"]>;
};

/** A subcommand: what it does, what it takes, and what its help shows. */
export interface SubcommandDefinition<Options extends OptionRules> {
  readonly name: string;
  /** What it does, in a sentence or two. */
  readonly description: string;
  /** The words without a dash that it takes, such as `<FILE...>` or `[NAME]` (the syntax of commander), and their meaning. @default none */
  readonly operands?: readonly [syntax: string, help: string];
  readonly options: Options;
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [commandLine: string, help: string])[];
  /** Further things to know. */
  readonly notes?: readonly string[];
  /** The meaning of exit code 1. @default wrong input or a failure, which standard error explains */
  readonly failure?: string;
  /** Does the work; throws a PersonError for what the user can put right. */
  readonly run: (values: ValuesOf<Options>, operands: readonly string[]) => Promise<void>;
}

/** Makes the command of a definition. Its help, its messages and its checks of the command line are generated from the definition. */
export function createSubcommand<const Options extends OptionRules>(
  definition: SubcommandDefinition<Options>,
): Command {
  const { name, description, operands, options, run } = definition;
  const command: Command = withConventions(new Command(name))
    .description(description)
    .showHelpAfterError(`Run npx partner-audit ${name} --help for its options and examples.`)
    .addHelpText("after", () => helpAfterOptions(definition, command));
  if (operands !== undefined) {
    command.argument(...operands);
  }
  const made = Object.entries(options).map(([key, rule]) => [key, rule, optionOf(key, rule, command)] as const);
  for (const [, , option] of made) {
    command.addOption(option);
  }
  const required = made.filter(([, rule]) => rule.isRequired).map(([, , option]) => option.flags);
  command.usage([...required, "[options]", ...(operands?.slice(0, 1) ?? [])].join(" "));
  return command.action(async () => {
    const values = made.map(([key, rule, option]) => {
      const texts = textsOf(command.getOptionValue(option.attributeName()));
      // Commander would report this before an option that is misspelt, which may be the one that is missing.
      if (rule.isRequired && texts.length === 0) {
        command.error(`error: required option '${option.flags}' not specified`);
      }
      return [key, rule.read(texts)];
    });
    await run(Object.fromEntries(values) as ValuesOf<Options>, command.args);
  });
}

/** Gives a command this project's conventions: help and errors as other commands print them, and an end that the caller decides. */
export function withConventions(command: Command): Command {
  return command
    .helpOption("-h, --help", "prints this help")
    .configureHelp({ styleTitle: (title) => styled("stdout", "bold", title) })
    .configureOutput({ outputError: (message, write) => write(styled("stderr", "red", message)) })
    .exitOverride();
}

function optionOf(key: string, rule: OptionRule<unknown>, command: Command): Option {
  const { value, help, choices = [], initial, isRepeated = false } = rule;
  const option = new Option(value === undefined ? `--${key}` : `--${key} <${value}>`, help);
  if (value === undefined) {
    return option;
  }
  if (choices.length > 0) {
    option.choices(choices);
  }
  if (initial !== undefined) {
    option.default([], initial);
  }
  return option.argParser<readonly string[]>((text, before = []) => {
    // A word that looks like another option is most likely one whose own value was forgotten.
    if (/^-[^\d]/.test(text)) {
      command.error(`error: option '${option.flags}' argument missing`);
    }
    if (before.length > 0 && !isRepeated) {
      throw new InvalidArgumentError("It may be given once only.");
    }
    rule.read([text]);
    return [...before, text];
  });
}

/** The texts that were given for an option: what the parser above gathered, or the true of an option without a value. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value;
  }
  return value === undefined ? [] : [""];
}

/** What follows the options in the help, as wide as these are. */
function helpAfterOptions(
  { examples, notes = [], failure }: Pick<SubcommandDefinition<OptionRules>, "examples" | "notes" | "failure">,
  command: Command,
): string {
  const help = command.createHelp();
  const helpWidth = command.configureOutput().getOutHelpWidth?.() ?? 80;
  help.prepareContext({ helpWidth });
  const codes = [
    ["0", "success"],
    ["1", failure ?? "wrong input or a failure, which standard error explains"],
    ["130", "stopped, for example by ^C"],
  ];
  return [
    ...notes.flatMap((note) => ["", help.boxWrap(note, helpWidth)]),
    "",
    help.styleTitle("Examples:"),
    ...examples.flatMap(([commandLine, meaning]) => [`  npx partner-audit ${commandLine}`, `      ${meaning}`]),
    "",
    help.styleTitle("Exit codes:"),
    ...codes.map(([code = "", meaning = ""]) => help.formatItem(code, 3, meaning, help)),
  ].join("\n");
}
