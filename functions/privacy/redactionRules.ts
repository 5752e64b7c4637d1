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
  /** What the name at the end of `trail` says. */
  readonly meaningOf: MeaningOf;
  /** The same in events of which `when` holds. */
  readonly where: { readonly when: CompiledCondition; readonly meaningOf: MeaningOf } | undefined;
  readonly isParameter: (name: string) => boolean;
  readonly copiesUnder: readonly Path[];
}

export type MeaningOf = (name: string, trail: readonly string[]) => NameMeaning;

/**
 * Compiles the rules, once for all events.
 * @param more further names of fields and parameters that hold secrets, as the configuration gives them
 */
export function compileRules(rules: RedactionRules = {}, more: readonly string[] = []): CompiledRules {
  const { fields = [], settings = [], where, parameters = [], copiesUnder = [] } = rules;
  const ends = [
    ...settings.map((name) => endOf(name, "holdsSecret")),
    ...[...fields, ...more].map((name) => endOf(name, "secret")),
  ];
  const ownParameters = new Set([...parameters, ...more].map(normalised));
  return {
    meaningOf: meaningBy(ends),
    where: where && {
      when: compileCondition(where.when),
      meaningOf: meaningBy([...ends, ...where.fields.map((name) => endOf(name, "secret"))]),
    },
    isParameter: (name) => ownParameters.has(normalised(name)) || isSecretParameter(name),
    copiesUnder: copiesUnder.map(pathOf),
  };
}

/** The meaning of a name by the end of its path, and otherwise by the name alone. */
function meaningBy(ends: readonly End[]): MeaningOf {
  const known = new Map<string, { readonly ends: readonly End[]; readonly otherwise: NameMeaning }>();
  return (name, trail) => {
    let found = known.get(name);
    if (found === undefined) {
      const plain = normalised(name);
      found = { ends: ends.filter(({ keys }) => keys.at(-1) === plain), otherwise: meaningOfField(name) };
      if (known.size >= mostNames) {
        known.clear();
      }
      known.set(name, found);
    }
    // Nearly no name ends a path of the rules.
    if (found.ends.length === 0) {
      return found.otherwise;
    }
    return found.ends.find(({ keys }) => keys.length === 1 || endsWith(trail, keys))?.meaning ?? found.otherwise;
  };
}

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

/** Whether the keys of `trail`, without positions in arrays, end with `keys`. */
function endsWith(trail: readonly string[], keys: readonly string[]): boolean {
  let index = keys.length - 1;
  for (let place = trail.length - 1; place >= 0 && index >= 0; place--) {
    const key = trail[place] ?? "";
    if (/^\d+$/.test(key)) {
      continue;
    }
    if (normalised(key) !== keys[index]) {
      return false;
    }
    index -= 1;
  }
  return index < 0;
}
