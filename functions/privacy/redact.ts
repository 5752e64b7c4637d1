import { clean, listPaths } from "../limits/clean";
import { isJsonObject, type JsonObject, type JsonValue, type Path, pathOf } from "../mapping/json";
import { changeAt } from "./changeAt";

/** What must not be stored, as data. */
export interface RedactionRules {
  /** Fields whose whole value is a secret, as dotted paths in which `*` stands for any index or key. */
  readonly fields: readonly string[];
  /** Names of URL and form parameters whose value is a secret wherever they are found, in upper or lower case. */
  readonly parameters: readonly string[];
  /**
   * Where copies of a secret found in a parameter are looked for, as dotted paths: only in texts with a slash, which URLs
   * and paths have. It is no wider, since whoever sends a request chooses its parameters: with `?code=` and a user's
   * name, a wider search would let a caller take that name out of the evidence.
   */
  readonly copiesUnder: readonly string[];
}

export interface Redaction {
  /** The event, clean (see clean.ts) and with `REDACTED` in place of every secret. */
  readonly detail: JsonObject;
  /** The dotted paths, in the vendor's event, of the values that were changed, sorted; as many as `listPaths` lists. */
  readonly redacted: readonly string[];
  /** Whether something nested too deeply and was taken out. */
  readonly cut: boolean;
}

/** Stands in place of what must not be stored. */
export const redactedMark = "REDACTED";

/** Cleans a vendor's event and takes the secrets that `rules` name out of it, in one walk. */
export function redact(event: JsonObject, rules: RedactionRules): Redaction {
  const { fields, copiesUnder, plain, encoded } = compile(rules);
  const secrets: string[] = [];
  const paths: string[] = [];
  const { value, cut } = clean(event, (text, trail) => {
    if (!text.includes("=") && !text.includes("%")) {
      return text;
    }
    const left = withoutParameters(text, plain, encoded, secrets);
    if (left !== text) {
      paths.push(trail.join("."));
    }
    return left;
  });
  let detail: JsonValue = value ?? {};
  for (const path of fields) {
    detail = changed(detail, path, (field, trail) => {
      if (field !== redactedMark) {
        paths.push(trail.join("."));
      }
      return redactedMark;
    });
  }
  for (const path of secrets.length === 0 ? [] : copiesUnder) {
    detail = changed(detail, path, (found, trail) => withoutCopies(found, trail, secrets, paths));
  }
  return {
    detail: isJsonObject(detail) ? detail : {},
    redacted: paths.length === 0 ? paths : listPaths([...new Set(paths)].sort()),
    cut,
  };
}

function changed(
  detail: JsonValue,
  path: Path,
  change: (value: JsonValue, trail: readonly string[]) => JsonValue,
): JsonValue {
  return changeAt(detail, path, change) ?? {};
}

/** Copies of shorter secrets are not looked for: they would be found by chance. A one-time password has six characters. */
const shortestSecret = 6;

/** Copies are looked for of so many secrets at most, so that an event full of parameters costs no more than its length. */
const mostSearched = 50;

interface CompiledRules {
  readonly plain: RegExp;
  readonly encoded: RegExp;
  readonly fields: readonly Path[];
  readonly copiesUnder: readonly Path[];
}

const compiledRules = new WeakMap<RedactionRules, CompiledRules>();

function compile(rules: RedactionRules): CompiledRules {
  const known = compiledRules.get(rules);
  if (known !== undefined) {
    return known;
  }
  const names = rules.parameters.map((name) => name.replace(/[^A-Za-z0-9_]/g, "\\$&")).join("|") || "(?!)";
  const compiled = {
    fields: rules.fields.map(pathOf),
    copiesUnder: rules.copiesUnder.map(pathOf),
    plain: new RegExp(`((?:^|[?&#])(?:${names})=)([^&#\\s"'<>\\\\]+)`, "gi"),
    // A URL within a URL's parameter, encoded once or more often.
    encoded: new RegExp(
      `(%(?:25)*(?:3F|26|23)(?:${names})%(?:25)*3D)((?:(?!%(?:25)*(?:26|23))[^&#\\s"'<>\\\\])+)`,
      "gi",
    ),
  };
  compiledRules.set(rules, compiled);
  return compiled;
}

function withoutParameters(text: string, plain: RegExp, encoded: RegExp, secrets: string[]): string {
  const replace = (_match: string, name: string, secret: string): string => {
    secrets.push(secret, decoded(secret));
    return name + redactedMark;
  };
  const left = text.includes("%") ? text.replace(encoded, replace) : text;
  return left.replace(plain, replace);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutCopies(value: JsonValue, path: Path, secrets: readonly string[], paths: string[]): JsonValue {
  const searched = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestSecret && secret !== redactedMark && !/^\*+$/.test(secret))
    .slice(0, mostSearched)
    // The longest first, so that a secret which contains another is taken out whole.
    .sort((one, other) => other.length - one.length);
  if (searched.length === 0) {
    return value;
  }
  const { value: searchedValue } = clean(value, (text, trail) => {
    const left = text.includes("/")
      ? searched.reduce((rest, secret) => rest.replaceAll(secret, redactedMark), text)
      : text;
    if (left !== text) {
      paths.push([...path, ...trail].join("."));
    }
    return left;
  });
  return searchedValue ?? value;
}
