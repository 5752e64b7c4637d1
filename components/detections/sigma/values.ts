import { mapTexts, type Pattern, plainPattern, plainText, readPattern } from "./pattern";
import type { RuleFile } from "./ruleFile";

/** Values of placeholders, by name; they replace `%NAME%` in a value with the modifier `expand`. */
export type Placeholders = Readonly<Record<string, string | readonly string[]>>;

/** One value of a rule while its modifiers are applied. */
export interface RuleValue {
  /** The text as written. */
  readonly text: string;
  readonly pattern: Pattern;
  /** Its bytes, after a modifier that encodes it. */
  readonly bytes?: Buffer;
  readonly line: number;
}

export function ruleValue(text: string, line: number): RuleValue {
  return { text, pattern: readPattern(text), line };
}

/** Modifiers that convert a value to others, applied in the order of the rule. */
export const valueModifiers: Readonly<
  Record<string, (value: RuleValue, file: RuleFile, placeholders: Placeholders) => readonly RuleValue[]>
> = {
  // Source of the dashes: Sigma specification 2.1, modifiers appendix, windash.
  windash: (value) => {
    const dashes = ["-", "/", "\u2013", "\u2014", "\u2015"];
    const variants = dashes.map((dash) =>
      mapTexts(value.pattern, (text) => text.replace(/(^|\s)[-/](?=\S)/g, `$1${dash}`)),
    );
    return different(variants).map((pattern) => ({ ...value, pattern }));
  },
  wide: (value, file) => [encoded(value, file, utf16le)],
  utf16le: (value, file) => [encoded(value, file, utf16le)],
  utf16be: (value, file) => [encoded(value, file, (text) => utf16le(text).swap16())],
  utf16: (value, file) => [encoded(value, file, (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le(text)]))],
  base64: (value, file) => [{ ...value, pattern: plainPattern(bytesOf(value, file).toString("base64")) }],
  base64offset: (value, file) => {
    const bytes = bytesOf(value, file);
    return [0, 1, 2].map((offset) => ({ ...value, pattern: plainPattern(base64At(bytes, offset)) }));
  },
  expand,
};

function different(patterns: readonly Pattern[]): readonly Pattern[] {
  return [...new Map(patterns.map((pattern) => [JSON.stringify(pattern), pattern])).values()];
}

function utf16le(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

/** Makes a value that represents bytes; its text has one character per byte. */
function encoded(value: RuleValue, file: RuleFile, encode: (text: string) => Buffer): RuleValue {
  const bytes = encode(textOf(value, file));
  return { ...value, bytes, pattern: plainPattern(bytes.toString("latin1")) };
}

function bytesOf(value: RuleValue, file: RuleFile): Buffer {
  return value.bytes ?? Buffer.from(textOf(value, file), "utf8");
}

function textOf({ pattern, text, line }: RuleValue, file: RuleFile): string {
  return (
    plainText(pattern) ??
    file.refuse(line, `${JSON.stringify(text)} has a wildcard, which cannot be encoded; write \\* for a star.`)
  );
}

/** Returns the part of the Base64 text that does not depend on the bytes before and after. The bytes begin at `offset` in a group of three. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const start = [0, 2, 3][offset] ?? 0;
  const rest = (bytes.length + offset) % 3;
  return text.slice(start, rest === 0 ? undefined : -1);
}

/** Fills the placeholders of a value, once for each of their values. */
function expand(value: RuleValue, file: RuleFile, placeholders: Placeholders): readonly RuleValue[] {
  const names = new Set([...value.text.matchAll(/%([^%\s]+)%/g)].map(([, name = ""]) => name));
  if (names.size === 0) {
    file.refuse(
      value.line,
      `${JSON.stringify(value.text)} has no placeholder such as %admins%, which the modifier expand replaces.`,
    );
  }
  const texts = [...names].reduce<readonly string[]>(
    (filled, name) =>
      filled.flatMap((text) =>
        placeholderValues(name, value, file, placeholders).map((one) => text.replaceAll(`%${name}%`, () => one)),
      ),
    [value.text],
  );
  return texts.map((text) => ruleValue(text, value.line));
}

function placeholderValues(
  name: string,
  { line }: RuleValue,
  file: RuleFile,
  placeholders: Placeholders,
): readonly string[] {
  const given = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
  if (given === undefined || given.length === 0) {
    const known = Object.keys(placeholders).join(", ") || "none";
    file.refuse(
      line,
      `%${name}% is a placeholder without a value. Give the setting ${name} a text or a list of texts; settings that are given: ${known}.`,
    );
  }
  return typeof given === "string" ? [given] : given;
}
