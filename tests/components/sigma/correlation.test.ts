import { compileRule } from "../../../components/detections/sigma/compileRule";
import { mappedEvents } from "./mappedEvents";
import { ruleText, selected } from "./rules";

/* Source: Sigma correlation rules specification 2.1. */
const base = (name: string, eventType: string) =>
  `${ruleText(`sel: { eventType: ${eventType} }\ncondition: sel`)}name: ${name}\ntags: [attack.t1110]\n---\n`;
const correlation = (body: string) => `title: Many\nid: 0d7b2f0e-1d8e-4b69-8d6a-0f3c3a9a5b10\n${body}\n`;

describe("a correlation", () => {
  it("replaces its rules, with their level, tags and condition", async () => {
    const text = `${base("one", "a")}${base("two", "b")}${correlation(
      "correlation: { type: event_count, rules: [one, two], group-by: [actor.id], timespan: 2h, condition: { gt: 4 } }",
    )}`;
    const [rule, ...others] = compileRule(text, "rules/many-failures.yml");
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      name: "many-failures",
      id: "0d7b2f0e-1d8e-4b69-8d6a-0f3c3a9a5b10",
      title: "Many",
      vendor: "okta",
      level: "high",
      tags: ["attack.t1110"],
      correlation: { type: "event_count", timespanSeconds: 7_200, condition: { gt: 4 } },
    });
    if (rule === undefined) {
      throw new Error("no rule");
    }
    expect(
      await selected(
        "okta",
        rule,
        ["a", "b", "c"].map((eventType) => ({ eventType })),
      ),
    ).toEqual([0, 1]);
  });

  it("keeps its rules if they generate findings themselves", () => {
    const text = `${base("one", "a")}${correlation(
      "correlation: { type: event_count, rules: one, group-by: [actor.id], timespan: 1d, condition: { gte: 2 } }\ngenerate: true",
    )}`;
    const rules = compileRule(text, "r.yml");
    expect(rules.map(({ name, title, correlation: counted }) => [name, title, counted?.timespanSeconds])).toEqual([
      ["r", "Many", 86_400],
      ["r-2", "A rule", undefined],
    ]);
  });

  it("reads groups and values from the events by name, column and alias", async () => {
    const text = `${base("one", "a")}${correlation(
      `correlation:
  type: value_count
  rules: [one]
  aliases: { who: { one: actor.alternateId } }
  group-by: [who, target.0.id, sourceIPAddress]
  timespan: 30s
  condition: { field: client.userAgent.browser, gte: 2 }`,
    )}`;
    const [rule] = compileRule(text, "r.yml");
    const { store } = await mappedEvents("okta", [
      {
        eventType: "a",
        actor: { id: "1", alternateId: "ann@example.com" },
        target: [{ id: "t1" }],
        client: { ipAddress: "192.0.2.1", userAgent: { browser: "Firefox" } },
      },
      { eventType: "a" },
    ]);
    const { groupBy = [], value } = rule?.correlation ?? {};
    const expressions = [...groupBy, ...(value === undefined ? [] : [value])].map(({ trino }) => trino);
    const rows = await store.select(expressions, rule?.predicates.trino);
    await store.close();
    expect(rows).toEqual([
      ["ann@example.com", "t1", "192.0.2.1", "Firefox"],
      [null, null, null, null],
    ]);
  });
});
