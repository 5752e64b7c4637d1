import { parseArgs } from "node:util";
import { nearest } from "../components/configuration/problem";
import { PersonError } from "../components/personError";

/** One option of a command, as `node:util`'s parseArgs takes it. */
interface OptionRule {
  /** A `string` option takes a value, a `boolean` one does not. */
  readonly type: "string" | "boolean";
  /** Whether it may be given several times. @default false */
  readonly multiple?: boolean;
  /** The value, as the help shows it, for example `FILE`. */
  readonly value?: string;
  /** What it is for. */
  readonly help?: string;
}

/** An option that takes a value. */
export function valued(value: string, help: string) {
  return { type: "string", value, help } as const;
}

/** An option that takes a value and may be given several times. */
export function repeated(value: string, help: string) {
  return { type: "string", multiple: true, value, help } as const;
}

/** An option without a value. */
export function flag(help: string) {
  return { type: "boolean", help } as const;
}

/** The option of every command that reads a file of events. */
export const anyKindFlag = flag("goes on where no event in the file is of a kind that the vendor is known for");

/** The help of a command: how it is called, what it does, its options, and what else there is to know. */
export function usageOf(
  calls: string,
  purpose: string,
  options: Readonly<Record<string, OptionRule>>,
  notes: readonly string[] = [],
): string {
  const rows = Object.entries(options).map(([name, { value, help = "" }]) => {
    return [value === undefined ? `--${name}` : `--${name} ${value}`, help] as const;
  });
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, help]) => `  ${option.padEnd(width)}  ${help}`);
  return [calls, "", purpose, ...lines, ...notes].join("\n");
}

/** What a command takes. */
interface ArgumentRules {
  readonly options: Readonly<Record<string, OptionRule>>;
  /** What the words without a dash are, for example `FILE`. @default none are taken */
  readonly positionals?: string;
}

/** The value of an option by its rule; an option that was not given is `false`, `undefined` or an empty list. */
type OptionValue<Rule extends OptionRule> = Rule["type"] extends "boolean"
  ? boolean
  : Rule["multiple"] extends true
    ? readonly string[]
    : string | undefined;

/** A command line as its rules read it. */
interface ParsedArguments<Options extends Readonly<Record<string, OptionRule>>> {
  readonly values: { readonly [Name in keyof Options]: OptionValue<Options[Name]> };
  readonly positionals: readonly string[];
}

/** Reads a command line. Throws a PersonError with every problem: unknown options, values missing or too many, options given twice. */
export function parseArguments<const Rules extends ArgumentRules>(
  commandLine: readonly string[],
  rules: Rules,
): ParsedArguments<Rules["options"]> {
  const { tokens, positionals } = parseArgs({
    args: [...commandLine],
    options: { ...rules.options },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const problem = checkOption(token, rules.options, given.has(token.name));
    if (problem !== undefined) problems.push(problem);
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ""]);
  }
  if (rules.positionals === undefined) {
    problems.push(...positionals.map((word) => `${JSON.stringify(word)} is not expected: this takes options only.`));
  }
  if (problems.length > 0) throw new PersonError(problems.join("\n"));
  const values = Object.fromEntries(
    Object.entries(rules.options).map(([name, rule]) => [name, optionValue(rule, given.get(name))]),
  );
  return { values: values as ParsedArguments<Rules["options"]>["values"], positionals };
}

/** Reads a whole number within bounds, both included; throws a PersonError for anything else, and for no value. */
export function wholeNumber(option: string, text: string | undefined, minimum: number, maximum: number): number {
  const allowed = `a whole number from ${minimum} to ${maximum}`;
  if (text === undefined) throw missingOption(option, allowed);
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new PersonError(`--${option} must be ${allowed}; ${JSON.stringify(text)} is none.`);
}

/** Reads one of the listed words; throws a PersonError for anything else. */
export function oneOf<const Words extends readonly string[]>(
  option: string,
  text: string,
  words: Words,
): Words[number] {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const near = nearest(text, words);
  throw new PersonError(
    `--${option} must be one of ${words.join(", ")}; it is ${JSON.stringify(text)}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
  );
}

/** The error of a required option that the command line does not have. */
export function missingOption(option: string, allowed: string): PersonError {
  return new PersonError(`--${option} is missing; give ${allowed}.`);
}

/** Reads a time in UTC, in milliseconds since 1970; throws a PersonError for anything else, for a day or an hour that does not exist, and for no value. */
export function momentOf(option: string, text: string | undefined): number {
  const allowed = "a time in UTC such as 2026-11-20T09:00:00Z or 2026-11-20";
  if (text === undefined) throw missingOption(option, allowed);
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new PersonError(`--${option} must be ${allowed}; it is ${JSON.stringify(text)}.`);
  }
  // Date.parse takes 30 February for 2 March, and 24:00 for the next day.
  if (!new Date(time).toISOString().startsWith(text.replace("Z", ""))) {
    throw new PersonError(`--${option} must be ${allowed}; there is no ${JSON.stringify(text)}.`);
  }
  return time;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkOption(
  { name, rawName, value, inlineValue }: OptionToken,
  options: Readonly<Record<string, OptionRule>>,
  again: boolean,
): string | undefined {
  const rule = Object.hasOwn(options, name) ? options[name] : undefined;
  if (rule === undefined) {
    const near = nearest(name, Object.keys(options));
    const known = Object.keys(options).map((option) => `--${option}`);
    return `${rawName} is not an option.${near === undefined ? "" : ` Did you mean --${near}?`} Known: ${known.join(", ")}.`;
  }
  if (rule.type === "boolean" && value !== undefined) return `${rawName} takes no value.`;
  // A word that looks like another option is most likely one whose own value was forgotten.
  if (rule.type === "string" && (value === undefined || (inlineValue !== true && /^-[^\d]/.test(value)))) {
    return `${rawName} needs a value.`;
  }
  return again && rule.multiple !== true ? `${rawName} is given more than once.` : undefined;
}

function optionValue(
  rule: OptionRule,
  given: readonly string[] | undefined,
): boolean | string | readonly string[] | undefined {
  if (rule.type === "boolean") return given !== undefined;
  return rule.multiple === true ? (given ?? []) : given?.[0];
}
