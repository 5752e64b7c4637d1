import { compileRule } from "../../../components/detections/sigma/compileRule";
import { ruleText } from "./rules";

/** Returns the message of the error for a text, without the name of the file. */
function refusalOf(text: string): string {
  try {
    compileRule(text, "r.yml");
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^r\.yml:/, "") : String(error);
  }
  return "";
}

const correlation = (body: string) =>
  `${ruleText("sel: { eventType: x }\ncondition: sel")}name: base\n---\ntitle: Many\ncorrelation:\n  ${body.replaceAll("\n", "\n  ")}\n`;
const counted = "type: event_count\nrules: [base]\ngroup-by: [actor.id]\ntimespan: 10m\ncondition: { gte: 5 }";

/** The detection begins on line 6 of a rule. */
const refusals: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  [
    "an unknown field",
    ruleText("sel: { evenType: x }\ncondition: sel"),
    /^6: "evenType" is not a field of okta's events; it must be one of .*Did you mean eventType\?.*additionalEventData\.NAME/,
  ],
  [
    "an unknown field below a known one",
    ruleText("sel: { actor.alternatId: x }\ncondition: sel"),
    /^6: "actor\.alternatId".*Did you mean actor\.alternateId\?/,
  ],
  [
    "an unknown modifier",
    ruleText("sel: { eventType|contain: x }\ncondition: sel"),
    /^6: "contain" is not a modifier; .*Did you mean contains\?/,
  ],
  [
    "modifiers that exclude each other",
    ruleText("sel: { eventType|contains|endswith: x }\ncondition: sel"),
    /^6: \|contains\|endswith has two modifiers that exclude each other/,
  ],
  ["a flag without re", ruleText("sel: { eventType|i: x }\ncondition: sel"), /^6: \|i needs \|re beside it/],
  [
    "text beside gt",
    ruleText("sel: { severity|gt: much }\ncondition: sel"),
    /^6: severity\|gt must be a number; it is "much"/,
  ],
  [
    "exists without a boolean",
    ruleText("sel: { severity|exists: maybe }\ncondition: sel"),
    /^6: severity\|exists must be true or false; it is "maybe"/,
  ],
  ["an empty list", ruleText("sel: { eventType: [] }\ncondition: sel"), /^6: eventType has an empty list/],
  [
    "a look-ahead",
    ruleText("sel: { eventType|re: 'a(?=b)' }\ncondition: sel"),
    /^6: The regular expression "a\(\?=b\)" is not one of RE2/,
  ],
  [
    "flags inside of an expression",
    ruleText("sel: { eventType|re: '(?i:a)b' }\ncondition: sel"),
    /^6: The regular expression .* use the modifiers \|i, \|m and \|s/,
  ],
  [
    "a placeholder without a setting",
    ruleText("sel: { actor.id|expand: '%admins%' }\ncondition: sel"),
    /^6: %admins% is a placeholder without a value\. Give the setting admins/,
  ],
  [
    "a list compared by its name alone",
    ruleText("sel: { target: x }\ncondition: sel"),
    /^6: target is a list of objects; name a field of theirs, such as target\.id/,
  ],
  [
    "a network with bits behind its prefix",
    ruleText("sel: { client.ipAddress|cidr: 10.0.0.1/8 }\ncondition: sel"),
    /^6: "10\.0\.0\.1\/8" has bits set behind its prefix/,
  ],
  [
    "a network of IPv6 in no whole groups",
    ruleText("sel: { client.ipAddress|cidr: '2001:db8::/33' }\ncondition: sel"),
    /^6: "2001:db8::\/33" cannot be expressed/,
  ],
  [
    "the hour of another field",
    ruleText("sel: { severity|hour: 3 }\ncondition: sel"),
    /^6: \|hour is of the time of the event alone/,
  ],
  [
    "fieldref of a list",
    ruleText("sel: { target.id|fieldref: actor.id }\ncondition: sel"),
    /^6: target\.id\|fieldref compares each item of a list/,
  ],
  [
    "AND in capitals",
    ruleText("sel: { eventType: x }\ncondition: sel AND sel"),
    /^7: The condition "sel AND sel" cannot be read: .*AND/,
  ],
  [
    "AND in capitals at the beginning",
    ruleText("sel: { eventType: x }\ncondition: NOT sel"),
    /^7: .* NOT has no place here; write not, in lower case/,
  ],
  [
    "an obsolete pipe",
    ruleText("sel: { eventType: x }\ncondition: sel | count() > 5"),
    /^7: .*the part behind \| is obsolete; count events with a correlation/,
  ],
  [
    "2 of",
    ruleText("sel: { eventType: x }\ncondition: 2 of sel*"),
    /^7: .*"2 of" is not in Sigma; use "1 of" or "all of"/,
  ],
  [
    "a pattern without a selection",
    ruleText("sel: { eventType: x }\ncondition: 1 of other*"),
    /^7: .*other\* matches no selection; there are sel/,
  ],
  [
    "an unknown selection",
    ruleText("sel: { eventType: x }\ncondition: sell"),
    /^7: "sell" is not a selection of this rule; it must be one of sel\. Did you mean sel\?/,
  ],
  ["an open parenthesis", ruleText("sel: { eventType: x }\ncondition: (sel"), /^7: .*\) is expected; there is the end/],
  ["a timeframe", ruleText("sel: { eventType: x }\ntimeframe: 5m\ncondition: sel"), /^7: timeframe is obsolete/],
  [
    "a product that is no vendor",
    ruleText("sel: { eventType: x }\ncondition: sel", "windows"),
    /^4: "windows" is not a product; it must be one of okta, onelogin, auth0, github/,
  ],
  [
    "another service",
    ruleText("sel: { eventType: x }\ncondition: sel").replace("product: okta", "product: okta\n  service: logs"),
    /^5: "logs" is not a service of okta; it must be one of okta/,
  ],
  [
    "an unknown level",
    ruleText("sel: { eventType: x }\ncondition: sel").replace("level: high", "level: severe"),
    /^8: "severe" is not a level; it must be one of informational, low, medium, high, critical/,
  ],
  [
    "a repeated key",
    ruleText("sel: { eventType: x }\nsel: { eventType: y }\ncondition: sel"),
    /^7: This is not valid YAML: .*unique/i,
  ],
  ["no condition", ruleText("sel: { eventType: x }"), /^6: condition is missing/],
  [
    "a correlation of the type temporal",
    correlation(counted.replace("event_count", "temporal")),
    /^13: The correlation type temporal is refused: .* use one of event_count, value_count/,
  ],
  [
    "a correlation of the type value_sum",
    correlation(counted.replace("event_count", "value_sum")),
    /^13: The correlation type value_sum is refused: sums are not supported/,
  ],
  [
    "an invalid timespan",
    correlation(counted.replace("10m", "10 minutes")),
    /^16: timespan must be a whole number with s, m, h or d, such as 10m; it is "10 minutes"/,
  ],
  ["no group-by", correlation(counted.replace("group-by: [actor.id]\n", "")), /^12: group-by is missing/],
  [
    "value_count without a field",
    correlation(counted.replace("event_count", "value_count")),
    /^17: value_count needs condition\.field/,
  ],
  [
    "an unknown bound",
    correlation(counted.replace("gte", "min")),
    /^17: "min" is not a bound of a correlation; it must be one of gte/,
  ],
  [
    "a group by a field that Logs Insights cannot name",
    correlation(counted.replace("actor.id", "'additionalEventData.a`b'")),
    /^12: Logs Insights cannot express the field additionalEventData\.a`b, whose name has a backtick/,
  ],
  [
    "an upper bound",
    correlation(counted.replace("gte", "lt")),
    /^17: The bound lt is refused: an event that arrives late could make a finding untrue; use gte or gt/,
  ],
  [
    "a rule that is not in the file",
    correlation(counted.replace("[base]", "[basis]")),
    /^12: "basis" is not a rule of this file, by name or id; it must be one of base/,
  ],
  [
    "a group by a field of a list",
    correlation(counted.replace("actor.id", "target.id")),
    /^12: target\.id is a field of a list; name one item, such as target\.0\.id/,
  ],
];

test.each(refusals)("%s is refused with its line", (_what, text, message) => {
  expect(refusalOf(text)).toMatch(message);
});

test("a selection that no condition uses is a warning", () => {
  const warn = jest.fn();
  compileRule(ruleText("sel: { eventType: x }\nother: { eventType: y }\ncondition: sel"), "r.yml", { warn });
  expect(warn.mock.calls).toEqual([["r.yml:7: No condition uses other."]]);
});

test("a rule that Logs Insights cannot express is reported by name, and keeps its SQL", () => {
  const [rule] = compileRule(ruleText("sel: { published|week: 3 }\ncondition: sel"), "r.yml");
  expect(rule?.predicates).toEqual({
    trino: "coalesce(week(eventTime) IN (3), false)",
    insightsRefusal: "Logs Insights cannot express the week of a time.",
  });
});
