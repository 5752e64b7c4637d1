import type { JsonObject } from "../../../functions/mapping/values/json";
import type { VendorFields } from "./fields/vendorFields";
import { readSelection } from "./readRule";
import { ConfiguredValue } from "./ruleFile";
import { allOf, type Test } from "./test";
import type { Placeholders } from "./values";
import { readYamlDocuments } from "./yamlNodes";

/** Events that a rule ignores until a given day. */
export interface Suppression {
  /** The reason, for readers of a finding. */
  readonly reason: string;
  /** The last day of these events by their own time, YYYY-MM-DD in UTC. */
  readonly until: string;
  /** A selection in Sigma's form: fields with modifiers, and their values. */
  readonly where: JsonObject | readonly JsonObject[];
}

/**
 * Returns a test that excludes these events. Their own time decides, so a late event is excluded too, and an event after the last day is not, regardless
 * of the time of the run.
 * @param path the path of the suppressions in the configuration, for messages
 * @throws RuleError for a field that the vendor's events do not have
 */
export function withoutSuppressed(
  test: Test,
  suppressions: readonly Suppression[],
  { fields, placeholders, path }: { fields: VendorFields; placeholders: Placeholders; path: string },
): Test {
  const suppressed = suppressions.map(({ until, where }, index): Test => {
    const file = new ConfiguredValue(`${path}[${index}].where`, () => undefined);
    const [document] = readYamlDocuments(JSON.stringify({ where }), file);
    const [entry] = document?.entries ?? [];
    if (entry === undefined) {
      throw new RangeError(`${path}[${index}] has no selection.`);
    }
    const selection = readSelection(entry.value, entry, { file, fields, placeholders });
    return { kind: "not", test: allOf([selection, { kind: "before", time: endOfDay(until) }]) };
  });
  return suppressed.length === 0 ? test : allOf([test, ...suppressed]);
}

/** Returns the first moment after a day, in milliseconds since 1970. */
export function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + 86_400_000;
}
