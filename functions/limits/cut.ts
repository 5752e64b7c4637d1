import { type JsonObject, type JsonValue, setOwn } from "../mapping/values/json";
import { notePath } from "./clean";
import { jsonBytes, keyBytes } from "./size";

/** The mark at the end of a text that was cut. */
export const cutMark = "...[truncated]";

/**
 * Cuts `object` to at most `limit` bytes of JSON. The largest values are cut first: small values stay whole, large ones share the rest
 * evenly, and the same holds at each level below. Texts are shortened; if that would leave less than `smallestPart` bytes of each, the
 * largest are removed entirely. Equal input gives equal output. The paths of what was cut are added to `truncated`; if many values of one
 * object or array were removed, only the path of that object or array.
 *
 * `object` must not nest deeper than `maximumDepth` (see clean.ts). Returns undefined if nothing is left.
 */
export function cutObject(
  object: JsonObject,
  limit: number,
  trail: readonly string[],
  truncated: string[],
): JsonObject | undefined {
  const known = new Map<JsonValue, number>();
  if (jsonBytes(object, known) <= limit) {
    return object;
  }
  const part = cut(object, limit, [...trail], truncated, known);
  if (part === undefined) {
    notePath(truncated, trail);
  }
  return part as JsonObject | undefined;
}

/** Cuts `text` to at most `characters` UTF-16 code units without splitting a surrogate pair. */
export function cutText(text: string, characters: number): string {
  if (text.length <= characters) {
    return text;
  }
  const torn = (text.codePointAt(characters - 1) ?? 0) > 0xffff;
  return text.slice(0, torn ? characters - 1 : characters);
}

/** In bytes; a shorter part of a value is not useful. */
const smallestPart = 256;

/** Maximum number of removed children of one object or array that are listed individually. */
const namedDrops = 10;

function cut(
  value: JsonValue,
  budget: number,
  trail: string[],
  truncated: string[],
  known: Map<JsonValue, number>,
): JsonValue | undefined {
  if (budget < Math.min(smallestPart, jsonBytes(value, known))) {
    return undefined;
  }
  if (typeof value === "string") {
    notePath(truncated, trail);
    return cutString(value, budget);
  }
  return cutChildren(value as JsonObject | readonly JsonValue[], budget, trail, truncated, known);
}

/** Cuts a text so that it takes at most `budget` bytes as JSON, including the mark. */
function cutString(text: string, budget: number): string {
  let fits = 0;
  let over = text.length;
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    const bytes = Buffer.byteLength(JSON.stringify(cutText(text, middle) + cutMark));
    if (bytes <= budget) {
      fits = middle;
    } else {
      over = middle;
    }
  }
  return cutText(text, fits) + cutMark;
}

function cutChildren(
  value: JsonObject | readonly JsonValue[],
  budget: number,
  trail: string[],
  truncated: string[],
  known: Map<JsonValue, number>,
): JsonValue | undefined {
  const children = value as JsonObject;
  const keys = Object.keys(children);
  const costs = keys.map((key) => keyBytes(value, key) + jsonBytes(children[key] as JsonValue, known) + 1);
  const order = keys
    .map((_key, index) => index)
    .sort((one, other) => (costs[one] as number) - (costs[other] as number) || one - other);
  let left = budget - 1;
  const stay = mostThatStay(
    order.map((index) => costs[index] as number),
    left,
  );
  const kept = new Map<number, JsonValue>();
  const dropped = order.slice(stay).map((index) => keys[index] as string);
  // From small to large, each child may take an even share of the rest: bytes that small children do not need go to large ones.
  order.slice(0, stay).forEach((index, position) => {
    const key = keys[index] as string;
    const child = children[key] as JsonValue;
    const share = Math.floor(left / (stay - position));
    const cost = costs[index] as number;
    if (cost <= share) {
      kept.set(index, child);
      left -= cost;
      return;
    }
    const overhead = keyBytes(value, key) + 1;
    trail.push(key);
    const part = cut(child, share - overhead, trail, truncated, known);
    trail.pop();
    if (part === undefined) {
      dropped.push(key);
    } else {
      kept.set(index, part);
      left -= jsonBytes(part, known) + overhead;
    }
  });
  noteDropped(dropped, trail, truncated);
  return collect(value, keys, kept);
}

/**
 * Returns how many values, given their costs from small to large, can stay within `budget` bytes if each cut value keeps at least
 * `smallestPart`. Removing more values gives the others larger shares, so the number is found by bisection.
 */
function mostThatStay(costs: readonly number[], budget: number): number {
  let stay = 0;
  let tooMany = costs.length + 1;
  while (tooMany - stay > 1) {
    const middle = Math.floor((stay + tooMany) / 2);
    if (shareOf(costs.slice(0, middle), budget) >= smallestPart) {
      stay = middle;
    } else {
      tooMany = middle;
    }
  }
  return stay;
}

/** Returns the bytes available to each value whose cost exceeds an even share; Infinity if there are none. */
function shareOf(costs: readonly number[], budget: number): number {
  let left = budget;
  for (const [position, cost] of costs.entries()) {
    const share = left / (costs.length - position);
    if (cost > share) {
      return share;
    }
    left -= cost;
  }
  return Number.POSITIVE_INFINITY;
}

/** Records the removed values; if there are many, only their parent. */
function noteDropped(keys: readonly string[], trail: string[], truncated: string[]): void {
  if (keys.length > namedDrops) {
    notePath(truncated, trail);
    return;
  }
  for (const key of keys) {
    notePath(truncated, [...trail, key]);
  }
}

/** Returns the kept children in their original order, or undefined if there are none. */
function collect(
  value: JsonObject | readonly JsonValue[],
  keys: readonly string[],
  kept: ReadonlyMap<number, JsonValue>,
): JsonValue | undefined {
  if (kept.size === 0) {
    return undefined;
  }
  const indexes = [...kept.keys()].sort((one, other) => one - other);
  if (Array.isArray(value)) {
    return indexes.map((index) => kept.get(index) as JsonValue);
  }
  const result: Record<string, JsonValue> = {};
  for (const index of indexes) {
    setOwn(result, keys[index] as string, kept.get(index) as JsonValue);
  }
  return result;
}
