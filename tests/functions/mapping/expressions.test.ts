import fc from "fast-check";
import { maximumDepth } from "../../../functions/limits/limits";
import { compileExpression } from "../../../functions/mapping/configured/expressions";
import type { JsonObject, JsonValue } from "../../../functions/mapping/values/json";

const envelope = { id: "e-1", source: "hr.example.com", detail: {} };
const event = { action: "login", ok: false, count: 5, tags: ["a", "b"], actor: { id: "u-1" }, none: null };

function evaluate(text: string, of: JsonObject = event) {
  return compileExpression(text).find(of, envelope);
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
    ["uint(3)", 3],
    ["duration('3.5s')", "3.5s"],
    ["b'abc'", "YWJj"],
  ])("%s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  test.each(["event.none", "event.?nothing.?below", "event[?'nothing']", "''", "[]", "null"])(
    "no value with %s",
    (text) => {
      expect(evaluate(text)).toBeUndefined();
    },
  );
});

test.each([
  ["event.nothing", "No such key: nothing"],
  ["event.nothing.below", "No such key: nothing"],
  ["event.action.below", "No such key: below"],
  ["event.tags[7]", "No such key: index out of bounds, index 7 >= size 2"],
  ["event.constructor", "No such key: constructor"],
  ["event['__proto__']", "No such key: __proto__"],
  ["event.action + event.count", "no such overload: dyn<string> + dyn<double>"],
  ["event.action > 1", "no such overload: dyn<string> > int"],
  ["int(event.action)", "int() type error: cannot convert to int"],
])("an event with a missing field or one of another type fails %s", (text, message) => {
  expect(() => evaluate(text)).toThrow(message);
});

