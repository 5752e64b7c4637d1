import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { orderDependentChanges } from "../../../components/cloudControl/refuseOrderDependentUpdates";
import type { JsonObject, JsonValue } from "../../../functions/mapping/values/json";
import { applyPatch, createPatch } from "../../../sandbox/cloudControl/patch";

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

/**
 * Reports whether a patched channel equals the desired one. A tag of another owner stays, or is removed with the whole
 * list.
 */
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

/**
 * Returns the result of an update of a channel whose lists AWS returns in the given order; undefined if AWS refuses the
 * patch.
 */
function updated(old: JsonObject, desired: JsonObject, read: JsonObject): JsonValue | undefined {
  try {
    return applyPatch(read, createPatch(old, desired));
  } catch {
    return undefined;
  }
}

const values = [undefined, "1", "2"];
const allTags = values.flatMap((a) =>
  values.flatMap((b) =>
    values.map((c) => tagsOf([a && `a${a}`, b && `b${b}`, c && `c${c}`].flatMap((tag) => tag || []))),
  ),
);
const allStores = subsets([..."abcd"])
  .filter((set) => set.length > 0)
  .map((set) => storesOf(set.join("")));

describe.each<[string, readonly List[], (list: List) => JsonObject, readonly Element[]]>([
  ["stores", allStores, (stores) => channel(stores, []), []],
  // AWS may refuse a patch of tags; another owner may have set one.
  ["tags", allTags, (tags) => channel(storesOf("a"), tags), [foreign]],
])("a change of a channel's %s", (_name, lists, channelWith, others) => {
  const pairs = lists.flatMap((old) => lists.map((desired) => [old, desired] as const));
  const isAllowed = ([old, desired]: readonly [List, List]) =>
    orderDependentChanges(channelWith(old), channelWith(desired), channelWith(old)).length === 0;
  const isRightInEveryOrder = ([old, desired]: readonly [List, List]) =>
    [old, [...old, ...others]].flatMap(orders).every((order) => {
      const result = updated(channelWith(old), channelWith(desired), channelWith(order));
      return result !== undefined && isRight(result, channelWith(desired));
    });

  it("that is allowed is correct in every order", () => {
    const allowed = pairs.filter(isAllowed);
    expect(allowed.length).toBeGreaterThan(lists.length);
    expect(allowed.filter((pair) => !isRightInEveryOrder(pair))).toEqual([]);
  });

  it("that is refused would be wrong in some order", () => {
    const refused = pairs.filter((pair) => !isAllowed(pair));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(isRightInEveryOrder)).toEqual([]);
  });
});

it.each<[string, JsonObject, JsonObject, JsonObject, string[]]>([
  [
    "one of two stores replaced",
    channel(storesOf("ab"), []),
    channel(storesOf("ac"), []),
    channel(storesOf("ab"), []),
    ["Destinations"],
  ],
  ["all stores replaced", channel(storesOf("ab"), []), channel(storesOf("cd"), []), channel(storesOf("ab"), []), []],
  [
    "every store replaced while AWS returns one that another owner added",
    channel(storesOf("a"), []),
    channel(storesOf("b"), []),
    channel(storesOf("ax"), []),
    ["Destinations"],
  ],
  [
    "a tag added whose key another owner has set",
    channel(storesOf("a"), tagsOf(["a1"])),
    channel(storesOf("a"), tagsOf(["a1", "z1"])),
    channel(storesOf("a"), [...tagsOf(["a1"]), foreign]),
    ["Tags"],
  ],
])("is decided: %s", (_what, old, desired, read, refused) => {
  expect(orderDependentChanges(old, desired, read)).toEqual(refused);
});

describe("a change of stores and tags together", () => {
  const stores = fc.subarray([..."abcdef"], { minLength: 1, maxLength: 4 }).map((names) => storesOf(names.join("")));
  const tags = fc
    .dictionary(fc.constantFrom(..."abcdef"), fc.constantFrom("1", "2"), { maxKeys: 4 })
    .map((all) => tagsOf(Object.entries(all).map(([key, value]) => `${key}${value}`)));
  const shuffled = (list: List) => fc.shuffledSubarray([...list], { minLength: list.length });

  it("is correct in every order that AWS may return, or is refused", () => {
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
