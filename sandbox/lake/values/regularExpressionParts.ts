// The parts of a pattern in Java's syntax, in JavaScript with its flag `v`.
export const nothing = "(?![\\s\\S])";
export const start = "(?<![\\s\\S])";
/** Escapes for characters. */
export const simpleEscapes: Readonly<Record<string, string>> = {
  __proto__: null as never,
  d: "\\d",
  D: "\\D",
  w: "\\w",
  W: "\\W",
  s: "[\\t-\\r ]",
  S: "[^\\t-\\r ]",
  t: "\\t",
  n: "\\n",
  r: "\\r",
  f: "\\f",
  v: "\\v",
  a: "\\x07",
  e: "\\x1b",
};
/** Escapes for a position. */
export const positions: Readonly<Record<string, string>> = {
  __proto__: null as never,
  b: "\\b",
  B: "\\B",
  A: start,
  z: nothing,
  Z: `(?=\\n?${nothing})`,
};
const properties: Readonly<Record<string, string>> = {
  __proto__: null as never,
  alpha: "\\p{Alphabetic}",
  digit: "\\p{Nd}",
  alnum: "[\\p{Alphabetic}\\p{Nd}]",
  upper: "\\p{Uppercase}",
  lower: "\\p{Lowercase}",
  space: "\\p{White_Space}",
  punct: "\\p{P}",
  xdigit: "[0-9A-Fa-f]",
  cntrl: "\\p{Cc}",
  blank: "[\\p{Zs}\\t]",
  ascii: "[\\x00-\\x7f]",
};

/** Escapes a literal character. */
export function escaped(character: string): string {
  return /^[\w\u0080-\u{10ffff}]$/u.test(character)
    ? character
    : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A character class by its name, such as `Alpha` or `Lu`. */
export function propertyOf(name: string, negated: boolean): string {
  const known = properties[name.toLowerCase()];
  if (known !== undefined) return negated ? `[^${known}]` : known;
  for (const spelled of [name, `Script=${name}`]) {
    try {
      return new RegExp(`\\${negated ? "P" : "p"}{${spelled}}`, "v").source;
    } catch {
      // The next spelling may be a property of JavaScript's.
    }
  }
  throw new Error(`invalid character property name <${name}>`);
}
