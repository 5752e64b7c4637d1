import type { JsonObject } from "../../../functions/mapping/values/json";
import { savedQueries } from "../../../sandbox/lake/savedQueries";
import { readJson } from "../../support/readJson";
import { onTable, openTable, partnerEvents, writtenAt } from "./openTable";

interface Example {
  readonly partner?: readonly JsonObject[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly silent: { readonly partner?: readonly JsonObject[] };
}

/**
 * The events of each saved query with CloudTrail Lake's result, which equals Trino's
 * (tests/sandbox/savedQueries.test.ts, conformance/trino).
 */
const examples = readJson<Readonly<Record<string, Example>>>(__dirname, "../lake/examples.json");

/** Queries that join AWS's own events, which the table in S3 does not have. */
const withoutTable = ["principals-across-aws-and-partners", "sign-ins-with-aws-sessions"];

test("every saved query except those that join AWS's own events runs on the table", () => {
  expect(savedQueries().flatMap(({ name, needs }) => (needs.includes("aws") ? [name] : []))).toEqual(withoutTable);
});

const asked = savedQueries().filter(({ name }) => !withoutTable.includes(name));

let table: Awaited<ReturnType<typeof openTable>>;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

test.each(asked)("$name gives the same rows from S3 as from CloudTrail Lake", async ({ name, sql }) => {
  const { partner = [], columns, rows, silent } = examples[name] as Example;
  for (const [events, expected] of [
    [partner, rows],
    [silent.partner ?? [], []],
  ] as const) {
    table.clear();
    // Each in a separate object, a second after the previous one, as in the example's store.
    for (const [index, event] of partnerEvents(...events).entries()) {
      table.write("okta", writtenAt + index * 1_000, [event]);
    }
    const { result } = await table.athena.query({ statement: onTable(sql, table.table) });
    expect(result).toEqual({ columns, rows: expected });
  }
});
