import fc from "fast-check";
import { cutObject, cutText } from "../../../functions/limits/cut";
import { escapedBytes, jsonBytes } from "../../../functions/limits/size";
import type { JsonObject, JsonValue } from "../../../functions/mapping/values/json";

const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.string({ unit: "grapheme", maxLength: 600 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(tie("json"), { maxLength: 6 }),
    fc.dictionary(fc.string({ maxLength: 12 }), tie("json"), { maxKeys: 6 }),
  ),
}));
const object = fc.dictionary(fc.string({ maxLength: 12 }), json) as fc.Arbitrary<JsonObject>;

function bytesOf(value: JsonValue | undefined): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}

test("sizes are those of the JSON text", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(jsonBytes(value, new Map())).toBe(bytesOf(value));
      const text = JSON.stringify(value);
      expect(escapedBytes(text, Buffer.byteLength(text))).toBe(Buffer.byteLength(JSON.stringify(text)));
    }),
  );
});

test("any value fits afterwards, and a fitting value is returned unchanged", () => {
  fc.assert(
    fc.property(object, fc.integer({ min: 2, max: 4000 }), (value, limit) => {
      const truncated: string[] = [];
      const result = cutObject(value, limit, ["x"], truncated);
      expect(bytesOf(result)).toBeLessThanOrEqual(limit);
      if (bytesOf(value) <= limit) {
        expect(result).toBe(value);
        expect(truncated).toEqual([]);
      } else {
        expect(truncated.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

test("the largest values are cut and the small ones stay, in order", () => {
  const truncated: string[] = [];
  const value = { a: 1, big: "b".repeat(5000), middle: "m".repeat(300), inner: { large: "l".repeat(2000), c: true } };
  const result = cutObject(value, 1500, ["x"], truncated);
  expect(result).toEqual({
    a: 1,
    big: expect.stringMatching(/^b{400,}\.\.\.\[truncated\]$/),
    middle: "m".repeat(300),
    inner: { large: expect.stringMatching(/^l{400,}\.\.\.\[truncated\]$/), c: true },
  });
  expect(Object.keys(result ?? {})).toEqual(["a", "big", "middle", "inner"]);
  expect(truncated.sort()).toEqual(["x.big", "x.inner.large"]);
  expect(bytesOf(result)).toBeGreaterThan(1480);
});

test("of many equal values the first stay, and the list is reported once", () => {
  const truncated: string[] = [];
  const value = { list: Array.from({ length: 1000 }, (_item, index) => `value-${index + 1000}`) };
  const result = cutObject(value, 1000, [], truncated);
  expect(result).toHaveProperty("list.2", "value-1002");
  expect(bytesOf(result)).toBeGreaterThan(980);
  expect(truncated).toEqual(["list"]);
});

test("nothing is left if nothing fits", () => {
  const truncated: string[] = [];
  expect(cutObject({ a: "b" }, 3, ["x"], truncated)).toBeUndefined();
  expect(truncated).toEqual(["x"]);
});

test.each([
  ["abcdef", 3, "abc"],
  ["abc", 3, "abc"],
  ["ab😀", 3, "ab"],
  ["ab😀", 4, "ab😀"],
  ["😀😀", 3, "😀"],
  ["", 3, ""],
])("%j cut to %i characters is %j", (text, characters, expected) => {
  expect(cutText(text, characters)).toBe(expected);
});
