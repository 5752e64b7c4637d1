import type { JsonObject } from "../../../functions/mapping/values/json";
import { trafficOf } from "../../../sandbox/traffic";
import type { Random } from "../../../sandbox/traffic/madeUp";
import type { BuiltInRule } from "../../rules/builtInRules";
import { copied, type Period } from "./plantIncidents";
import { countedNames, renamed } from "./rename";
import { timeOf } from "./vendorEvent";

/** Numbers for names that no incident uses. */
const firstNumber = 1_000;
const numbers = 5_000;

/** Generates the sandbox's traffic of a vendor, evenly over a period and from thousands of users, each event once. */
export function* usualDay(
  vendor: string,
  rules: readonly BuiltInRule[],
  count: number,
  { from, until }: Period,
  random: Random,
): Generator<JsonObject> {
  const names = countedNames(rules);
  let index = 0;
  for (const made of trafficOf(vendor)?.events({ count, seed: 9, end: until }) ?? []) {
    const event = made as JsonObject;
    const at = from + Math.floor((index / count) * (until - from));
    const rename = renamed(names(event), firstNumber + random.integer(numbers));
    yield copied(vendor, event, `usual ${index}`, at - timeOf(vendor, event), rename);
    index += 1;
  }
}
