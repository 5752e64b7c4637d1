import fc from "fast-check";
import { parseEnvelope } from "../../../functions/mapping/envelope";
import type { JsonValue } from "../../../functions/mapping/values/json";
import { parseJson } from "../../../functions/mapping/values/parseJson";

// Source: RFC 8259, section 6: 2^53-1 is the last integer that interoperates, and 1E400 and 3.141592653589793238462643383279 do not.
test.each([
  ["9007199254740991", 9007199254740991],
  ["-9007199254740991", -9007199254740991],
  ["9007199254740992", "9007199254740992"],
  ["9007199254740993001", "9007199254740993001"],
  ["-9007199254740993", "-9007199254740993"],
  ["9007199254740993.0", "9007199254740993.0"],
  ["1E400", "1E400"],
  ["-1e400", "-1e400"],
  ["1e-400", "1e-400"],
  ["3.141592653589793238462643383279", "3.141592653589793238462643383279"],
  ["0.1", 0.1],
  ["0.30000000000000004", 0.30000000000000004],
  ["1793527200.123456", 1793527200.123456],
  ["1e3", 1000],
  ["12.50", 12.5],
  ["0", 0],
])("a number that a double cannot represent becomes the text of its literal: %s", (literal, expected) => {
  expect(parseJson(`{"a":{"b":[{"c":${literal}},1]}}`)).toEqual({ a: { b: [{ c: expected }, 1] } });
});

/** Literals of RFC 8259's grammar, short and long. */
const literals = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.oneof(fc.constant("0"), fc.bigInt({ min: 1n, max: 10n ** 25n }).map(String)),
    fc.option(fc.stringMatching(/^\d{1,25}$/), { nil: undefined }),
    fc.option(fc.stringMatching(/^[eE][+-]?\d{1,3}$/), { nil: undefined }),
  )
  .map(([sign, whole, fraction, exponent]) =>
    [sign, whole, fraction === undefined ? "" : `.${fraction}`, exponent ?? ""].join(""),
  );

/** Returns the exact value of a literal: digits without leading or trailing zeros, and the last one's power of ten. */
function exact(literal: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const short = digits.replace(/0+$/, "");
  return short === "" ? "0" : `${sign}${short}e${Number(exponent) - fraction.length + digits.length - short.length}`;
}

test("no number changes its value, in any context", () => {
  const blank = fc.stringMatching(/^[ \t\n\r]{0,3}$/);
  fc.assert(
    fc.property(literals, blank, blank, (literal, before, after) => {
      const place = `${before}${literal}${after}`;
      const read = parseJson(`["x",${place},[],{"a":${place}},[${place}]]`) as readonly JsonValue[];
      const value = read[1];
      expect(read).toEqual(["x", value, [], { a: value }, [value]]);
      expect(exact(String(value))).toBe(exact(literal));
      // A text is the exact literal; a number is the one that JSON.parse returns.
      expect([literal, JSON.parse(literal)]).toContainEqual(value);
    }),
    { numRuns: 2_000 },
  );
});

test("a text that JSON.parse reads without changing a number, or refuses, gives the same result", () => {
  const texts = fc.oneof(
    fc.json(),
    fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("1e5", "1234567890123456", "-", "}", ",", '"', "\u0001", "\\u12"))
      .map(([text, at, piece]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + piece + text.slice(place);
      }),
  );
  const outcome = (parse: (text: string) => unknown, text: string) => {
    try {
      return { value: parse(text) };
    } catch (error) {
      return (error as Error).name;
    }
  };
  const asTexts = (value: unknown) =>
    JSON.stringify(value, (_, inner) => (typeof inner === "number" ? exactly(inner) : inner));
  const exactly = (number: number) => (Number.isSafeInteger(number) || !Number.isInteger(number) ? number : "big");
  fc.assert(
    fc.property(texts, (text) => {
      const [ours, theirs] = [outcome(parseJson, text), outcome(JSON.parse, text)];
      if (typeof theirs === "string" || typeof ours === "string") {
        expect(ours).toBe(theirs);
      } else if (!/[\d.]{16}|\d[eE]/.test(text)) {
        expect(asTexts(ours)).toBe(asTexts(theirs));
      }
    }),
    { numRuns: 2_000 },
  );
});

test("digits in texts and keys stay unchanged", () => {
  const value = { "1234567890123456789": ["a,1234567890123456789", ": 1e400", "[9007199254740993]", '\\",1e5'] };
  expect(parseJson(JSON.stringify(value))).toEqual(value);
});

test("the last of two values under one key counts, and __proto__ is a key, also beside a long number", () => {
  const text = '{"a":1,"b":12345678901234567890,"a":2,"__proto__":{"c":1}}';
  const value = parseJson(text);
  expect(Object.entries(value as object)).toEqual([
    ["a", 2],
    ["b", "12345678901234567890"],
    ["__proto__", { c: 1 }],
  ]);
});

test("a body with a long number that nests thousands of levels deep is rejected with that reason", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const body = `{"detail-type":"x","source":"y","detail":{"id":9007199254740993001,"deep":${deep}}}`;
  expect(parseEnvelope(body)).toEqual({
    status: "rejected",
    code: "NestedTooDeep",
    reason: "The message body nests too deeply to be read.",
  });
});
