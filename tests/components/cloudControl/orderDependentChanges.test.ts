import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { orderDependentChanges } from "../../../components/cloudControl/orderDependentChanges";
import type { JsonObject, JsonValue } from "../../../functions/mapping/json";
import { applyPatch } from "../../../sandbox/cloudControl/applyPatch";
import { createPatch } from "../../../sandbox/cloudControl/createPatch";

type Element = { readonly [key: string]: string };
type List = readonly Element[];

const storesOf = (names: string): List => [...names].map((name) => ({ Type: "EVENT_DATA_STORE", Location: name }));
const tagsOf = (texts: readonly string[]): List => texts.map((text) => ({ Key: text.charAt(0), Value: text.slice(1) }));
const channel = (Destinations: List, Tags: List): JsonObject => ({
  Name: "okta",
  Destinations,
  ...(Tags.length > 0 && { Tags }),
});
const foreign: Element = { Key: "z", Value: "theirs" };

/** Every order of a list. */
function orders<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.length < 2
    ? [list]
    : list.flatMap((first, index) => orders(list.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

/** Every subset of the texts, in their order. */
function subsets<T>(elements: readonly T[]): readonly (readonly T[])[] {
  return elements.reduce<readonly (readonly T[])[]>(
    (sets, element) => sets.flatMap((set) => [set, [...set, element]]),
    [[]],
  );
}

function listOf(state: JsonValue, name: string): List {
  return ((state as JsonObject)[name] ?? []) as List;
}

const isSubset = (part: List, whole: List) =>
  part.every((element) => whole.some((other) => isDeepStrictEqual(other, element)));

/** Whether a patched channel is what was asked for. A tag of another party's stays, or goes with the whole list. */
function isRight(result: JsonValue, desired: JsonObject): boolean {
  const stores = listOf(result, "Destinations");
  const wanted = listOf(desired, "Destinations");
  const tags = listOf(result, "Tags");
  return (
    stores.length === wanted.length &&
    isSubset(stores, wanted) &&
    isSubset(listOf(desired, "Tags"), tags) &&
    isSubset(tags, [...listOf(desired, "Tags"), foreign])
  );
}

/** What the update makes of a channel whose lists AWS returns in the given order; undefined where AWS refuses the patch. */
function updated(old: JsonObject, desired: JsonObject, read: JsonObject): JsonValue | undefined {
  try {
    return applyPatch(read, createPatch(old, desired));
  } catch {
    return undefined;
  }
}

describe("a change of a channel's stores", () => {
  const lists = subsets([..."abcd"])
    .filter((set) => set.length > 0)
    .map((set) => storesOf(set.join("")));
  const pairs = lists.flatMap((old) => lists.map((desired) => [old, desired] as const));
  const isAllowed = ([old, desired]: readonly [List, List]) =>
    orderDependentChanges(channel(old, []), channel(desired, []), channel(old, [])).length === 0;
  const results = ([old, desired]: readonly [List, List]) =>
    orders(old).map((order) => updated(channel(old, []), channel(desired, []), channel(order, [])));

  it("that is allowed is right in every order", () => {
    const allowed = pairs.filter(isAllowed);
    expect(allowed.length).toBeGreaterThan(lists.length);
    const wrong = allowed.filter(
      (pair) => !results(pair).every((result) => result && isRight(result, channel(pair[1], []))),
    );
    expect(wrong).toEqual([]);
  });

  it("that is refused is wrong in some order", () => {
    const refused = pairs.filter((pair) => !isAllowed(pair));
    expect(refused.length).toBeGreaterThan(0);
    const right = refused.filter((pair) =>
      results(pair).every((result) => result && isRight(result, channel(pair[1], []))),
    );
    expect(right).toEqual([]);
  });

  it.each([
    ["the same stores", "ab", "ab", true],
    ["a store more", "ac", "abc", true],
    ["the one store exchanged", "a", "b", true],
    ["all stores exchanged", "ab", "cd", true],
    ["all stores exchanged for fewer", "ab", "c", true],
    ["one of two exchanged", "ab", "ac", false],
    ["one of two removed", "ab", "a", false],
  ])("is decided: %s", (_name, old, desired, allowed) => {
    expect(isAllowed([storesOf(old), storesOf(desired)])).toBe(allowed);
  });

  it("is refused where every store is exchanged while AWS returns one that another party added", () => {
    const [old, desired] = [channel(storesOf("a"), []), channel(storesOf("b"), [])];
    expect(orderDependentChanges(old, desired, channel(storesOf("ax"), []))).toEqual(["Destinations"]);
  });
});

describe("a change of a channel's tags", () => {
  const values = [undefined, "1", "2"];
  const lists = values.flatMap((a) =>
    values.flatMap((b) =>
      values.map((c) => tagsOf([a && `a${a}`, b && `b${b}`, c && `c${c}`].flatMap((tag) => tag || []))),
    ),
  );
  const pairs = lists.flatMap((old) => lists.map((desired) => [old, desired] as const));
  const stores = storesOf("a");
  const isAllowed = ([old, desired]: readonly [List, List]) =>
    orderDependentChanges(channel(stores, old), channel(stores, desired), channel(stores, old)).length === 0;
  /** In every order, with a tag of another party's and without. */
  const results = ([old, desired]: readonly [List, List]) =>
    [old, [...old, foreign]].flatMap((read) =>
      orders(read).map((order) => updated(channel(stores, old), channel(stores, desired), channel(stores, order))),
    );

  it("that is allowed is right in every order, or refused by AWS, whatever tag another party added", () => {
    const allowed = pairs.filter(isAllowed);
    expect(allowed.length).toBeGreaterThan(lists.length);
    const wrong = allowed.filter((pair) =>
      results(pair).some((result) => result === undefined || !isRight(result, channel(stores, pair[1]))),
    );
    expect(wrong).toEqual([]);
  });

  it("that is refused is wrong in some order", () => {
    const refused = pairs.filter((pair) => !isAllowed(pair));
    expect(refused.length).toBeGreaterThan(0);
    const right = refused.filter((pair) =>
      results(pair).every((result) => result && isRight(result, channel(stores, pair[1]))),
    );
    expect(right).toEqual([]);
  });

  it.each([
    ["the first tag", [], ["a1"], true],
    ["a tag more", ["a1", "c1"], ["a1", "b1", "c1"], true],
    ["all tags removed", ["a1", "b1"], [], true],
    ["a value changed", ["a1"], ["a2"], false],
    ["a tag removed", ["a1", "b1"], ["b1"], false],
    ["a tag exchanged", ["a1", "b1"], ["a1", "c1"], false],
  ])("is decided: %s", (_name, old, desired, allowed) => {
    expect(isAllowed([tagsOf(old), tagsOf(desired)])).toBe(allowed);
  });

  it("is refused where another party has set a tag of that key", () => {
    const [old, desired] = [channel(stores, tagsOf(["a1"])), channel(stores, tagsOf(["a1", "z1"]))];
    expect(orderDependentChanges(old, desired, channel(stores, [...tagsOf(["a1"]), foreign]))).toEqual(["Tags"]);
    expect(orderDependentChanges(old, desired, old)).toEqual([]);
  });
});

describe("a change of stores and tags together", () => {
  const stores = fc.subarray([..."abcdef"], { minLength: 1, maxLength: 4 }).map((names) => storesOf(names.join("")));
  const tags = fc
    .dictionary(fc.constantFrom(..."abcdef"), fc.constantFrom("1", "2"), { maxKeys: 4 })
    .map((all) => tagsOf(Object.entries(all).map(([key, value]) => `${key}${value}`)));
  const shuffled = (list: List) => fc.shuffledSubarray([...list], { minLength: list.length });

  it("is right in every order that AWS may return, unless it is refused", () => {
    const update = fc.tuple(stores, tags, stores, tags).chain(([oldStores, oldTags, newStores, newTags]) =>
      fc.record({
        old: fc.constant(channel(oldStores, oldTags)),
        desired: fc.constant(channel(newStores, newTags)),
        read: fc.tuple(shuffled(oldStores), shuffled(oldTags)).map(([some, others]) => channel(some, others)),
      }),
    );
    fc.assert(
      fc.property(update, ({ old, desired, read }) => {
        fc.pre(orderDependentChanges(old, desired, read).length === 0);
        const result = updated(old, desired, read);
        expect(result !== undefined && isRight(result, desired)).toBe(true);
      }),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });
});
