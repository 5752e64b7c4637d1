import type { JsonValue } from "../../../functions/mapping/values/json";
import { applyPatch, createPatch, type PatchOperation, readModel } from "../../../sandbox/cloudControl/patch";

const tag = (Key: string, Value: string) => ({ Key, Value });
const store = (Location: string) => ({ Type: "EVENT_DATA_STORE", Location });

const [a1, a2, b1, c1, d1] = [tag("a", "1"), tag("a", "2"), tag("b", "1"), tag("c", "1"), tag("d", "1")];
const [s1, s2, s3] = [store("s1"), store("s2"), store("s3")];
const add = (path: string, value: JsonValue) => ({ op: "add", path, value }) as const;
const remove = (path: string) => ({ op: "remove", path }) as const;
const replace = (path: string, value: JsonValue) => ({ op: "replace", path, value }) as const;

const tags = (...Tags: readonly JsonValue[]) => ({ Tags });
const destinations = (...Destinations: readonly JsonValue[]) => ({ Destinations });
const mixed = (d: number, f: JsonValue) => ({ "a/b~c": { d, e: true }, f });
const changed = [replace("/a~1b~0c/d", 2), replace("/f", "x")];
const fewer = [remove("/Destinations/1"), remove("/Destinations/0"), add("/Destinations/0", s3)];
const exchanged = [replace("/Destinations/1/Location", "s3")];
const oneAdded = [remove("/Tags/2"), remove("/Tags/0"), add("/Tags/0", b1)];

type Recorded = [string, JsonValue, JsonValue, readonly PatchOperation[], model: JsonValue, result: JsonValue];

/**
 * Patches of two documents, and their results on a model (null if they cannot be applied), as computed by
 * mattbaird/jsonpatch 0ba75a80ca38 and evanphx/json-patch 0.5.2 from the same documents.
 */
describe("the patch that the AWS provider sends", () => {
  it.each<Recorded>([
    ["the first tag, with an empty list before", tags(), tags(a1), [add("/Tags/0", a1)], {}, null],
    ["the first tag, with no list before", {}, tags(a1), [add("/Tags", [a1])], {}, tags(a1)],
    ["the last tag removed with its list", tags(a1), {}, [remove("/Tags")], tags(a1), {}],
    [
      "a value changed",
      tags(a1, b1),
      tags(a2, b1),
      [replace("/Tags/0/Value", "2")],
      tags(b1, a1),
      tags(tag("b", "2"), a1),
    ],
    ["a tag removed", tags(a1, b1, c1), tags(b1), [remove("/Tags/2"), remove("/Tags/0")], tags(c1, b1, a1), tags(b1)],
    ["a tag added, more removed", tags(a1, c1, d1), tags(b1, c1), oneAdded, tags(d1, a1, c1), tags(b1, a1)],
    [
      "a store replaced",
      destinations(s1, s2),
      destinations(s1, s3),
      exchanged,
      destinations(s2, s1),
      destinations(s2, s3),
    ],
    [
      "all stores replaced by fewer",
      destinations(s1, s2),
      destinations(s3),
      fewer,
      destinations(s2, s1),
      destinations(s3),
    ],
    [
      "another kind of value, and a key with signs",
      mixed(1, [1]),
      mixed(2, "x"),
      changed,
      mixed(1, [1]),
      mixed(2, "x"),
    ],
  ])(
    "equals that of the provider's own library, and gives the same document: %s",
    (_name, old, desired, patch, model, result) => {
      expect(createPatch(old, desired)).toEqual(patch);
      if (result !== null) {
        expect(applyPatch(model, patch)).toEqual(result);
      }
    },
  );
});

describe("a patch (RFC 6902, appendix A)", () => {
  it.each<[string, JsonValue, PatchOperation]>([
    ["a missing element of a list", {}, add("/Tags/0", "x")],
    ["an index past the end", { Tags: [] }, add("/Tags/1", "x")],
    ["a leading zero", { Tags: [1, 2] }, add("/Tags/01", "x")],
    ["a missing member", {}, replace("/Name", "x")],
    ["a removed member", {}, remove("/Tags")],
    ["a step into a text", { Name: "x" }, remove("/Name/0")],
  ])("is refused: %s", (_name, document, operation) => {
    const message = `[${operation.op.toUpperCase()} Operation] noSuchPath in source, path provided : /${operation.path}`;
    expect(() => applyPatch(document, [operation])).toThrow(new Error(message));
  });
});

describe("the properties that a read handler returns", () => {
  const schema = { unordered: ["Tags"] };
  const state = { Name: "x", Empty: [], Widgets: [1, 2, 3], Tags: ["a", "b", "c"] };

  it("lack empty lists, and keep the order that the schema fixes", () => {
    const { Tags, ...rest } = readModel(state, schema, "one");
    expect(rest).toEqual({ Name: "x", Widgets: [1, 2, 3] });
    expect([...(Tags as string[])].sort()).toEqual(["a", "b", "c"]);
  });

  it("return unordered lists in an order that is never the written one", () => {
    const orders = [..."abcdefghijkl"].map((occasion) => String(readModel(state, schema, occasion).Tags));
    expect(orders).not.toContain("a,b,c");
    expect(new Set(orders).size).toBeGreaterThan(2);
    expect(readModel(state, schema, "a")).toEqual(readModel(state, schema, "a"));
  });
});
