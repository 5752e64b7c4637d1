import { listPaths } from "../limits/clean";
import type { CompiledMapping, Finder } from "../mapping/compiledMapping";
import type { JsonObject, Path } from "../mapping/values/json";
import { type PrivacySettings, protect } from "./privacy";
import { type CompiledUserNames, withoutTypedPasswords } from "./typedPassword";

/** What of an event is protected, and how, beside what is a secret by its name or form. */
export interface Protection {
  readonly userNames: CompiledUserNames | undefined;
  readonly privacy: PrivacySettings | undefined;
  readonly salt: string | undefined;
  readonly mapping: CompiledMapping;
}

/**
 * An event without the passwords that somebody typed as a user name, and without what the configuration does not want stored.
 * @param redacted the dotted paths of what was taken out before
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

/** Where the event's id, time and name come from, which an allow-list does not have to name. What an expression reads cannot be told. */
function neededPaths({ id, eventTime, eventName }: CompiledMapping): readonly Path[] {
  return [...id.from, ...eventTime.from, ...eventName.from].filter(isPath);
}

function isPath(finder: Finder): finder is Path {
  return typeof finder !== "function";
}