test.each([
  ["event.a ||", "Unexpected token: EOF"],
  ["event.a ? 'x'", "Expected COLON"],
  ["lower(event.a)", "found no matching overload for 'lower(dyn)'"],
  ["event.a ? 1 : 'x'", "Ternary branches must have the same type"],
  ["", "Unexpected token: EOF"],
  ["matches(event.a)", "found no matching overload for 'matches(dyn)'"],
  // Source: RE2 wiki, Syntax: look-around and back-references are not supported.
  ["event.a.matches('(?=x)')", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
  ["extract(event.a, '(a)\\\\1')", "error parsing regexp: invalid escape sequence: `\\1`"],
  ["event.a.matches('(')", "error parsing regexp: missing closing ): `(`"],
])("%s is not an expression", (text, message) => {
  expect(() => compileExpression(text)).toThrow(message);
});

// Mistakes in a user's first mapping.
test.each([
  ["User", `Unknown variable: User; write a text in quotes, in YAML "'User'"`],
  ["Logged in", `Unexpected token: EOF; write a text in quotes, in YAML "'Logged in'"`],
  ["user.id", "Unknown variable: user; an expression starts with event or envelope; write a text in quotes"],
  ["item.name", "Unknown variable: item; item is available only in a mapping with forEach"],
  ["event.event-type", 'no such overload: dyn - type; write a field whose name has a hyphen as event["event-type"]'],
  [
    "event.actor.user-id + 'x'",
    'Unknown variable: id; write a field whose name has a hyphen as event.actor["user-id"]',
  ],
  [
    "event.t / 1000",
    "event.t / 1000 never has a value, because CEL reads an event's numbers as doubles; write 1000.0 for 1000",
  ],
  [
    "event.ok ? 2 * event['n'] : 0",
    "2 * event['n'] never has a value, because CEL reads an event's numbers as doubles; write 2.0 for 2",
  ],
  [
    "event.t % 60",
    "event.t % 60 never has a value, because CEL reads an event's numbers as doubles; write int(event.t) for event.t",
  ],
])("%s is refused with a suggestion", (text, message) => {
  expect(() => compileExpression(text)).toThrow(new Error(message));
});

test.each([
  ["event.count / 2.0", 2.5],
  ["int(event.count) % 2", 1],
  ["size(event.tags) + 1", 3],
  ["event['a-b']", "c"],
])("%s, as suggested, is accepted", (text, expected) => {
  expect(evaluate(text, { ...event, "a-b": "c" })).toBe(expected);
});

describe("the functions of a mapping", () => {
  const data: JsonObject = {
    text: '{"user":{"id":9007199254740993001,"tags":["a"]}}',
    log: "login failed for user=bob from 203.0.113.7",
    parameters: [{ name: "role", value: "admin" }, { name: "scope" }, { value: "x" }, "y", { name: 7, value: [1] }],
  };

  test.each<[string, JsonValue | undefined]>([
    ["json(event.text).user.id", "9007199254740993001"],
    ["json(event.text).user", { id: "9007199254740993001", tags: ["a"] }],
    ["extract(event.log, 'user=([a-z]+)')", "bob"],
    ["extract(event.log, '[0-9]+[.][0-9.]+')", "203.0.113.7"],
    ["extract(event.log, 'host=(.*)')", undefined],
    ["event.log.replace('login', 'sign-in').startsWith('sign-in')", true],
    // Source: CEL's extension of string functions, replace.
    ["'hello hello'.replace('he', 'we')", "wello wello"],
    ["'hello hello'.replace('he', '$&')", "$&llo $&llo"],
    ["pairs(event.parameters, 'name', 'value').role", "admin"],
    ["pairs(event.parameters, 'name', 'value')['7']", [1]],
  ])("%s", (text, expected) => {
    expect(evaluate(text, data)).toEqual(expected);
  });

  test("a replace with too long a result fails", () => {
    const of = compileExpression("event.text.replace(event.old, event.text)");
    const text = "a".repeat(1_000);
    expect(of.find({ text, old: "a" }, { detail: {} })).toBe("a".repeat(1_000_000));
    expect(() => of.find({ text: "a".repeat(20_000), old: "a" }, { detail: {} })).toThrow(/1048576 characters/);
    expect(() => of.find({ text: "a".repeat(20_000), old: "" }, { detail: {} })).toThrow(/1048576 characters/);
  });

  test("json fails for a text that is not JSON", () => {
    expect(() => evaluate("json(event.log)", data)).toThrow(SyntaxError);
  });
});

describe("regular expressions", () => {
  // Source: RE2 wiki, Syntax: \\pN is a Unicode class, (?i) folds case; CEL: a match anywhere in the text is enough.
  test.each([
    ["'Größe'.matches('^\\\\pL+$')", true],
    ["'ADMIN'.matches('(?i)admin')", true],
    ["'xadminx'.matches('admin')", true],
    ["'admin'.matches('^adm$')", false],
  ])("%s is %s", (text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });

  test("take linear time, also within macros and with an expression from the event", () => {
    const hostile = { list: [`${"a".repeat(20_000)}!`], pattern: "^(a+)+$" };
    const started = performance.now();
    for (const text of [
      "event.list[0].matches('^(a+)+$')",
      "event.list.exists(one, one.matches('^(a+)+$'))",
      "event.list.all(one, one.matches('^(a|a)*$'))",
      "event.list.exists_one(one, one.matches('^(a+)+$'))",
      "size(event.list.filter(one, one.matches('^(a+)+$'))) > 0",
      "size(event.list.map(one, one.matches('^(a+)+$'), one)) > 0",
      "event.list[0].matches(event.pattern)",
    ]) {
      expect(evaluate(text, hostile)).toBe(false);
    }
    // JavaScript's RegExp takes years for each.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("a computed value is sanitized like the event's own", () => {
  test.each([
    ["1.0 / 0.0", "Infinity"],
    ["'a\ud800b'", "a\ufffdb"],
  ])("%j", (text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });

  test("a value that nests too deeply ends in a note", () => {
    let deep: JsonValue = "x";
    for (let level = 0; level < 7_000; level++) {
      deep = [deep];
    }
    const value = compileExpression("envelope.deep").find({}, { detail: {}, deep });
    expect(JSON.stringify(value)).toBe(
      `${"[".repeat(maximumDepth)}"[nested more than ${maximumDepth} levels deep]"${"]".repeat(maximumDepth)}`,
    );
  });

  test("values of any event remain valid JSON", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (of) => {
        const value = compileExpression("{'event': event}").find(of as JsonObject, envelope);
        const written = JSON.stringify(value ?? null);
        expect(JSON.stringify(JSON.parse(written))).toBe(written);
      }),
    );
  });
});
