import { createHmac } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue, type Path, pathOf, setOwn } from "../mapping/values/json";
import { changeAt } from "./changeAt";
import { redactedMark } from "./secretValues";

/** What must not be stored of an integration's events, beside the vendor's own defaults, as configuration gives it. */
export interface PrivacySettings {
  /** Dotted paths from the top of the vendor's event, in which `*` stands for any index or key: these fields are left out. */
  readonly drop?: readonly string[];
  /** Paths of fields whose value becomes `REDACTED`. */
  readonly mask?: readonly string[];
  /** Paths of fields in which every text and number becomes its HMAC-SHA-256, keyed with the salt. */
  readonly hash?: readonly string[];
  /** Names of fields and of parameters of URLs that hold secrets, beside the common ones (secretNames.ts), in any case and at any depth. */
  readonly parameters?: readonly string[];
  /** What happens to a user name that looks like a password: nothing, or it is masked where that is likely. @default likely */
  readonly typedPasswords?: "off" | "likely";
  /** Where given, only these fields are kept, and those that the event's id, time and name come from. */
  readonly allow?: readonly string[];
}

/** An event after something was taken out of it. */
export interface Protected {
  readonly detail: JsonObject;
  /** The dotted paths of what was changed or left out. */
  readonly paths: readonly string[];
}

/**
 * Takes out of a clean event what `settings` name: first what is not allowed, then what is to be dropped, masked and hashed.
 * @param salt without it, what would be hashed is masked: a plain hash of a name can be undone by trying names
 * @param needed the paths that the mapping needs, which an allow-list does not have to name
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

/** `value` with each text and number in it hashed. What is masked or empty already stays so. */
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

/** What of `value`, which stands at `trail`, is on a path in `kept`, whose first segments are those of `trail`, or below one. */
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
