import fc from "fast-check";
import { compilePattern } from "../../../sandbox/eventBridge/pattern";
import { PatternError } from "../../../sandbox/eventBridge/patternRules";
import { readJson } from "../../support/readJson";

/**
 * A heading of the Amazon EventBridge User Guide ("Creating event patterns", "Comparison operators"), a pattern, an
 * event, and the result.
 */
type PatternCase = readonly [heading: string, pattern: object, event: Fields, matches: boolean];

const patternCases = readJson<readonly PatternCase[]>(__dirname, "patternCases.json");

type Fields = Readonly<Record<string, unknown>>;

describe("an event pattern", () => {
  test.each(patternCases.map(([heading, pattern, event, matches]) => ({ heading, pattern, event, matches })))(
    "$heading: $matches",
    ({ pattern, event, matches }) => {
      expect(compilePattern(pattern)(event)).toBe(matches);
      expect(compilePattern(JSON.stringify(pattern))(event)).toBe(matches);
    },
  );

  test.each([
    ...readJson<readonly (readonly [name: string, pattern: unknown, message: string])[]>(
      __dirname,
      "patternRefusals.json",
    ),
    ["text that is no JSON", "{", "The pattern is not JSON: "] as const,
  ])("that EventBridge refuses: %s", (_name, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(`Event pattern is not valid. Reason: ${message}`);
  });

  test("of 4,096 characters is allowed, and one of 4,097 refused", () => {
    const ofLength = (length: number) => JSON.stringify({ source: ["x".repeat(length - 15)] });
    expect(ofLength(4096)).toHaveLength(4096);
    expect(compilePattern(ofLength(4096))({ source: "y" })).toBe(false);
    expect(() => compilePattern(ofLength(4097))).toThrow(
      new PatternError("", "The pattern has 4097 characters; allowed: at most 4096 characters"),
    );
  });

  test("of 1,000 rule combinations is allowed, and one of more refused", () => {
    const or = (name: string, count: number) => Array.from({ length: count }, (_, index) => ({ [name]: [index] }));
    const pattern = (last: number) => ({ a: { $or: or("x", 10) }, b: { $or: or("y", 10) }, c: { $or: or("z", last) } });
    const matches = compilePattern(pattern(10));
    expect(matches({ a: { x: 9 }, b: { y: 0 }, c: { z: 5 } })).toBe(true);
    expect(matches({ a: { x: 9 }, b: { y: 0 }, c: { z: 10 } })).toBe(false);
    expect(() => compilePattern(pattern(11))).toThrow(
      "Event pattern is not valid. Reason: c.$or: $or makes too many rule combinations, but found 1100; allowed: at most 1000",
    );
  });
});

describe("for all events", () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

  test("a wildcard matches like the regular expression of its parts", () => {
    const parts = fc.array(fc.stringMatching(/^[ab]{1,2}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, fc.stringMatching(/^[ab]{0,8}$/), (literals, value) => {
        const expected = new RegExp(`^${literals.join(".*")}$`).test(value);
        expect(compilePattern({ a: [{ wildcard: literals.join("*") }] })({ a: value })).toBe(expected);
      }),
    );
  });

  test("an array matches if one of its elements does", () => {
    fc.assert(
      fc.property(fc.array(scalar, { minLength: 1 }), fc.array(scalar, { minLength: 1 }), (values, elements) => {
        const matches = compilePattern({ a: values });
        expect(matches({ a: elements })).toBe(elements.some((element) => matches({ a: element })));
      }),
    );
  });

  test("exists: false is the opposite of exists: true", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a", "b", "a.b"), fc.jsonValue()), (event) => {
        const present = compilePattern({ a: { b: [{ exists: true }] } })(event);
        expect(compilePattern({ a: { b: [{ exists: false }] } })(event)).toBe(!present);
      }),
    );
  });
});
