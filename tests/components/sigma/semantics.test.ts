import type { JsonObject } from "../../../functions/mapping/values/json";
import { compiled, ruleText, selected } from "./rules";

/*
 * The meaning of rules: Sigma specification 2.1 ("Sigma Rules Specification" and "Sigma Modifiers Appendix"). Each case has a detection, the events that it selects and those that it does not.
 */

interface Case {
  readonly detection: string;
  readonly product?: string;
  readonly yes: readonly JsonObject[];
  readonly no: readonly JsonObject[];
}

const type = (eventType: string): JsonObject => ({ eventType });
const uri = (requestUri: string): JsonObject => ({ eventType: "x", debugContext: { debugData: { requestUri } } });
const targets = (...names: readonly string[]): JsonObject => ({
  eventType: "x",
  target: names.map((displayName, index) => ({ id: `t${index}`, type: "User", displayName })),
});

const cases: Readonly<Record<string, Case>> = {
  "a value is the whole text, in any case": {
    detection: "sel:\n  eventType: User.Session.Start\ncondition: sel",
    yes: [type("user.session.start"), type("USER.SESSION.START")],
    no: [type("user.session.starts"), type("a.user.session.start"), {}],
  },
  "a list of values is any of them": {
    detection: "sel:\n  eventType:\n    - one\n    - two\ncondition: sel",
    yes: [type("one"), type("two")],
    no: [type("three")],
  },
  "a map is all of its fields": {
    detection: "sel:\n  eventType: one\n  outcome.result: FAILURE\ncondition: sel",
    yes: [{ eventType: "one", outcome: { result: "FAILURE" } }],
    no: [type("one"), { eventType: "two", outcome: { result: "FAILURE" } }],
  },
  "a list of maps is any of them": {
    detection: "sel:\n  - eventType: one\n  - outcome.result: FAILURE\ncondition: sel",
    yes: [type("one"), { eventType: "two", outcome: { result: "FAILURE" } }],
    no: [type("two")],
  },
  "stars are any characters, and a question mark is one": {
    detection: "sel:\n  eventType: user.*.s?art\ncondition: sel",
    yes: [type("user.session.start"), type("user..sfart")],
    no: [type("user.session.sart"), type("user.session.start2"), type("userXsession.start")],
  },
  "an escaped wildcard is itself, and so are the wildcards of SQL": {
    detection:
      "sel:\n  debugContext.debugData.requestUri:\n    - 'a\\*b'\n    - '*100%_*'\n    - 'c\\\\*'\ncondition: sel",
    yes: [uri("a*b"), uri("x100%_y"), uri("c\\anything")],
    no: [uri("aXb"), uri("x100y_z"), uri("x100%zz"), uri("canything")],
  },
  "quotes of every kind are plain characters": {
    detection: 'sel:\n  debugContext.debugData.requestUri: |-\n    it\'s "so" `x`\ncondition: sel',
    yes: [uri('it\'s "so" `x`')],
    no: [uri("its so x")],
  },
  "contains, startswith and endswith are parts of the text": {
    detection:
      "sel_a:\n  debugContext.debugData.requestUri|contains: /Admin/\nsel_b:\n  debugContext.debugData.requestUri|startswith: start/\nsel_c:\n  debugContext.debugData.requestUri|endswith: .end\ncondition: 1 of sel_*",
    yes: [uri("/x/admin/y"), uri("START/x"), uri("x.end")],
    no: [uri("admin"), uri("x/start/"), uri("x.end/"), type("x")],
  },
  "all of a list must be in the text": {
    detection: "sel:\n  debugContext.debugData.requestUri|contains|all: [one, two]\ncondition: sel",
    yes: [uri("two and one")],
    no: [uri("one"), uri("two")],
  },
  "cased compares the case": {
    detection: "sel:\n  eventType|cased: One\ncondition: sel",
    yes: [type("One")],
    no: [type("one")],
  },
  "a regular expression is found anywhere, in its own case": {
    detection: "sel:\n  debugContext.debugData.requestUri|re: 'a/[0-9]{2}'\ncondition: sel",
    yes: [uri("xa/12y")],
    no: [uri("xA/12y"), uri("a/1")],
  },
  "a regular expression with the flag i is found in any case": {
    detection: "sel:\n  debugContext.debugData.requestUri|re|i: '^a/[0-9]{2}'\ncondition: sel",
    yes: [uri("A/12y")],
    no: [uri("xA/12")],
  },
  "a regular expression that the empty text matches needs the field": {
    detection: "sel:\n  debugContext.debugData.requestUri|re: '^x*'\ncondition: sel",
    yes: [uri("abc")],
    no: [type("x")],
  },
  "null is an absent field, and the empty text is not": {
    detection: "sel:\n  displayMessage: null\ncondition: sel",
    yes: [type("a"), { eventType: "a", displayMessage: null }],
    no: [
      { eventType: "a", displayMessage: "b" },
      { eventType: "a", displayMessage: "" },
    ],
  },
  "the empty text is a value": {
    detection: "sel:\n  displayMessage: ''\ncondition: sel",
    yes: [{ eventType: "a", displayMessage: "" }],
    no: [type("a"), { eventType: "a", displayMessage: "b" }],
  },
  "a lone star is any value": {
    detection: "sel:\n  displayMessage: '*'\ncondition: sel",
    yes: [{ eventType: "a", displayMessage: "b" }],
    no: [type("a")],
  },
  "exists is whether there is a value": {
    detection: "sel:\n  displayMessage|exists: true\n  severity|exists: false\ncondition: sel",
    yes: [{ eventType: "a", displayMessage: "b" }],
    no: [type("a"), { eventType: "a", displayMessage: "b", severity: "INFO" }],
  },
  "a placeholder of the audit event is no value": {
    detection: "sel:\n  eventType|exists: false\n  actor.type: null\ncondition: sel",
    yes: [{ displayMessage: "x" }],
    no: [type("a"), { actor: { type: "User" } }],
  },
  "an absent field has no value where another stands in the audit event's column": {
    detection: "sel:\n  actor.id: null\n  eventType: a\ncondition: sel",
    yes: [{ eventType: "a", actor: { alternateId: "ann@example.com" } }],
    no: [{ eventType: "a", actor: { id: "1", alternateId: "ann@example.com" } }],
  },
  "not holds where the field is absent": {
    detection: "sel:\n  eventType: a\nfilter:\n  displayMessage|contains: b\ncondition: sel and not filter",
    yes: [type("a"), { eventType: "a", displayMessage: "c" }],
    no: [{ eventType: "a", displayMessage: "abc" }, type("b")],
  },
  "neq holds where the field has none of the values": {
    detection: "sel:\n  displayMessage|neq: [a, b]\ncondition: sel",
    yes: [type("x"), { eventType: "x", displayMessage: "c" }],
    no: [
      { eventType: "x", displayMessage: "A" },
      { eventType: "x", displayMessage: "b" },
    ],
  },
  "numbers compare as numbers": {
    detection: "sel:\n  risk_score|gte: 9\n  risk_score|lt: 100\ncondition: sel",
    product: "onelogin",
    yes: [
      { event_type_id: 5, risk_score: 10 },
      { event_type_id: 5, risk_score: "99.5" },
    ],
    no: [
      { event_type_id: 5, risk_score: 8 },
      { event_type_id: 5, risk_score: 100 },
      { event_type_id: 5, risk_score: "much" },
      { event_type_id: 5 },
    ],
  },
  "a number is the text or the number of its digits": {
    detection: "sel:\n  event_type_id: 5\ncondition: sel",
    product: "onelogin",
    yes: [{ event_type_id: 5 }, { event_type_id: "5" }],
    no: [{ event_type_id: 55 }],
  },
  "a boolean is its word": {
    detection: "sel:\n  securityContext.isProxy: 'true'\ncondition: sel",
    yes: [{ eventType: "a", securityContext: { isProxy: true } }],
    no: [{ eventType: "a", securityContext: { isProxy: false } }, type("a")],
  },
  "a field can be compared with another": {
    detection: "sel:\n  actor.displayName|fieldref: actor.alternateId\ncondition: sel",
    yes: [{ eventType: "x", actor: { displayName: "Ann@example.com", alternateId: "ann@example.com" } }],
    no: [
      { eventType: "x", actor: { displayName: "Ann", alternateId: "ann@example.com" } },
      { eventType: "x", actor: { id: "1" } },
    ],
  },
  "an address is in a network": {
    detection:
      "sel:\n  client.ipAddress|cidr:\n    - 192.0.2.64/26\n    - 198.51.100.0/23\n    - 2001:db8:1::/48\ncondition: sel",
    yes: ["192.0.2.64", "192.0.2.127", "198.51.101.255", "2001:db8:1::7"].map((ipAddress) => ({
      eventType: "x",
      client: { ipAddress },
    })),
    no: ["192.0.2.63", "192.0.2.128", "198.51.102.0", "2001:db8:2::7"].map((ipAddress) => ({
      eventType: "x",
      client: { ipAddress },
    })),
  },
  "a part of the event's time is a number": {
    detection: "sel:\n  published|hour: [9, 23]\ncondition: sel",
    yes: [
      { eventType: "x", published: "2026-11-20T09:59:59.999Z" },
      { eventType: "x", published: "2026-11-20T23:00:00.000Z" },
    ],
    no: [{ eventType: "x", published: "2026-11-20T10:00:00.000Z" }],
  },
  "a field of a list is that of any item": {
    detection: "sel:\n  target.displayName: Okta Admin Console\ncondition: sel",
    yes: [targets("okta admin console"), targets("a", "Okta Admin Console")],
    no: [targets("a", "b"), targets(), type("x")],
  },
  "none of a list's items has a value where not stands before": {
    detection: "sel:\n  eventType: x\nfilter:\n  target.displayName|startswith: a\ncondition: sel and not filter",
    yes: [targets("b"), targets(), type("x")],
    no: [targets("b", "a1")],
  },
  "one item of a list can be named": {
    detection: "sel:\n  target.1.displayName: b\ncondition: sel",
    yes: [targets("a", "b")],
    no: [targets("b", "a")],
  },
  "a list of texts is any of them, and may be one text": {
    detection: "sel:\n  config.events: push\ncondition: sel",
    product: "github",
    yes: [
      { action: "hook.create", config: { events: ["pull", "push"] } },
      { action: "hook.create", config: { events: "push" } },
    ],
    no: [{ action: "hook.create", config: { events: ["pull", "pushed"] } }, { action: "hook.create" }],
  },
  "a field may be named by its place in the audit event": {
    detection: "sel:\n  eventName: a\n  additionalEventData.displayMessage: b\ncondition: sel",
    yes: [{ eventType: "a", displayMessage: "b" }],
    no: [type("a")],
  },
  "a field of Auth0 may be named with data and without, in both forms of its events": {
    detection: "sel_a:\n  data.type: fp\nsel_b:\n  details.reason: '7'\ncondition: all of them",
    product: "auth0",
    yes: [
      { log_id: "1", data: { type: "fp", date: "2026-11-20T09:00:00Z", details: { reason: "7" } } },
      { log_id: "2", type: "fp", date: "2026-11-20T09:00:00Z", details: { reason: "7" } },
    ],
    no: [{ log_id: "3", data: { type: "fp", details: {} } }],
  },
  "base64offset finds a text in Base64 wherever it begins": {
    detection: "sel:\n  debugContext.debugData.requestUri|base64offset|contains: secret\ncondition: sel",
    yes: ["secret", "1secret2", "12secret3456"].map((text) => uri(`/${Buffer.from(text).toString("base64")}`)),
    no: [uri("/secret"), uri(`/${Buffer.from("public").toString("base64")}`)],
  },
  "wide and base64 encode one after the other": {
    detection: "sel:\n  debugContext.debugData.requestUri|wide|base64: abc\ncondition: sel",
    yes: [uri(Buffer.from("abc", "utf16le").toString("base64"))],
    no: [uri(Buffer.from("abc").toString("base64"))],
  },
  "windash is every kind of dash before a word": {
    detection: "sel:\n  displayMessage|windash|contains: ' -a'\ncondition: sel",
    yes: [" -a", " /a", " \u2013a", " \u2014a", " \u2015a"].map((text) => ({
      eventType: "x",
      displayMessage: `run${text}`,
    })),
    no: [{ eventType: "x", displayMessage: "run a" }],
  },
  "keywords are anywhere in the event": {
    detection: "words:\n  - GRAPES\n  - pears\ncondition: words",
    yes: [{ eventType: "x", displayMessage: "some grapes" }, uri("/pears")],
    no: [{ eventType: "x", displayMessage: "apples" }],
  },
  "all keywords must be in the event under |all": {
    detection: "words:\n  '|all': [grapes, pears]\ncondition: words",
    yes: [{ eventType: "grapes", displayMessage: "pears" }],
    no: [{ eventType: "grapes" }],
  },
  "and binds more than or, and not more than and": {
    detection: "a: { eventType: a }\nb: { displayMessage: b }\nc: { severity: c }\ncondition: a or b and not c",
    yes: [type("a"), { eventType: "x", displayMessage: "b" }, { eventType: "a", displayMessage: "b", severity: "c" }],
    no: [{ eventType: "x", displayMessage: "b", severity: "c" }],
  },
  "parentheses bind first": {
    detection: "a: { eventType: a }\nb: { displayMessage: b }\nc: { severity: c }\ncondition: (a or b) and not c",
    yes: [type("a")],
    no: [{ eventType: "a", severity: "c" }],
  },
  "them are all selections but those that begin with an underscore": {
    detection: "a: { eventType: a }\n_b: { eventType: b }\ncondition: 1 of them or (_b and a)",
    yes: [type("a")],
    no: [type("b")],
  },
  "a list of conditions is any of them": {
    detection: "a: { eventType: a }\nb: { eventType: b }\ncondition:\n  - a\n  - b",
    yes: [type("a"), type("b")],
    no: [type("c")],
  },
};

test.each(Object.entries(cases))("%s", async (_name, { detection, product = "okta", yes, no }) => {
  const warn = jest.fn();
  const rule = compiled(ruleText(detection, product), { warn });
  expect(await selected(product, rule, [...yes, ...no])).toEqual(yes.map((_, index) => index));
  expect(rule.predicates.insightsRefusal).toBeUndefined();
});

test("a placeholder stands for each value of its setting", async () => {
  const text = ruleText("sel:\n  actor.alternateId|contains|expand: '%admins%'\ncondition: sel");
  const rule = compiled(text, { placeholders: { admins: ["ann@", "bob@"] } });
  const by = (alternateId: string) => ({ eventType: "x", actor: { id: "1", alternateId } });
  const events = [by("ann@example.com"), by("bob@example.com"), by("carl@example.com")];
  expect(await selected("okta", rule, events)).toEqual([0, 1]);
});
