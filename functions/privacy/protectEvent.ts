import { clean, listPaths } from "../limits/clean";
import type { CompiledMapping, Finder } from "../mapping/compiledMapping";
import type { Envelope } from "../mapping/envelope";
import { errorCodeOf } from "../mapping/failure";
import { findText } from "../mapping/fields";
import { isJsonObject, type JsonObject, type Path, pathOf } from "../mapping/json";
import type { Mapper } from "../mapping/mapper";
import { changeAt } from "./changeAt";
import { type PrivacySettings, protect } from "./privacy";
import { type Redaction, redactedMark } from "./redact";
import { looksLikePassword } from "./typedPassword";

/**
 * An event without the passwords that somebody typed as a user name, and without what the configuration does not want stored.
 */
export function protectEvent(
  { detail, redacted }: Redaction,
  envelope: Envelope,
  { vendor, mapping }: Mapper,
  { privacy, salt }: { readonly privacy?: PrivacySettings; readonly salt?: string },
): Pick<Redaction, "detail" | "redacted"> {
  const typed = typedPasswords(detail, envelope, vendor.userNames, mapping);
  if (typed.size === 0 && privacy === undefined) {
    return { detail, redacted };
  }
  const paths = new Set(redacted);
  let left = typed.size === 0 ? detail : withoutPasswords(detail, typed, paths);
  if (privacy !== undefined) {
    const kept = protect(left, privacy, salt, neededPaths(mapping));
    left = kept.detail;
    for (const path of kept.paths) {
      paths.add(path);
    }
  }
  return left === detail ? { detail, redacted } : { detail: left, redacted: listPaths([...paths].sort()) };
}

/** The texts in user-name fields of a failed sign-in that look like passwords. */
function typedPasswords(
  detail: JsonObject,
  envelope: Envelope,
  userNames: Mapper["vendor"]["userNames"],
  mapping: CompiledMapping,
): ReadonlySet<string> {
  if (userNames === undefined) {
    return none;
  }
  const search = { detail, envelope, unexpectedTypes: 0 };
  if (errorCodeOf(search, mapping.failure) === undefined) {
    return none;
  }
  const eventName = findText(search, mapping.eventName)?.text ?? "";
  if (!userNames.signIns.some((beginning) => eventName.startsWith(beginning))) {
    return none;
  }
  const found = new Set<string>();
  for (const field of userNames.fields) {
    changeAt(detail, pathOf(field), (value) => {
      if (typeof value === "string" && looksLikePassword(value)) {
        found.add(value);
      }
      return value;
    });
  }
  return found;
}

const none: ReadonlySet<string> = new Set();

/** `detail` without the given texts, wherever they stand. */
function withoutPasswords(detail: JsonObject, passwords: ReadonlySet<string>, paths: Set<string>): JsonObject {
  const { value } = clean(detail, (text, trail) => {
    let left = text;
    for (const password of passwords) {
      left = left.replaceAll(password, redactedMark).replaceAll(encodeURIComponent(password), redactedMark);
    }
    if (left !== text) {
      paths.add(trail.join("."));
    }
    return left;
  });
  return isJsonObject(value) ? value : {};
}

/** Where the event's id, time and name come from. What an expression reads cannot be told. */
function neededPaths({ id, eventTime, eventName }: CompiledMapping): readonly Path[] {
  return [...id.from, ...eventTime.from, ...eventName.from].filter(isPath);
}

function isPath(finder: Finder): finder is Path {
  return typeof finder !== "function";
}
