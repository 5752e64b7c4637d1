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

/** The events of each saved query with CloudTrail Lake's answer, which Trino gives too (tests/sandbox/savedQueries.test.ts, conformance/trino). */
const examples = readJson<Readonly<Record<string, Example>>>(__dirname, "../lake/examples.json");

/** They join AWS's own events, which the table in S3 does not have. */
const withoutTable = ["principals-across-aws-and-partners", "sign-ins-with-aws-sessions"];

test("every saved query but those that join AWS's own events is asked of the table", () => {
  expect(savedQueries().flatMap(({ name, needs }) => (needs.includes("aws") ? [name] : []))).toEqual(withoutTable);
});

const asked = savedQueries().filter(({ name }) => !withoutTable.includes(name));

let table: Awaited<ReturnType<typeof openTable>>;
beforeAll(async () => {
  table = await openTable();
});
afterAll(() => table.close());

test.each(asked)("$name gives the rows of CloudTrail Lake from S3", async ({ name, sql }) => {
  const { partner = [], columns, rows, silent } = examples[name] as Example;
  for (const [events, expected] of [
    [partner, rows],
    [silent.partner ?? [], []],
  ] as const) {
    table.clear();
    // Each in an object of its own, a second after the one before, as the store of the example has them.
    for (const [index, event] of partnerEvents(...events).entries()) {
      table.write("okta", writtenAt + index * 1_000, [event]);
    }
    const { result } = await table.athena.query({ statement: onTable(sql, table.table) });
    expect(result).toEqual({ columns, rows: expected });
  }
});
