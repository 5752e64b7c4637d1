import { ruleOverlaps } from "../../cli/docs/ruleOverlaps";
import { runRule } from "../../sandbox/detections/runRule";
import { inInsights, inLake, mappedEvents } from "../components/sigma/mappedEvents";
import { eventsIn, rulesOf, vendorsOfRules } from "./builtInRules";

// The events have the vendors' own forms; each file names their documents.
describe.each(vendorsOfRules)("the built-in rules of %s, after the mapping", (vendor) => {
  const rules = rulesOf(vendor);

  it("find each of their events and none of the near misses, in CloudTrail Lake and in Logs Insights", async () => {
    const single = rules.filter(({ rule }) => rule.correlation === undefined);
    const numbered = single.map(({ rule, cases }) => {
      const positive = eventsIn(cases.positive);
      return { rule, positive, all: [...positive, ...eventsIn(cases.negative)] };
    });
    const events = await mappedEvents(
      vendor,
      numbered.flatMap(({ all }) => all),
    );
    try {
      let first = 0;
      for (const { rule, positive, all } of numbered) {
        const own = (number: number) => number >= first && number < first + all.length;
        const expected = { rule: rule.name, events: positive.map((_, index) => first + index) };
        expect({ rule: rule.name, events: (await inLake(events, rule)).filter(own) }).toEqual(expected);
        expect({ rule: rule.name, events: (await inInsights(events, rule)).filter(own) }).toEqual(expected);
        first += all.length;
      }
    } finally {
      await events.store.close();
    }
  });

  it("that count events find each burst once, and nothing below the count", async () => {
    for (const { rule, cases } of rules.filter((one) => one.rule.correlation !== undefined)) {
      for (const [isFound, ofKind] of [
        [true, cases.positive],
        [false, cases.negative],
      ] as const) {
        for (const one of ofKind) {
          const { store } = await mappedEvents(vendor, eventsIn([one]));
          const found = await runRule(rule, store).finally(() => store.close());
          expect({ rule: rule.name, what: one.what, findings: found.length }).toEqual({
            rule: rule.name,
            what: one.what,
            findings: isFound ? 1 : 0,
          });
        }
      }
    }
  });
});

// As stated in the catalogue, docs/rules.md.
it.each(Object.entries(ruleOverlaps))("an event of %s is also an event of %s", async (special, general) => {
  const rules = rulesOf(special.replace(/-.*/, ""));
  const named = (name: string) => rules.filter(({ rule }) => rule.name === name);
  for (const { cases } of named(special)) {
    const { store } = await mappedEvents(special.replace(/-.*/, ""), eventsIn(cases.positive));
    try {
      for (const { rule } of [...named(special), ...named(general)]) {
        const found = await runRule(rule, store);
        expect({ rule: rule.name, isFound: found.length > 0 }).toEqual({ rule: rule.name, isFound: true });
      }
    } finally {
      await store.close();
    }
  }
  expect([named(special), named(general)].map(({ length }) => length)).toEqual([1, 1]);
});
