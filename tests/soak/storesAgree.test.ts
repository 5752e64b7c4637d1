import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../functions/mapping/values/json";
import { runInsightsQuery } from "../../sandbox/cloudWatchLogs/insights/run";
import { uuidOf } from "../../sandbox/identifiers";
import { Lake } from "../../sandbox/lake/lake";
import { lakeRecord } from "../../sandbox/lake/record";
import { fillIn, savedInsightsQueries, savedQueries } from "../../sandbox/lake/savedQueries";
import { onTable, openTable, writtenAt } from "../sandbox/athena/openTable";
import { auditGroupOf } from "../sandbox/cloudWatchLogs/logEvents";
import { insightsAnswer, withoutInsights } from "../sandbox/lake/insightsAnswer";
import { signIn } from "../sandbox/lake/stores";
import { readJson } from "../support/readJson";

/** `npm run soak` compares 1,000 with every query; by default a data set is compared with a fifth of the queries. */
const [dataSets, shares] = process.env.SOAK === undefined ? [50, 5] : [1_000, 1];

jest.setTimeout(2 * 3_600_000);

/** Events of every vendor for which the saved queries have results. */
const pool: readonly JsonObject[] = Object.values(
  readJson<Readonly<Record<string, { readonly partner?: readonly JsonObject[] }>>>(
    __dirname,
    "../sandbox/lake/examples.json",
  ),
).flatMap(({ partner = [] }) => partner);

/** Texts that a store, a file format or a language might misinterpret. */
const texts = fc.oneof(
  fc.constantFrom(
    "",
    " a ",
    "null",
    "NULL",
    "{}",
    "[]",
    "1e3",
    "-0",
    "a,b",
    "a=b",
    "'",
    '"',
    "\\",
    "\n",
    "é",
    "😀",
    "\u2028",
  ),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const scalars: fc.Arbitrary<JsonValue> = fc.oneof(texts, fc.integer(), fc.boolean(), fc.constant(null));
const values: fc.Arbitrary<JsonValue> = fc.oneof(
  scalars,
  fc.array(scalars, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom("a", "b c", "d.e"), scalars, { maxKeys: 2 }),
);
const maps = fc.dictionary(fc.constantFrom("outcome", "reason", "a b", "ключ"), values, { maxKeys: 3 });

/** Generates one of the pool's events at a time of one day, with some of its fields changed. */
const event = fc
  .record({
    base: fc.constantFrom(...pool),
    second: fc.integer({ min: 0, max: 86_399 }),
    uid: fc.integer({ min: 0, max: 9 }),
    changes: fc.record({ errorMessage: texts, userAgent: texts, responseElements: maps }, { requiredKeys: [] }),
  })
  .map(({ base, second, uid, changes }): JsonObject => {
    const eventTime = `${new Date(Date.parse("2023-01-30T00:00:00Z") + second * 1_000).toISOString().slice(0, 19)}Z`;
    return { ...signIn, ...base, ...changes, eventTime, UID: `uid-${uid}` };
  });

/** Returns the rows of a query in a canonical order, since several may have equal sort keys. */
const unordered = ({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly unknown[])[] }) => ({
  columns,
  rows: rows.map((row) => JSON.stringify(row)).sort(),
});

/** Queries for which the log group's columns or times differ from CloudTrail Lake's by design. */
const differentInLogs: readonly string[] = [...withoutInsights, "duplicates-by-uid", "okta-session-starts"];

test("at most five queries are not compared with a log group", () => {
  expect(differentInLogs.length).toBeLessThanOrEqual(5);
});

test("CloudTrail Lake, S3 and a log group give the same rows for every saved query, with any events", async () => {
  const table = await openTable();
  const lakeQueries = savedQueries().filter(({ needs }) => !needs.includes("aws"));
  const logQueries = new Map(savedInsightsQueries().map(({ name, text }) => [name, text]));
  let answered = 0;
  // Each data set has its own lake, which has at most ten stores on AWS: a thousand exceed its memory.
  const compare = async (lake: Lake, events: readonly JsonObject[], set: number) => {
    const store = uuidOf(`data set ${set}`);
    await lake.createStore({ id: store, name: "events", kind: "integration" });
    table.clear();
    const written = events.map((one, index) => ({ id: uuidOf(`event ${index}`), eventData: JSON.stringify(one) }));
    for (const { id, eventData } of written) {
      const channelArn = "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa";
      lake.ingest(
        store,
        lakeRecord({ eventData, eventID: id, channelArn, ingestionTime: writtenAt, region: "us-east-1" }),
      );
    }
    const half = Math.ceil(written.length / 2);
    for (const part of [written.slice(0, half), written.slice(half)]) {
      table.write("okta", writtenAt, part);
    }
    const group = auditGroupOf(events);
    for (const { name, sql } of lakeQueries.filter((_, index) => index % shares === set % shares)) {
      const inLake = await lake.query(fillIn(sql, { partner: store }));
      const { result } = await table.athena.query({ statement: onTable(sql, table.table) });
      expect({ name, ...unordered(result) }).toEqual({ name, ...unordered(inLake) });
      answered += inLake.rows.length;
      const text = differentInLogs.includes(name) ? undefined : logQueries.get(name);
      if (text !== undefined) {
        const { columns, rows } = await runInsightsQuery([group], { text });
        expect({ name, ...unordered({ columns, rows }) }).toEqual({ name, ...unordered(insightsAnswer(inLake)) });
      }
    }
  };
  try {
    let set = 0;
    const dataSet = fc.array(event, { minLength: 1, maxLength: 30 });
    // A failure is shrunk within seconds, since each data set is small.
    await fc.assert(
      fc.asyncProperty(dataSet, async (events) => {
        const lake = await Lake.open({ now: () => writtenAt });
        await compare(lake, events, set++).finally(() => lake.close());
      }),
      { numRuns: dataSets },
    );
    expect(answered).toBeGreaterThan(dataSets);
  } finally {
    await table.close();
  }
});
