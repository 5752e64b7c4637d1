import { InvalidArgumentError } from "commander";
import { nearest } from "../../components/configuration/problem";

/** An option of a subcommand, with the function that reads its value from the command line. */
export interface OptionRule<Value> {
  /** The name of the value in the help, for example `FILE`; undefined for an option without a value. */
  readonly value?: string;
  /** The meaning of the option, for the help. */
  readonly help: string;
  /** The allowed words, for the help. */
  readonly choices?: readonly string[];
  /** The default of the option, for the help. */
  readonly initial?: string;
  /** @default false */
  readonly isRequired?: true;
  /** Allows the option to be given several times. @default false */
  readonly isRepeated?: true;
  /** Reads the given texts; an option without a value gets an empty text. Throws an InvalidArgumentError. */
  readonly read: (texts: readonly string[]) => Value;
}

/** Reads the text of one value. Throws an InvalidArgumentError with the allowed values. */
type Parse<Value> = (text: string) => Value;

const asText: Parse<string> = (text) => text;

/** An option without a value. */
export function flag(help: string): OptionRule<boolean> {
  return { help, read: (texts) => texts.length > 0 };
}

/** An option with a value, which is undefined if the option is not given. */
export function valued(value: string, help: string): OptionRule<string | undefined>;
export function valued<Value>(value: string, help: string, parse: Parse<Value>): OptionRule<Value | undefined>;
export function valued(value: string, help: string, parse: Parse<unknown> = asText): OptionRule<unknown> {
  return { value, help, read: ([text]) => (text === undefined ? undefined : parse(text)) };
}

/** An option with a value, and the text that is used if it is not given. */
export function defaulted<Value>(value: string, initial: string, help: string, parse: Parse<Value>): OptionRule<Value> {
  return { value, help, initial, read: ([text = initial]) => parse(text) };
}

/** A required option. */
export function required(value: string, help: string): OptionRule<string>;
export function required<Value>(value: string, help: string, parse: Parse<Value>): OptionRule<Value>;
export function required(value: string, help: string, parse: Parse<unknown> = asText): OptionRule<unknown> {
  return { value, help, isRequired: true, read: ([text = ""]) => parse(text) };
}

/** A repeatable option. */
export function repeated(value: string, help: string): OptionRule<readonly string[]> {
  return { value, help, isRepeated: true, read: (texts) => texts };
}

/** An option whose value is one of a few words. */
export function choice<const Word extends string>(
  value: string,
  words: readonly Word[],
  help: string,
): OptionRule<Word | undefined> {
  return { ...valued(value, help, oneOf(words)), choices: words };
}

/** Reads one of the given words. Suggests the nearest one in its error. */
export function oneOf<const Word extends string>(words: readonly Word[]): Parse<Word> {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) {
      return found;
    }
    const near = nearest(text, words);
    const suggestion = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new InvalidArgumentError(`Allowed choices are ${words.join(", ")}.${suggestion}`);
  };
}

/** Reads a whole number within bounds, both included. */
export function wholeNumber(minimum: number, maximum: number): Parse<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) {
      return value;
    }
    throw new InvalidArgumentError(`Give a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Reads a time in UTC, in milliseconds since 1970. Rejects a day or an hour that does not exist. */
export function moment(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse reads 30 February as 2 March, and 24:00 as the next day.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text.replace("Z", ""))) {
    return time;
  }
  throw new InvalidArgumentError("Give a time in UTC that exists, such as 2026-11-20T09:00:00Z or 2026-11-20.");
}

/** Reads a text that must match a pattern, such as an ARN. */
export function ofForm(form: RegExp, allowed: string): Parse<string> {
  return (text) => {
    if (form.test(text)) {
      return text;
    }
    throw new InvalidArgumentError(`Give ${allowed}.`);
  };
}

/** The option of every subcommand that reads a file of events. */
export const anyKindFlag = flag("continues if the file has no event of a kind known for the vendor");

/** The option of every subcommand that reads a deployed stack's outputs. */
export const stackOption = valued("NAME", "the stack; by default the one that is selected in Pulumi");

/** The option of every subcommand with output for programs. */
export const jsonFlag = flag("prints one JSON object in place of text");

/** The note in the help of every subcommand that calls AWS. */
export const credentialsNote =
  "It finds credentials in the same way as every AWS SDK, and uses endpoint settings such as AWS_ENDPOINT_URL.";
