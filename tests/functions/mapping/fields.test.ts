import { compileMapping } from "../../../functions/mapping/compiledMapping";
import { errorCodeOf, errorMessageOf } from "../../../functions/mapping/failure";
import type { FailureRule, TextRule } from "../../../functions/mapping/fieldMapping";
import { type FoundText, findText } from "../../../functions/mapping/fields";
import type { JsonObject } from "../../../functions/mapping/json";
import { custom } from "../../../functions/vendors/custom";

function search(detail: JsonObject) {
  return { detail, envelope: { detail }, unexpectedTypes: 0 };
}

function found(version: TextRule, detail: JsonObject): FoundText | undefined {
  return findText(search(detail), compileMapping({ ...custom.mapping, version }).version);
}

describe("a text by cases", () => {
  const rule: TextRule = {
    cases: [
      { when: { field: "bot", values: ["true"] }, text: "Bot" },
      { when: { field: "action", pattern: "login" }, from: ["user", "login"], text: "nobody" },
      { when: { field: "app" }, from: ["app.kind"] },
    ],
    from: ["kind"],
    otherwise: "User",
  };

  test.each<[JsonObject, string]>([
    [{ bot: true, kind: "Staff" }, "Bot"],
    [{ bot: false, kind: "Staff" }, "Staff"],
    [{ action: "Login.failed", user: "", login: "ann" }, "ann"],
    [{ action: "login.failed", kind: "Staff" }, "nobody"],
    [{ app: { id: 1 }, kind: "Staff" }, "Staff"],
    [{ app: { kind: "Service" }, kind: "Staff" }, "Service"],
    [{ user: "ann" }, "User"],
  ])("%j", (detail, text) => {
    expect(found(rule, detail)?.text).toBe(text);
  });

  test("names the place of a text that was found whole", () => {
    expect(found(rule, { action: "login", login: "ann" })).toMatchObject({ text: "ann", whole: ["login"] });
    expect(found(rule, { bot: true })).toEqual({ text: "Bot" });
  });
});

test.each<[JsonObject, string]>([
  [{ id: -1, name: "ann" }, "ann"],
  [{ id: "UNKNOWN", name: "unknown" }, "none"],
  [{ id: 0, name: "ann" }, "0"],
])("values that say nobody are passed over: %j", (detail, text) => {
  expect(found({ from: ["id", "name"], except: ["-1", "unknown"], otherwise: "none" }, detail)?.text).toBe(text);
});

describe("a failure", () => {
  const failure: FailureRule = {
    when: [
      { field: "status", atLeast: 400 },
      { field: "result", values: ["denied"] },
    ],
    errorCode: { from: ["code"] },
    errorMessage: { from: ["why"] },
  };
  const compiled = compileMapping({ ...custom.mapping, failure }).failure;

  test.each<[JsonObject, string | undefined]>([
    [{ status: 404, code: "NotFound" }, "NotFound"],
    [{ status: 200, result: "Denied" }, "Unknown"],
    [{ status: 200, result: "granted", code: "Fine" }, undefined],
    [{}, undefined],
  ])("holds where one of its conditions does, and has a code: %j", (detail, code) => {
    expect(errorCodeOf(search(detail), compiled)).toBe(code);
  });

  test("has a message where one is found", () => {
    expect(errorMessageOf(search({ why: "no such page" }), compiled)).toBe("no such page");
    expect(errorMessageOf(search({}), compiled)).toBeUndefined();
  });
});
