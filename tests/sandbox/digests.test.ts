import fc from "fast-check";
import { Digests, WholeNumbers } from "../../sandbox/ledger/digests";

/** Few letters, so texts are often equal, and enough texts to make the tables grow. */
const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 }), { maxLength: 2_000 });

describe("texts stored by digest", () => {
  it("are numbered in order of first appearance, and found by number", () => {
    fc.assert(
      fc.property(texts, (added) => {
        const digests = new Digests();
        const expected = new Map<string, number>();
        for (const text of added) {
          expected.set(text, expected.get(text) ?? expected.size);
          expect(digests.add(text)).toBe(expected.get(text));
        }
        expect(digests.size).toBe(expected.size);
        expect([...expected.keys()].map((text) => digests.find(text))).toEqual([...expected.values()]);
        expect(digests.find("c")).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it("are all distinguished among 200,000", () => {
    const digests = new Digests();
    for (let index = 0; index < 200_000; index++) digests.add(`text ${index}`);
    expect(digests.size).toBe(200_000);
    expect([0, 99_999, 199_999].map((index) => digests.find(`text ${index}`))).toEqual([0, 99_999, 199_999]);
    expect(digests.find("text 200000")).toBeUndefined();
  });
});

describe("a list of whole numbers", () => {
  it("equals an array, with 0 for missing elements", () => {
    const additions = fc.array(fc.tuple(fc.nat(3_000), fc.integer({ min: -9, max: 9 })), { maxLength: 300 });
    fc.assert(
      fc.property(additions, (added) => {
        const [numbers, expected] = [new WholeNumbers(), [] as number[]];
        for (const [place, value] of added) {
          numbers.add(place, value);
          expected[place] = (expected[place] ?? 0) + value;
        }
        numbers.push(7);
        expected.push(7);
        expect(numbers.length).toBe(expected.length);
        expect(Array.from(expected, (_, place) => numbers.at(place))).toEqual(
          Array.from(expected, (value) => value ?? 0),
        );
        expect(numbers.at(expected.length)).toBe(0);
        expect(numbers.at(-1)).toBe(0);
      }),
    );
  });
});
