import { compileCondition, holds } from "../../../functions/mapping/condition";
import type { Condition } from "../../../functions/mapping/fieldMapping";
import type { JsonObject } from "../../../functions/mapping/values/json";

function check(condition: Condition, detail: JsonObject): boolean {
  return holds(compileCondition(condition), detail);
}

test.each<[JsonObject, boolean]>([
  [{ result: "FAILURE" }, true],
  [{ result: "failure" }, true],
  [{ result: "failures" }, false],
  [{ result: "" }, false],
  [{ result: null }, false],
  [{}, false],
])("a value is compared in any case: %j", (detail, expected) => {
  expect(check({ field: "result", values: ["Failure"] }, detail)).toBe(expected);
});

test.each<[JsonObject, boolean]>([
  [{ ok: false }, true],
  [{ ok: "false" }, true],
  [{ ok: true }, false],
  [{ ok: 0 }, false],
])("a boolean counts as its text: %j", (detail, expected) => {
  expect(check({ field: "ok", values: ["false"] }, detail)).toBe(expected);
});

test.each<[JsonObject, boolean]>([
  [{ status: 400 }, true],
  [{ status: "503" }, true],
  [{ status: 399 }, false],
  [{ status: "teapot" }, false],
  [{ status: "" }, false],
  [{ status: [500] }, false],
])("a number is compared with the lowest that counts: %j", (detail, expected) => {
  expect(check({ field: "status", atLeast: 400 }, detail)).toBe(expected);
});

test.each<[JsonObject, boolean]>([
  [{ error: "x" }, true],
  [{ error: 0 }, true],
  [{ error: ["x"] }, true],
  [{ error: { code: null } }, true],
  [{ error: [] }, false],
  [{ error: {} }, false],
  [{ error: "" }, false],
  [{ error: false }, false],
  [{ error: null }, false],
  [{}, false],
])("a field alone asks for anything that is not empty: %j", (detail, expected) => {
  expect(check({ field: "error" }, detail)).toBe(expected);
});

test.each<[JsonObject, boolean]>([
  [{ results: [...Array(40).fill({ result: "OK" }), { result: "Failed" }] }, true],
  [{ results: [{ result: "OK" }, null, "Failed", ["Failed"]] }, false],
  [{ results: { 0: { result: "Failed" } } }, false],
  [{ results: [] }, false],
  [{}, false],
])("any object of a list is enough: %#", (detail, expected) => {
  expect(check({ field: "results.*.result", values: ["failed"] }, detail)).toBe(expected);
  expect(check({ field: ["other", "results.*.result"], values: ["failed"] }, detail)).toBe(expected);
});

test("a list may be in the objects of another", () => {
  const condition = { field: "a.*.b.*.c", atLeast: 400 };
  expect(check(condition, { a: [{ b: [] }, { b: [{ c: 200 }, { c: 500 }] }] })).toBe(true);
  expect(check(condition, { a: [{ b: [{ c: 200 }] }] })).toBe(false);
});

test("the first field that holds a text decides", () => {
  const condition = { field: ["data.type", "type"], values: ["f"] };
  expect(check(condition, { data: { type: "s" }, type: "f" })).toBe(false);
  expect(check(condition, { data: { type: "" }, type: "f" })).toBe(true);
  expect(check(condition, { data: { type: { type: "f" } }, type: "F" })).toBe(true);
});

test("a value or a pattern is enough", () => {
  const condition = { field: "action", values: ["rejected"], pattern: "_failed$" };
  expect(check(condition, { action: "Login_Failed" })).toBe(true);
  expect(check(condition, { action: "rejected" })).toBe(true);
  expect(check(condition, { action: "rejected_failed_once" })).toBe(false);
});
