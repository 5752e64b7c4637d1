import { type CompiledCondition, compileCondition } from "../mapping/condition";
import type { Condition } from "../mapping/fieldMapping";
import { type Path, pathOf } from "../mapping/values/json";
import { isSecretParameter, meaningOfField, type NameMeaning, normalised } from "./secretNames";

/**
 * The secrets of one vendor's events, in addition to the common names and forms (secretNames.ts, secretTexts.ts), as data. A field is
 * identified by the end of its path, in any case and at any depth: `state`, or `debugData.state` if the name alone is ambiguous. Array
 * positions are ignored.
 */
export interface RedactionRules {
  /** Fields whose texts and numbers are secrets, at any depth. */
  readonly fields?: readonly string[];
  /**
   * Fields with a secret's name for which the vendor's published schema has an object of settings: texts and numbers directly under the
   * name are secrets; the object's own fields are checked by their own names.
   */
  readonly settings?: readonly string[];
  /** Fields that are secrets in certain events only. */
  readonly where?: { readonly when: Condition; readonly fields: readonly string[] };
  /** URL and form parameters whose value is a secret. */
  readonly parameters?: readonly string[];
  /**
   * Dotted paths in which copies of a parameter's secret are searched for, only in texts with a slash, which URLs and paths have. The
   * search is limited because the sender of a request chooses its parameters: with `?code=` and a user's name, a wider search would let a
   * caller remove that name from the evidence.
   */
  readonly copiesUnder?: readonly string[];
}

/** The common rules combined with a vendor's and a configuration's. */
export interface CompiledRules {
  readonly names: FieldNames;
  /** The names in events for which `when` holds. */
  readonly where: { readonly when: CompiledCondition; readonly names: FieldNames } | undefined;
  readonly isParameter: (name: string) => boolean;
  readonly copiesUnder: readonly Path[];
}

/** The meaning of a field's name, independent of its place. */
export interface FieldName {
  /** The name in lower case without separators. */
  readonly plain: string;
  readonly meaning: NameMeaning;
  /** Rules for paths that end with the name; they override its own meaning. */
  readonly ends: readonly End[];
  /** True if a field with that name holds the value in a pair of a name and a value. */
  readonly isPairValue: boolean;
  /** True if a mapping knows the name in another case. */
  readonly isOtherCase: boolean;
}

/** Looks up names of fields; analyses each name once. */
export type FieldNames = (name: string) => FieldName;

/** Returns the meaning of the name at the end of `path`. */
export function meaningAt(path: readonly string[], names: FieldNames): NameMeaning {
  const { ends, meaning } = names(path.at(-1) ?? "");
  return ends.find(({ keys }) => endsWith(path, keys, names))?.meaning ?? meaning;
}

/**
 * Compiles the rules, once for all events.
 * @param more additional names of fields and parameters that hold secrets, from the configuration
 * @param isOtherCase detects names that the mapping knows in another case
 */
export function compileRules(
  rules: RedactionRules = {},
  more: readonly string[] = [],
  isOtherCase: (name: string) => boolean = () => false,
): CompiledRules {
  const { fields = [], settings = [], where, parameters = [], copiesUnder = [] } = rules;
  const ends = [
    ...settings.map((name) => endOf(name, "holdsSecret")),
    ...[...fields, ...more].map((name) => endOf(name, "secret")),
  ];
  const ownParameters = new Set([...parameters, ...more].map(normalised));
  return {
    names: namesBy(ends, isOtherCase),
    where: where && {
      when: compileCondition(where.when),
      names: namesBy([...ends, ...where.fields.map((name) => endOf(name, "secret"))], isOtherCase),
    },
    isParameter: (name) => ownParameters.has(normalised(name)) || isSecretParameter(name),
    copiesUnder: copiesUnder.map(pathOf),
  };
}

function namesBy(ends: readonly End[], isOtherCase: (name: string) => boolean): FieldNames {
  const known = new Map<string, FieldName>();
  return (name) => {
    let found = known.get(name);
    if (found === undefined) {
      const plain = normalised(name);
      const own = ends.filter(({ keys }) => keys.at(-1) === plain);
      // A rule for the name alone applies if no earlier rule does.
      const everywhere = own.findIndex(({ keys }) => keys.length === 1);
      found = {
        plain,
        meaning: own[everywhere]?.meaning ?? meaningOfField(name),
        ends: everywhere === -1 ? own : own.slice(0, everywhere),
        isPairValue: pairValue.test(name),
        isOtherCase: isOtherCase(name),
      };
      if (known.size >= mostNames) {
        known.clear();
      }
      known.set(name, found);
    }
    return found;
  };
}

/**
 * Keys of the value, or of the old and the new one, in lists of pairs. Source: HTTP Archive 1.2, RFC 6902, SailPoint and Google Workspace
 * (`{ name, value }`).
 */
const pairValue = /values?$|^(?:val|v|old|new|from|to|before|after)$/i;

/** The end of a path, and its meaning. */
interface End {
  readonly keys: readonly string[];
  readonly meaning: NameMeaning;
}

function endOf(dotted: string, meaning: NameMeaning): End {
  return { keys: dotted.split(".").map(normalised), meaning };
}

/** Maximum number of names to cache: the sender chooses an event's keys. */
const mostNames = 5_000;

/** Returns true if the keys of `path`, without array positions, end with `keys`. */
function endsWith(path: readonly string[], keys: readonly string[], names: FieldNames): boolean {
  let index = keys.length - 1;
  for (let place = path.length - 1; place >= 0 && index >= 0; place--) {
    const key = path[place] ?? "";
    if (/^\d+$/.test(key)) {
      continue;
    }
    if (names(key).plain !== keys[index]) {
      return false;
    }
    index -= 1;
  }
  return index < 0;
}
