import { type ValueFunction, valueFunction } from "./valueFunction";

/** All text functions count characters as Unicode code points, as Trino does. */
function substring(text: string, start: bigint, length: bigint): string {
  const characters = [...text];
  const from = start < 0n ? characters.length + Number(start) : Number(start) - 1;
  if (start === 0n || from < 0 || from >= characters.length || length <= 0n) return "";
  return characters.slice(from, from + Number(length)).join("");
}

function trim(text: string, isCut: (character: string) => boolean, sides: "both" | "left" | "right"): string {
  const characters = [...text];
  let [from, to] = [0, characters.length];
  if (sides !== "right") while (from < to && isCut(characters[from] ?? "")) from += 1;
  if (sides !== "left") while (to > from && isCut(characters[to - 1] ?? "")) to -= 1;
  return characters.slice(from, to).join("");
}

// Unicode's white space in the definition of Java's Character.isWhitespace and Airlift's SliceUtf8, without no-break spaces.
const blank = /^[\t-\r \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]$/;
const isBlank = (character: string) => blank.test(character) || (character >= "\u001c" && character <= "\u001f");
const isOneOf = (characters: string) => (character: string) => characters.includes(character);

function pad(text: string, size: bigint, padding: string, isLeft: boolean): string {
  if (size < 0n || size > 2_147_483_647n) throw new Error("Target length must be in the range [0..2147483647]");
  if (padding === "") throw new Error("Padding string must not be empty");
  const characters = [...text];
  const missing = Number(size) - characters.length;
  if (missing <= 0) return characters.slice(0, Number(size)).join("");
  const filler = [...padding];
  const added = Array.from({ length: missing }, (_, index) => filler[index % filler.length]).join("");
  return isLeft ? added + text : text + added;
}

function split(text: string, delimiter: string, limit: bigint): readonly string[] {
  if (delimiter === "") throw new Error("The delimiter may not be the empty string");
  if (limit <= 0n) throw new Error("Limit must be positive");
  const parts = text.split(delimiter);
  const most = Number(limit);
  return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(delimiter)];
}

function splitPart(text: string, delimiter: string, index: bigint): string | null {
  if (index <= 0n) throw new Error("Index must be greater than zero");
  const parts = delimiter === "" ? [...text] : text.split(delimiter);
  return parts[Number(index) - 1] ?? null;
}

function position(text: string, part: string, instance: bigint): bigint {
  if (instance === 0n) throw new Error("'instance' must be a positive or negative number.");
  if (part === "") return 1n;
  let at = instance > 0n ? -1 : text.length;
  for (let found = instance < 0n ? -instance : instance; found > 0n; found -= 1n) {
    if (instance < 0n && at === 0) return 0n;
    at = instance > 0n ? text.indexOf(part, at + 1) : text.lastIndexOf(part, at - 1);
    if (at < 0) return 0n;
  }
  return BigInt([...text.slice(0, at)].length + 1);
}

function replace(text: string, search: string, replacement: string): string {
  if (search !== "") return text.replaceAll(search, () => replacement);
  return `${replacement}${[...text].map((character) => character + replacement).join("")}`;
}

function translate(text: string, from: string, to: string): string {
  const targets = [...to];
  const map = new Map<string, string>();
  for (const [index, character] of [...from].entries()) {
    if (!map.has(character)) map.set(character, targets[index] ?? "");
  }
  return [...text].map((character) => map.get(character) ?? character).join("");
}

function character(code: bigint): string {
  const isCharacter = code >= 0n && code <= 0x10ffffn && !(code >= 0xd800n && code <= 0xdfffn);
  if (!isCharacter) throw new Error(`Not a valid Unicode code point: ${code}`);
  return String.fromCodePoint(Number(code));
}

/** Changes each character by itself, as Java's Character.toUpperCase does: a character that would become two stays. */
function eachCase(text: string, change: (character: string) => string): string {
  return [...text]
    .map((before) => {
      const after = [...change(before)];
      return after.length === 1 ? after.join("") : (simpleCase.get(before) ?? before);
    })
    .join("");
}

const simpleCase: ReadonlyMap<string, string> = new Map([["\u0130", "i"]]);

function levenshtein(left: string, right: string): bigint {
  const [a, b] = [[...left], [...right]];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, x] of a.entries()) {
    const next = [i + 1];
    for (const [j, y] of b.entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (x === y ? 0 : 1)));
    }
    row = next;
  }
  return BigInt(row.at(-1) ?? 0);
}

