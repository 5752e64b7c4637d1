import { createHmac } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue, type Path, pathOf, setOwn } from "../mapping/values/json";
import { changeAt } from "./changeAt";
import { redactedMark } from "./secretValues";

/** Privacy settings of an integration: fields that must not be stored, in addition to the vendor's defaults. */
export interface PrivacySettings {
  /** Dotted paths from the top of the vendor's event, where `*` matches any index or key: these fields are removed. */
  readonly drop?: readonly string[];
  /** Paths of fields whose value becomes `REDACTED`. */
  readonly mask?: readonly string[];
  /** Paths of fields in which every text and number becomes its HMAC-SHA-256, keyed with the salt. */
  readonly hash?: readonly string[];
  /**
   * Names of fields and URL parameters that hold secrets, in addition to the common ones (secretNames.ts), in any case and at any depth.
   */
  readonly parameters?: readonly string[];
  /** The handling of a user name that looks like a password: ignored, or masked if likely. @default likely */
  readonly typedPasswords?: "off" | "likely";
  /** If given, only these fields are kept, plus the sources of the event's id, time and name. */
  readonly allow?: readonly string[];
}

/** An event after removals. */
export interface Protected {
  readonly detail: JsonObject;
  /** The dotted paths that were changed or removed. */
  readonly paths: readonly string[];
}

/**
 * Removes from a clean event what `settings` exclude: first fields that are not allowed, then those to drop, mask and hash.
 * @param salt without it, values are masked instead of hashed: a plain hash of a name can be reversed by trying names
 * @param needed the paths that the mapping needs, which an allow-list need not contain
 */
export function protect(
  event: JsonObject,
  settings: PrivacySettings,
  salt: string | undefined,
  needed: readonly Path[],
): Protected {
  const { drop = [], mask = [], hash = [], allow } = settings;
  const paths = new Set<string>();
  let detail: JsonValue = event;
  if (allow !== undefined) {
    detail = keepOnly(detail, [...allow.map(pathOf), ...needed], [], paths) ?? {};
  }
  const apply = (path: string, change: (value: JsonValue) => JsonValue | undefined): void => {
    detail =
      changeAt(detail, pathOf(path), (value, trail) => {
        const changed = change(value);
        if (changed !== value) {
          paths.add(trail.join("."));
        }
        return changed;
      }) ?? {};
  };
  for (const path of drop) {
    apply(path, () => undefined);
  }
  for (const path of mask) {
    apply(path, () => redactedMark);
  }
  for (const path of hash) {
    apply(path, (value) => (salt === undefined ? redactedMark : hashed(value, salt)));
  }
  return { detail: isJsonObject(detail) ? detail : {}, paths: [...paths] };
}

/** Returns `value` with each text and number in it hashed. Masked and empty values stay. */
function hashed(value: JsonValue, salt: string): JsonValue {
  if (value === redactedMark || value === "" || typeof value === "boolean" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => hashed(item, salt));
  }
  if (isJsonObject(value)) {
    const object: Record<string, JsonValue> = {};
    for (const key of Object.keys(value)) {
      setOwn(object, key, hashed(value[key] as JsonValue, salt));
    }
    return object;
  }
  return `hmac-sha256:${createHmac("sha256", salt).update(String(value)).digest("hex")}`;
}

/**
 * Returns the part of `value`, located at `trail`, that is on or below a path in `kept`; the first segments of these paths equal `trail`.
 */
function keepOnly(
  value: JsonValue,
  kept: readonly Path[],
  trail: readonly string[],
  paths: Set<string>,
): JsonValue | undefined {
  if (kept.some((path) => path.length === trail.length)) {
    return value;
  }
  if (kept.length === 0 || typeof value !== "object" || value === null) {
    paths.add(trail.join("."));
    return undefined;
  }
  const entries = Object.entries(value).flatMap(([key, child]): [string, JsonValue][] => {
    const leading = kept.filter((path) => path[trail.length] === key || path[trail.length] === "*");
    const keptChild = keepOnly(child as JsonValue, leading, [...trail, key], paths);
    return keptChild === undefined ? [] : [[key, keptChild]];
  });
  if (entries.length === 0) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return entries.map(([, child]) => child);
  }
  const object: Record<string, JsonValue> = {};
  for (const [key, child] of entries) {
    setOwn(object, key, child);
  }
  return object;
}
