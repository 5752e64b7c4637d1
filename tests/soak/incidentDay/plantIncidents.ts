import type { JsonObject } from "../../../functions/mapping/values/json";
import { uuidOf } from "../../../sandbox/identifiers";
import type { Random } from "../../../sandbox/traffic/madeUp";
import { type BuiltInRule, eventsIn } from "../../rules/builtInRules";
import { countedNames, renamed } from "./rename";
import { changed, timeOf } from "./vendorEvent";

/** Events that a rule must find: one of its positive cases, with another time and other names. */
export interface Incident {
  /** The rule's name and the number of the case. */
  readonly name: string;
  readonly rule: string;
  readonly vendor: string;
  readonly events: readonly JsonObject[];
}

/** A period, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/**
 * Plants an incident of each rule of a vendor, or, if `all` is set, of each positive case of each rule, within one of
 * these periods.
 */
export function plantIncidents(
  vendor: string,
  rules: readonly BuiltInRule[],
  periods: readonly Period[],
  wanted: "one" | "all",
  random: Random,
): readonly Incident[] {
  const names = countedNames(rules);
  const planted = rules.flatMap(({ rule, cases }) =>
    (wanted === "all" ? cases.positive : [random.pick(cases.positive)]).map((one) => ({ rule, one })),
  );
  return planted.map(({ rule, one }, index): Incident => {
    const events = eventsIn([one]);
    const rename = renamed(events.flatMap(names), index + 1);
    const name = `${rule.name} ${index + 1}`;
    const times = events.map((event) => timeOf(vendor, event));
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const period = random.pick(periods);
    const shift = period.from + random.integer(period.until - period.from - (last - first)) - first;
    return { name, rule: rule.name, vendor, events: events.map((event) => copied(vendor, event, name, shift, rename)) };
  });
}

/**
 * Copies an event with a later time and an id from the seed. Audit events have whole seconds, so the distances stay the
 * same.
 */
export function copied(
  vendor: string,
  event: JsonObject,
  seed: string,
  shift: number,
  rename: ReturnType<typeof renamed>,
): JsonObject {
  const seconds = Math.floor(shift / 1_000) * 1_000;
  return changed(vendor, event, { shift: seconds, newId: (id) => uuidOf(`${seed}/${id}`), rename });
}
