/**
 * One step of a pattern or of a language: a set of symbols, once or any number of times. A pattern's symbols are a `literal` character, a `wild`
 * character (`*`, `?`), and a `variable` that IAM replaces with a value of the caller's identity.
 */
export interface Step<Symbols> {
  readonly symbols: Symbols;
  readonly repeats: boolean;
}

/** The symbols of a step of a pattern; a literal is a text of one character. */
export type PatternSymbol = { readonly literal: string } | "wild" | "variable";

/** Reports if a step of a language accepts a symbol of a pattern. */
export type Takes = (symbol: PatternSymbol) => boolean;

/**
 * Reports if a text exists that both a pattern and a language match. Visits each pair of their steps at most once, so the time is at worst the product
 * of the lengths.
 */
export function overlaps(pattern: readonly Step<PatternSymbol>[], language: readonly Step<Takes>[]): boolean {
  const width = language.length + 1;
  const seen = new Uint8Array((pattern.length + 1) * width);
  const open = [0];
  const visit = (at: number, of: number) => {
    const place = at * width + of;
    if (seen[place] === 0) {
      seen[place] = 1;
      open.push(place);
    }
  };
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const at = Math.floor(place / width);
    const of = place % width;
    const written = pattern[at];
    const expected = language[of];
    if (written === undefined && expected === undefined) {
      return true;
    }
    if (written?.repeats === true) {
      visit(at + 1, of);
    }
    if (expected?.repeats === true) {
      visit(at, of + 1);
    }
    if (written !== undefined && expected?.symbols(written.symbols) === true) {
      visit(written.repeats ? at : at + 1, expected.repeats ? of : of + 1);
    }
  }
  return false;
}

/**
 * Splits a Resource element into steps. `${*}`, `${?}` and `${$}` mean the characters themselves (IAM User Guide, "IAM policy elements:
 * Variables and tags").
 */
export function stepsOf(text: string): readonly Step<PatternSymbol>[] {
  return text.split(/(\$\{[^{}]*\})/).flatMap((part, place): readonly Step<PatternSymbol>[] => {
    if (place % 2 === 0) {
      return [...part].map((character) => wildcards[character] ?? characterStep(character));
    }
    const name = part.slice(2, -1).trim();
    if (/^[*?$]$/.test(name)) {
      return [characterStep(name)];
    }
    return [identityVariables.test(name) ? { symbols: "variable", repeats: false } : anyCharacters];
  });
}

/** The step of `*`. */
export const anyCharacters: Step<PatternSymbol> = { symbols: "wild", repeats: true };

const wildcards: Readonly<Record<string, Step<PatternSymbol> | undefined>> = {
  "*": anyCharacters,
  "?": { symbols: "wild", repeats: false },
};

function characterStep(literal: string): Step<PatternSymbol> {
  return { symbols: { literal }, repeats: false };
}

/**
 * Matches policy variables whose value the caller cannot choose in a request (IAM User Guide, "AWS global condition context keys": properties of the
 * principal; "IAM and AWS STS condition context keys": of web identities and SAML; AWS IoT Core Developer Guide, "Thing policy variables", "X.509 certificate policy
 * variables"). Every other variable can match everything.
 */
const identityVariables =
  /^(aws:(principal\w*(\/[^,]+)?|username|userid|sourceidentity|federatedprovider)|saml:\w+|[\w.-]+(\/[\w./-]+)?:(sub|oid|aud|user_id)|transfer:\w+|iot:(connection\.thing|certificate)\.[\w.[\]-]+)\s*(,.*)?$/i;
