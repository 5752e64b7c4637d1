import type { JsonValue } from "../../../functions/mapping/values/json";
import { lakeFunctions } from "../../../sandbox/lake/functions/lakeFunctions";
import type { Lake } from "../../../sandbox/lake/lake";
import { readJson } from "../../support/readJson";
import { openLake } from "./stores";

/** A statement that reads no store, and Trino's result. */
interface Example {
  /** The function, or a kind of expression. */
  readonly of: string;
  readonly sql: string;
  readonly rows: JsonValue;
}

/** A statement that Trino refuses. */
interface Refusal {
  readonly sql: string;
  /** Trino's name of the error. */
  readonly code: string;
}

const { examples } = readJson<{ readonly examples: readonly Example[] }>(__dirname, "functionExamples.json");
const { refusals } = readJson<{ readonly refusals: readonly Refusal[] }>(__dirname, "refusalExamples.json");

let lake: Lake;
beforeAll(async () => {
  lake = await openLake({ now: () => Date.parse("2026-11-20T10:00:00Z") });
});
afterAll(() => lake.close());

/** The last digits of a double depend on the library that computed it. */
function rounded(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(rounded);
  return typeof value === "number" ? Number(value.toPrecision(14)) : value;
}

// The results are from Trino 400 itself.
test.each(examples.map(({ sql, rows }) => [sql, rows] as const))("%s has Trino's result", async (sql, rows) => {
  const answer = await lake.query(sql);
  expect(rounded(answer.rows.map((row) => [...row]))).toEqual(rounded(rows));
});

test("each function has an example", () => {
  const shown = new Set(examples.map((example) => example.of));
  expect([...lakeFunctions.keys()].filter((name) => !shown.has(name))).toEqual([]);
});

// Errors that Trino reports only when it computes the value.
const codesOfData: ReadonlySet<string> = new Set([
  "DIVISION_BY_ZERO",
  "INVALID_CAST_ARGUMENT",
  "INVALID_FUNCTION_ARGUMENT",
  "NUMERIC_VALUE_OUT_OF_RANGE",
]);

test.each(refusals.map(({ sql, code }) => [sql, code] as const))(
  "%s is refused, by Trino with %s",
  async (sql, code) => {
    const error: unknown = await lake.query(sql).catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      name: "QueryError",
      code: codesOfData.has(code) ? "QueryFailed" : "InvalidQueryStatementException",
    });
    expect(String(error)).not.toContain("not supported by the sandbox");
  },
);
