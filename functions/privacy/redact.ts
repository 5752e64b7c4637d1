import { clean, listPaths, type Trail, type Visitor } from "../limits/clean";
import { holds } from "../mapping/condition";
import { isJsonObject, type JsonObject, type JsonValue, type Path } from "../mapping/values/json";
import { parseJson } from "../mapping/values/parseJson";
import { changeAt } from "./changeAt";
import { type CompiledRules, type FieldNames, meaningAt } from "./redactionRules";
import type { NameMeaning } from "./secretNames";
import { mayHoldSecret, withoutSecrets } from "./secretTexts";
import { redactedMark, type SecretNames } from "./secretValues";

export interface Redaction {
  /** The event, clean (see clean.ts) and with every secret replaced by `REDACTED`. */
  readonly detail: JsonObject;
  /** The sorted, dotted paths of changed values in the vendor's event; limited by `listPaths`. */
  readonly redacted: readonly string[];
  /** True if something was nested too deeply and was removed. */
  readonly cut: boolean;
  /** True if it has a field whose name the mapping knows in another case. */
  readonly hasOtherCase: boolean;
}

/**
 * Cleans a vendor's event and removes secrets in one walk: texts and numbers in fields with secret names, at any depth, and secrets
 * recognised by their form inside texts. The rules common to all vendors are in secretNames.ts and secretTexts.ts; `rules` add to them.
 */
export function redact(event: JsonObject, rules: CompiledRules): Redaction {
  const { where } = rules;
  const names = where !== undefined && holds(where.when, event) ? where.names : rules.names;
  const walk = new SecretWalk(names, rules.isParameter);
  const { value, cut } = clean(event, walk, "plain");
  let detail = value;
  const { paths } = walk;
  if (walk.secrets.length > 0) {
    for (const path of rules.copiesUnder) {
      detail = changeAt(detail, path, (found, trail) => withoutCopies(found, trail, walk.secrets, paths)) ?? {};
    }
  }
  return {
    detail: isJsonObject(detail) ? detail : {},
    redacted: paths.length === 0 ? paths : listPaths([...new Set(paths)].sort()),
    cut,
    hasOtherCase: walk.hasOtherCase,
  };
}

/** Removes secrets and records them. A field's context is the meaning of its name for the values below it. */
class SecretWalk implements Visitor<NameMeaning> {
  readonly paths: string[] = [];
  /** The values of removed parameters. */
  readonly secrets: string[] = [];
  hasOtherCase = false;

  private readonly namesInTexts: SecretNames;

  constructor(
    private readonly names: FieldNames,
    private readonly isParameter: CompiledRules["isParameter"],
  ) {
    this.namesInTexts = { meaningOf: (name) => meaningAt([name], names), isParameter };
  }

  enter(key: string, above: NameMeaning, object: JsonObject, trail: Trail): NameMeaning {
    if (above === "secret") {
      return above;
    }
    // The meaning of a field named `value` comes from the field around it; in a pair, from the pair's name.
    if (above === "holdsSecret" && key === "value") {
      return above;
    }
    const name = this.names(key);
    this.hasOtherCase ||= name.isOtherCase;
    if (name.isPairValue && this.namesSecret(object)) {
      return "secret";
    }
    // Names rarely end a path of the rules.
    return name.ends.length === 0 ? name.meaning : meaningAt(trail.path(), this.names);
  }

  change(leaf: string | number, meaning: NameMeaning, trail: Trail): JsonValue {
    if (meaning === "plain" && (typeof leaf === "number" || !mayHoldSecret(leaf))) {
      return leaf;
    }
    const path = trail.path();
    const left = this.left(leaf, meaning, path);
    if (left !== leaf) {
      this.paths.push(path.join("."));
    }
    return left;
  }

  private left(leaf: string | number, meaning: NameMeaning, path: readonly string[]): JsonValue {
    if (meaning !== "plain") {
      return isAccessLevel(leaf, path) ? leaf : redactedMark;
    }
    const text = String(leaf);
    return this.withinJson(text) ?? withoutSecrets(text, this.namesInTexts, this.secrets);
  }

  /** Removes the secrets in a text that is JSON; undefined if it is not JSON. */
  private withinJson(text: string): string | undefined {
    if (!/^\s*[[{]/.test(text)) {
      return undefined;
    }
    let parsed: JsonValue;
    try {
      parsed = parseJson(text);
    } catch {
      return undefined;
    }
    const inner = new SecretWalk(this.names, this.isParameter);
    const { value } = clean(parsed, inner, "plain");
    this.secrets.push(...inner.secrets);
    return inner.paths.length === 0 ? text : JSON.stringify(value);
  }

  /** Returns true if an object is a pair of a secret's name and its value: `{ name: "password", value: "..." }`. */
  private namesSecret(pair: JsonObject): boolean {
    return Object.keys(pair).some((key) => {
      const name = pairName.test(key) ? pair[key] : undefined;
      const last = typeof name === "string" && name.length <= longestName ? (/[^/]*$/.exec(name)?.[0] ?? "") : "";
      return last !== "" && this.namesInTexts.meaningOf(last) !== "plain";
    });
  }
}

/**
 * Keys of the name in lists of pairs: HTTP Archive 1.2 (name), SailPoint (attributeName, attribute), Google Workspace (name), RFC 6902 and
 * RFC 7644 (path), others.
 */
const pairName = /^(?:name|key|k|label|header|path|attribute(?:_?name)?|field(?:_?name)?|parameter|property)$/i;

/** A longer text is a sentence, not the name of a field. */
const longestName = 80;

/**
 * Returns true if a text is an access level for secrets or tokens, not a secret itself. Source: GitHub's description of its REST API,
 * schema app-permissions.
 */
function isAccessLevel(leaf: string | number, path: readonly string[]): boolean {
  return /^(?:read|write|admin|none)$/.test(String(leaf)) && path.some((key) => /permission/i.test(key));
}

/** Minimum length of secrets whose copies are searched for; shorter ones would match by chance. A one-time password has six characters. */
const shortestSecret = 6;

/** Maximum number of secrets whose copies are searched for, so that an event full of parameters costs no more than its length. */
const mostSearched = 50;

function withoutCopies(value: JsonValue, path: Path, secrets: readonly string[], paths: string[]): JsonValue {
  const searched = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestSecret && secret !== redactedMark && !/^\*+$/.test(secret))
    .slice(0, mostSearched)
    // The longest first, so that a secret which contains another is removed whole.
    .sort((one, other) => other.length - one.length);
  if (searched.length === 0) {
    return value;
  }
  const inPaths: Visitor<undefined> = {
    enter: () => undefined,
    change: (leaf, _context, trail) => {
      if (typeof leaf === "number" || !leaf.includes("/")) {
        return leaf;
      }
      const left = searched.reduce((rest, secret) => rest.replaceAll(secret, redactedMark), leaf);
      if (left !== leaf) {
        paths.push([...path, ...trail.path()].join("."));
      }
      return left;
    },
  };
  return clean(value, inPaths, undefined).value;
}
