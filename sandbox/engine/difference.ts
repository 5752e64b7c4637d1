import { isDeepStrictEqual } from "node:util";
import { containsUnknown, type Inputs, type ResourceType } from "../provider";

/** Compares inputs by key; JSON documents by their content. */
export function differenceOf(type: ResourceType, olds: Inputs, news: Inputs) {
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => !key.startsWith("__"));
  const changed = keys.filter((key) => !isDeepStrictEqual(comparable(olds[key]), comparable(news[key])));
  const replaces = type.replaceOnChanges
    .filter((path) => {
      const [key = "", ...rest] = path.split(".");
      return changed.includes(key) && !isDeepStrictEqual(valueAt(olds[key], rest), valueAt(news[key], rest));
    })
    .map((path) => path.split(".")[0] ?? path);
  // The old resource is deleted first if the new one has the same name.
  const named = olds.name !== undefined && olds.name === news.name;
  return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && named };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = path.length === 0 ? value : comparable(value);
  for (const key of path) {
    current = typeof current === "object" && current !== null ? (current as Inputs)[key] : undefined;
  }
  return current;
}

/** Compares assets by their hash and documents by their content. An unknown value equals only another unknown value. */
function comparable(value: unknown): unknown {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (typeof value === "object" && value !== null && !containsUnknown(value) && "hash" in value) {
    return value.hash;
  }
  return value;
}
