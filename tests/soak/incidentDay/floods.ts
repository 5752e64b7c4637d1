import type { JsonObject } from "../../../functions/mapping/values/json";
import { type BuiltInRule, eventsIn } from "../../rules/builtInRules";
import { copied, type Incident, type Period } from "./plantIncidents";
import { renamed } from "./rename";
import { timeOf } from "./vendorEvent";

/** The vendor of the failed sign-ins. */
export const floodedVendor = "okta";
/** The number of floods per day. */
export const floodsOfDay = 2;
/** The rule on one user's failed sign-ins. */
const rule = "okta-failed-sign-ins";

/** Numbers of names that no other event of the day has. */
const numbers = { burst: 998, day: 999 };

/**
 * Builds failed sign-ins of one user within half an hour, which one run finds, and of another one evenly over the whole
 * day.
 * @throws Error if the rule that finds them is not among these
 */
export function floods(rules: readonly BuiltInRule[], count: number, day: Period): readonly Incident[] {
  const from = day.from + 2 * hour + hour / 4;
  return [
    flood("flood within half an hour", rules, count, { from, until: from + hour / 2 }, numbers.burst),
    flood("flood over the day", rules, count, day, numbers.day),
  ];
}

const hour = 3_600_000;

function flood(
  name: string,
  rules: readonly BuiltInRule[],
  count: number,
  { from, until }: Period,
  number: number,
): Incident {
  const found = rules.find((one) => one.rule.name === rule);
  const [failure] = eventsIn(found?.cases.positive ?? []);
  if (failure === undefined) {
    throw new Error(`${rule} is no built-in rule with test events.`);
  }
  const person = Object(failure.actor).alternateId;
  const before = timeOf(floodedVendor, failure);
  const events = Array.from({ length: count }, (_, index): JsonObject => {
    const at = from + Math.floor((index / count) * (until - from));
    return copied(floodedVendor, failure, `${name} ${index}`, at - before, renamed([person], number));
  });
  return { name, rule, vendor: floodedVendor, events };
}
