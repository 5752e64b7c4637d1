import fc from "fast-check";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { inInsights, inLake, mappedEvents } from "./mappedEvents";
import { compiled, ruleText } from "./rules";

const fields = ["eventType", "displayMessage", "outcome.reason", "client.userAgent.os"] as const;
const texts = ["a", "A", "ab", "ba", "a b", "a%b", "a_b", "a\\b", "a.b", "a/b", 'a"b', "a'b", "12", "2"];
const values = [...texts, "", "*", "a*", "*b", "a?b", "a\\*", "*\\\\*"];
const modifiers = ["", "|contains", "|startswith", "|endswith", "|cased", "|contains|cased", "|neq", "|contains|neq"];
const expressions = ["a", "^a", "b$", "a.b", "[ab]{2}", "^a*", "(a|b)/", "\\d+"];

const item = fc.oneof(
  fc.tuple(
    fc.constantFrom(...fields),
    fc.constantFrom(...modifiers),
    fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  ),
  fc.tuple(fc.constantFrom(...fields), fc.constantFrom("|re", "|re|i"), fc.constantFrom(...expressions)),
  fc.tuple(fc.constantFrom(...fields), fc.constant("|exists"), fc.boolean()),
  fc.tuple(fc.constantFrom(...fields), fc.constantFrom("|gt", "|lte"), fc.constantFrom(1, 12)),
  fc.tuple(fc.constantFrom(...fields), fc.constant(""), fc.constant(null)),
);
const selection = fc
  .array(item, { minLength: 1, maxLength: 2 })
  .map((items) => Object.fromEntries(items.map(([field, modifier, value]) => [`${field}${modifier}`, value])));
const rule = fc.record({
  a: selection,
  b: selection,
  c: fc.array(selection, { minLength: 1, maxLength: 2 }),
  condition: fc.constantFrom(
    "a",
    "not a",
    "a and not b",
    "not (a or b) and c",
    "1 of them",
    "all of them",
    "a or b and not c",
  ),
});

/** Every field with every text, and events without some of the fields. */
const events: readonly JsonObject[] = [
  {},
  ...texts.flatMap((text, index): readonly JsonObject[] => [
    { eventType: text },
    { eventType: "a", displayMessage: text, outcome: { reason: texts.at(index - 3) ?? "" } },
    { displayMessage: "", client: { userAgent: { os: text } } },
  ]),
];

test("any rule selects the same events in CloudTrail Lake and in Logs Insights, and is never null", async () => {
  const mapped = await mappedEvents("okta", events);
  await fc.assert(
    fc.asyncProperty(rule, async (detection) => {
      const one = compiled(ruleText(JSON.stringify(detection)).replace("detection:\n ", "detection:"));
      const lake = await inLake(mapped, one);
      const others = await mapped.store.select(["eventID"], `NOT ${one.predicates.trino}`);
      expect({ insights: await inInsights(mapped, one) }).toEqual({ insights: lake });
      expect(others.length).toBe(events.length - lake.length);
    }),
    { numRuns: 60 },
  );
  await mapped.store.close();
}, 120_000);