function hamming(left: string, right: string): bigint {
  const [a, b] = [[...left], [...right]];
  if (a.length !== b.length)
    throw new Error("The input strings to hamming_distance function must have the same length");
  return BigInt(a.filter((x, index) => x !== b[index]).length);
}

/** Source: American Soundex in Apache commons-codec, which Trino calls. */
function soundex(text: string): string {
  const letters = [...text.toUpperCase()].filter((letter) => /[A-Z]/.test(letter));
  const unknown = [...text.toUpperCase()].find((letter) => /\p{L}/u.test(letter) && !/[A-Z]/.test(letter));
  if (unknown !== undefined) throw new Error(`The character is not mapped: ${unknown}`);
  const code = (letter: string) => "01230120022455012623010202"[letter.charCodeAt(0) - 65] ?? "0";
  let digits = "";
  let before = code(letters[0] ?? "");
  for (const letter of letters.slice(1)) {
    if (letter === "H" || letter === "W") continue;
    const digit = code(letter);
    if (digit !== "0" && digit !== before) digits += digit;
    before = digit;
  }
  return letters.length === 0 ? "" : `${letters[0]}${digits}`.padEnd(4, "0").slice(0, 4);
}

function splitToMapPairs(text: string, entries: string, keys: string): readonly (readonly [string, string])[] {
  if (entries === "" || keys === "") throw new Error("entryDelimiter and keyValueDelimiter must not be empty");
  if (entries === keys) throw new Error("entryDelimiter and keyValueDelimiter must not be the same");
  const parts = text.split(entries);
  const kept = parts.at(-1) === "" ? parts.slice(0, -1) : parts;
  const pairs = kept.map((entry) => {
    const pair = entry.split(keys);
    const [key, value] = pair;
    if (key === undefined || value === undefined || pair.length > 2) {
      throw new Error("Key-value delimiter must appear exactly once in each entry. Bad input: '" + entry + "'");
    }
    return [key, value] as const;
  });
  const twice = pairs.find(([key], index) => pairs.findIndex(([other]) => other === key) !== index);
  if (twice !== undefined) throw new Error(`Duplicate keys (${twice[0]}) are not allowed`);
  return pairs;
}

export const textFunctions: readonly ValueFunction[] = [
  valueFunction("substr", ["text", "whole", "whole"], "text", substring),
  ...(["both", "left", "right"] as const).flatMap((sides) => [
    valueFunction(`trim_${sides}`, ["text"], "text", (text) => trim(text, isBlank, sides)),
    valueFunction(`trim_${sides}_of`, ["text", "text"], "text", (text, set) => trim(text, isOneOf(set), sides)),
  ]),
  valueFunction("lpad", ["text", "whole", "text"], "text", (text, size, padding) => pad(text, size, padding, true)),
  valueFunction("rpad", ["text", "whole", "text"], "text", (text, size, padding) => pad(text, size, padding, false)),
  valueFunction("split_most", ["text", "text", "whole"], "texts", split),
  valueFunction("split_part", ["text", "text", "whole"], "text", splitPart),
  valueFunction("strpos", ["text", "text", "whole"], "whole", position),
  valueFunction("replace", ["text", "text", "text"], "text", replace),
  valueFunction("translate", ["text", "text", "text"], "text", translate),
  valueFunction("chr", ["whole"], "text", character),
  valueFunction("codepoint", ["text"], "whole", (text) => {
    if ([...text].length !== 1) throw new Error("Input string must be a single character string");
    return BigInt(text.codePointAt(0) ?? 0);
  }),
  valueFunction("upper_letters", ["text"], "text", (text) => eachCase(text, (letter) => letter.toUpperCase())),
  valueFunction("lower_letters", ["text"], "text", (text) => eachCase(text, (letter) => letter.toLowerCase())),
  valueFunction("reverse", ["text"], "text", (text) => [...text].reverse().join("")),
  valueFunction("normalize", ["text", "text"], "text", (text, form) => text.normalize(form)),
  valueFunction("levenshtein_distance", ["text", "text"], "whole", levenshtein),
  valueFunction("hamming_distance", ["text", "text"], "whole", hamming),
  valueFunction("soundex", ["text"], "text", soundex),
  valueFunction("split_to_map_keys", ["text", "text", "text"], "texts", (text, entries, keys) =>
    splitToMapPairs(text, entries, keys).map(([key]) => key),
  ),
  valueFunction("split_to_map_values", ["text", "text", "text"], "texts", (text, entries, keys) =>
    splitToMapPairs(text, entries, keys).map(([, value]) => value),
  ),
];
