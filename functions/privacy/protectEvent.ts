import { listPaths } from "../limits/clean";
import type { CompiledMapping, Finder } from "../mapping/compiledMapping";
import type { JsonObject, Path } from "../mapping/values/json";
import { type PrivacySettings, protect } from "./privacy";
import { type CompiledUserNames, withoutTypedPasswords } from "./typedPassword";

/** The parts of an event to protect, and the methods, in addition to secrets with a known name or form. */
export interface Protection {
  readonly userNames: CompiledUserNames | undefined;
  readonly privacy: PrivacySettings | undefined;
  readonly salt: string | undefined;
  readonly mapping: CompiledMapping;
}

/**
 * Removes passwords typed as user names, and the fields that the configuration excludes.
 * @param redacted the dotted paths of earlier removals
 */
export function protectEvent(
  detail: JsonObject,
  redacted: readonly string[],
  { userNames, privacy, salt, mapping }: Protection,
): { readonly detail: JsonObject; readonly redacted: readonly string[] } {
  const paths: string[] = [];
  let left = detail;
  if (userNames !== undefined && privacy?.typedPasswords !== "off") {
    left = withoutTypedPasswords(left, userNames, paths);
  }
  if (privacy !== undefined) {
    const kept = protect(left, privacy, salt, neededPaths(mapping));
    left = kept.detail;
    paths.push(...kept.paths);
  }
  return paths.length === 0
    ? { detail: left, redacted }
    : { detail: left, redacted: listPaths([...new Set([...redacted, ...paths])].sort()) };
}

/**
 * Returns the sources of the event's id, time and name, which an allow-list need not contain. The fields that an expression reads are
 * unknown.
 */
function neededPaths({ id, eventTime, eventName }: CompiledMapping): readonly Path[] {
  return [...id.from, ...eventTime.from, ...eventName.from].filter(isPath);
}

function isPath(finder: Finder): finder is Path {
  return typeof finder !== "function";
}
