import { type CompiledCondition, compileCondition } from "../mapping/condition";
import type { Condition } from "../mapping/fieldMapping";
import { type Path, pathOf } from "../mapping/values/json";
import { isSecretParameter, meaningOfField, type NameMeaning, normalised } from "./secretNames";

/**
 * What must not be stored of one vendor's events, beside what the common names and forms say (secretNames.ts, secretTexts.ts), as data. A field
 * is named by the end of its path, in any case and at any depth: `state`, or `debugData.state` where the name alone says too little. Positions
 * in arrays do not count.
 */
export interface RedactionRules {
  /** Fields whose texts and numbers are secrets, at any depth below them. */
  readonly fields?: readonly string[];
  /**
   * Fields with a secret's name, under which the vendor's published schema has an object of settings: texts and numbers directly under the name
   * are secrets, the object's own fields are judged by their own names.
   */
  readonly settings?: readonly string[];
  /** Fields that are secrets in some events alone. */
  readonly where?: { readonly when: Condition; readonly fields: readonly string[] };
  /** Parameters of URLs and forms whose value is a secret. */
  readonly parameters?: readonly string[];
  /**
   * Where copies of a secret found in a parameter are looked for, as dotted paths: only in texts with a slash, which URLs and paths have. It is
   * no wider, since the sender of a request chooses its parameters: with `?code=` and a user's name, a wider search would let a caller take that
   * name out of the evidence.
   */
  readonly copiesUnder?: readonly string[];
}

/** The common rules with a vendor's and a configuration's. */
export interface CompiledRules {
  readonly names: FieldNames;
  /** The names in events of which `when` holds. */
  readonly where: { readonly when: CompiledCondition; readonly names: FieldNames } | undefined;
  readonly isParameter: (name: string) => boolean;
  readonly copiesUnder: readonly Path[];
}

/** What a field's name says, wherever the field stands. */
export interface FieldName {
  /** Without case and separators. */
  readonly plain: string;
  readonly meaning: NameMeaning;
  /** Rules for paths that end with the name, which go before its own meaning. */
  readonly ends: readonly End[];
  /** Whether a field of that name holds the value of a pair of a name and a value. */
  readonly isPairValue: boolean;
  /** Whether a mapping knows the name in another case. */
  readonly isOtherCase: boolean;
}

/** Reads the names of fields, each but once. */
export type FieldNames = (name: string) => FieldName;

/** What the name at the end of `path` says. */
export function meaningAt(path: readonly string[], names: FieldNames): NameMeaning {
  const { ends, meaning } = names(path.at(-1) ?? "");
  return ends.find(({ keys }) => endsWith(path, keys, names))?.meaning ?? meaning;
}

/**
 * Compiles the rules, once for all events.
 * @param more further names of fields and parameters that hold secrets, as the configuration gives them
 * @param isOtherCase tells names that the mapping knows in another case
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
      // A rule for the name alone holds wherever no rule before it does.
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
 * What lists of pairs call the value, or the old and the new one. Source: HTTP Archive 1.2, RFC 6902, SailPoint and Google Workspace
 * (`{ name, value }`).
 */
const pairValue = /values?$|^(?:val|v|old|new|from|to|before|after)$/i;

/** The end of a path, and what it says. */
interface End {
  readonly keys: readonly string[];
  readonly meaning: NameMeaning;
}

function endOf(dotted: string, meaning: NameMeaning): End {
  return { keys: dotted.split(".").map(normalised), meaning };
}

/** Names are kept with their meaning up to so many: an event's keys are whatever its sender writes. */
const mostNames = 5_000;

/** Whether the keys of `path`, without positions in arrays, end with `keys`. */
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
