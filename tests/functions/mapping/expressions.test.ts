import { compileExpression } from "../../../functions/mapping/expressions";

const envelope = { id: "e-1", source: "hr.example.com", detail: {} };
const event = { action: "login", ok: false, count: 5, tags: ["a", "b"], actor: { id: "u-1", none: null } };

function evaluate(text: string) {
  return compileExpression(text)(event, envelope);
}

describe("an expression finds", () => {
  test.each([
    ["event.actor.id", "u-1"],
    ["event['action']", "login"],
    ["event.tags[1]", "b"],
    ["'User'", "User"],
    ["event.ok ? 'Done' : 'Failed'", "Failed"],
    ["event.?actor.?name.orValue('nobody')", "nobody"],
    ["event.action + '.' + event.actor.id", "login.u-1"],
    ["{'target': event.actor, 'kind': 1}", { target: event.actor, kind: 1 }],
    ["{'a': 'b', 'c': 1}", { a: "b", c: 1 }],
    ["event.tags.filter(tag, tag != 'a')", ["b"]],
    ["1 + 1", 2],
    ["9007199254740993", "9007199254740993"],
    ["timestamp('2026-01-02T03:04:05Z')", "2026-01-02T03:04:05.000Z"],
    ["envelope.source", "hr.example.com"],
    ["event.count == 5", true],
    ["event.action.matches('^log')", true],
  ])("%s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  test.each([
    "event.nothing",
    "event.nothing.below",
    "event.action.below",
    "event.tags[7]",
    "event.actor.none",
    "event.?nothing.?below",
    "event.constructor",
    "event['__proto__']",
    "null",
  ])("nothing with %s", (text) => {
    expect(evaluate(text)).toBeUndefined();
  });
});

test.each([
  ["event.action + 1", "no such overload: dyn<string> + int"],
  ["event.action > 1", "no such overload: dyn<string> > int"],
  ["int(event.action)", "int() type error: cannot convert to int"],
])("an event of other types fails %s", (text, message) => {
  expect(() => evaluate(text)).toThrow(message);
});

test.each([
  ["event.a ||", "Unexpected token: EOF"],
  ["event.a ? 'x'", "Expected COLON"],
  ["user.id", "Unknown variable: user"],
  ["lower(event.a)", "found no matching overload for 'lower(dyn)'"],
  ["event.a ? 1 : 'x'", "Ternary branches must have the same type"],
  ["", "Unexpected token: EOF"],
])("%s is no expression", (text, message) => {
  expect(() => compileExpression(text)).toThrow(message);
});
