import { compileCondition, holds } from "../../../functions/mapping/condition";
import type { Condition } from "../../../functions/mapping/fieldMapping";
import type { JsonObject } from "../../../functions/mapping/values/json";

// Case-insensitive, a boolean as its text; a number as the lowest match; a field alone matches any value that is not empty.
test.each<[Condition, readonly JsonObject[], readonly JsonObject[]]>([
  [
    { field: "result", values: ["Failure"] },
    [{ result: "FAILURE" }, { result: "failure" }],
    [{ result: "failures" }, { result: "" }, { result: null }, {}],
  ],
  [{ field: "ok", values: ["false"] }, [{ ok: false }, { ok: "false" }], [{ ok: true }, { ok: 0 }]],
  [
    { field: "status", atLeast: 400 },
    [{ status: 400 }, { status: "503" }],
    [{ status: 399 }, { status: "teapot" }, { status: "" }, { status: [500] }],
  ],
  [
    { field: "error" },
    [{ error: "x" }, { error: 0 }, { error: ["x"] }, { error: { code: null } }],
    [{ error: [] }, { error: {} }, { error: "" }, { error: false }, { error: null }, {}],
  ],
  [
    { field: "results.*.result", values: ["failed"] },
    [{ results: [...Array(40).fill({ result: "OK" }), { result: "Failed" }] }],
    [{ results: [{ result: "OK" }, null, "Failed", ["Failed"]] }, { results: { 0: { result: "Failed" } } }, {}],
  ],
  [
    { field: ["other", "results.*.result"], values: ["failed"] },
    [{ results: [{ result: "OK" }, { result: "Failed" }] }],
    [{ results: [{ result: "OK" }] }, { results: [] }],
  ],
  [
    { field: "a.*.b.*.c", atLeast: 400 },
    [{ a: [{ b: [] }, { b: [{ c: 200 }, { c: 500 }] }] }],
    [{ a: [{ b: [{ c: 200 }] }] }],
  ],
  // The first field with a text decides.
  [
    { field: ["data.type", "type"], values: ["f"] },
    [
      { data: { type: "" }, type: "f" },
      { data: { type: { type: "f" } }, type: "F" },
    ],
    [{ data: { type: "s" }, type: "f" }],
  ],
  // A value or a pattern is enough.
  [
    { field: "action", values: ["rejected"], pattern: "_failed$" },
    [{ action: "Login_Failed" }, { action: "rejected" }],
    [{ action: "rejected_failed_once" }],
  ],
])("the condition %j matches only the first events", (condition, holding, others) => {
  const compiled = compileCondition(condition);
  expect([...holding, ...others].filter((detail) => holds(compiled, detail))).toEqual(holding);
});
