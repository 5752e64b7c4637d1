import fc from "fast-check";
import { memberBytes } from "../../../sandbox/cloudTrailData/memberBytes";

test("members are measured as they are written, white space and escapes included", () => {
  const text = '{ "a" : { "x": 1,\n "y": [1, 2] } , "b":"\\u00e9", "c":"é" ,"d":[],"e" : -1.50e3 , "f":{"}":"]\\"{"} }';
  expect([...memberBytes(text)]).toEqual([
    ["a", '{ "x": 1,\n "y": [1, 2] }'.length],
    ["b", 8],
    ["c", 4],
    ["d", 2],
    ["e", 7],
    ["f", 12],
  ]);
});

test("an object without members has none", () => {
  expect([...memberBytes(" { } ")]).toEqual([]);
});

test("of a key that stands there twice the larger value counts", () => {
  expect([...memberBytes('{"a":{"b":"long"},"a":{}}')]).toEqual([["a", 12]]);
  expect([...memberBytes('{"a":{},"\\u0061":{"b":"long"}}')]).toEqual([["a", 12]]);
});

test("every object's members have the size of their compact JSON where it is compact", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const sound = JSON.parse(JSON.stringify(object)) as Readonly<Record<string, unknown>>;
      const expected = Object.entries(sound).map(([key, value]) => [key, Buffer.byteLength(JSON.stringify(value))]);
      expect([...memberBytes(JSON.stringify(sound))]).toEqual(expected);
    }),
  );
});
