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
  /** The event, clean (see clean.ts) and with `REDACTED` in place of every secret. */
  readonly detail: JsonObject;
  /** The dotted paths, in the vendor's event, of the values that were changed, sorted; as many as `listPaths` lists. */
  readonly redacted: readonly string[];
  /** Whether something nested too deeply and was taken out. */
  readonly cut: boolean;
  /** Whether a name stands in it that the mapping knows in another case. */
  readonly hasOtherCase: boolean;
}

/**
 * Cleans a vendor's event and takes secrets out of it, in one walk: texts and numbers in fields whose names say so, at any depth, and secrets
 * that texts hold by their form. What is common to all vendors is in secretNames.ts and secretTexts.ts; `rules` add to it.
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

/** Notes what it takes out. Each field's context is what its name says of what is below it. */
class SecretWalk implements Visitor<NameMeaning> {
  readonly paths: string[] = [];
  /** The values of parameters that were taken out. */
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
    // A field named `value` holds what the field around it names; in a pair, what the pair names.
    if (above === "holdsSecret" && key === "value") {
      return above;
    }
    const name = this.names(key);
    this.hasOtherCase ||= name.isOtherCase;
    if (name.isPairValue && this.namesSecret(object)) {
      return "secret";
    }
    // Nearly no name ends a path of the rules.
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

  /** A text that is JSON, without the secrets in it; undefined where it is none. */
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

  /** Whether an object is a pair of a name and a value, and the name is a secret's: `{ name: "password", value: "..." }`. */
  private namesSecret(pair: JsonObject): boolean {
    return Object.keys(pair).some((key) => {
      const name = pairName.test(key) ? pair[key] : undefined;
      const last = typeof name === "string" && name.length <= longestName ? (/[^/]*$/.exec(name)?.[0] ?? "") : "";
      return last !== "" && this.namesInTexts.meaningOf(last) !== "plain";
    });
  }
}

/**
 * What lists of pairs call the name: HTTP Archive 1.2 (name), SailPoint (attributeName, attribute), Google Workspace (name), RFC 6902 and
 * RFC 7644 (path), others.
 */
const pairName = /^(?:name|key|k|label|header|path|attribute(?:_?name)?|field(?:_?name)?|parameter|property)$/i;

/** A longer text is a sentence, and no name of a field. */
const longestName = 80;

/** Whether a text says what may be done with secrets and tokens, and is none. Source: GitHub's description of its REST API, schema app-permissions. */
function isAccessLevel(leaf: string | number, path: readonly string[]): boolean {
  return /^(?:read|write|admin|none)$/.test(String(leaf)) && path.some((key) => /permission/i.test(key));
}

/** Copies of shorter secrets are not looked for: they would be found by chance. A one-time password has six characters. */
const shortestSecret = 6;

/** Copies are looked for of so many secrets at most, so that an event full of parameters costs no more than its length. */
const mostSearched = 50;

function withoutCopies(value: JsonValue, path: Path, secrets: readonly string[], paths: string[]): JsonValue {
  const searched = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestSecret && secret !== redactedMark && !/^\*+$/.test(secret))
    .slice(0, mostSearched)
    // The longest first, so that a secret which contains another is taken out whole.
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
