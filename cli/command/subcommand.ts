import { Command, InvalidArgumentError, Option } from "commander";
import type { OptionRule } from "./options";
import { styled } from "./terminal";

type OptionRules = Readonly<Record<string, OptionRule<unknown>>>;

/** The values of a command line, typed by its rules. */
export type ValuesOf<Options extends OptionRules> = {
  readonly [Name in keyof Options]: ReturnType<Options[Name]["read"]>;
};

/** A subcommand: its behaviour, its arguments and its help. */
export interface SubcommandDefinition<Options extends OptionRules> {
  readonly name: string;
  /** The description, in a sentence or two. */
  readonly description: string;
  /** The arguments without a dash, such as `<FILE...>` or `[NAME]` (the syntax of commander), and their meaning. @default none */
  readonly operands?: readonly [syntax: string, help: string];
  readonly options: Options;
  /** Command lines, each with its purpose. */
  readonly examples: readonly (readonly [commandLine: string, help: string])[];
  /** Further notes. */
  readonly notes?: readonly string[];
  /** The meaning of exit code 1. @default wrong input or a failure, which standard error explains */
  readonly failure?: string;
  /** Does the work. Throws a PersonError for a problem that the user can fix. */
  readonly run: (values: ValuesOf<Options>, operands: readonly string[]) => Promise<void>;
}

/** Creates the command from its definition, which generates its help, its messages and its checks of the command line. */
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
      // Commander would report this before a misspelt option, which may be the missing one.
      if (rule.isRequired && texts.length === 0) {
        command.error(`error: required option '${option.flags}' not specified`);
      }
      return [key, rule.read(texts)];
    });
    await run(Object.fromEntries(values) as ValuesOf<Options>, command.args);
  });
}

/** Gives a command this project's conventions: help and errors in the usual form, and an end that the caller decides. */
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
    // A word that looks like another option usually means that the option's own value was forgotten.
    if (/^-[^\d]/.test(text)) {
      command.error(`error: option '${option.flags}' argument missing`);
    }
    if (before.length > 0 && !isRepeated) {
      throw new InvalidArgumentError("Give it only once.");
    }
    rule.read([text]);
    return [...before, text];
  });
}

/** Returns the texts given for an option: those gathered by the parser above, or one empty text for an option without a value. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    return value;
  }
  return value === undefined ? [] : [""];
}

/** Formats the help below the options, with the same width. */
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
