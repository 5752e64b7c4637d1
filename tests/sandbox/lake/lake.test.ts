import type { Lake } from "../../../sandbox/lake/lake";
import { lakeRecord } from "../../../sandbox/lake/record";
import { awsStore, ingestAwsEvents, ingestPartnerEvents, openLake, partnerStore, signIn } from "./stores";

let lake: Lake;
beforeEach(async () => {
  lake = await openLake();
});
afterEach(() => lake.close());

describe("a store of integration events", () => {
  test("fills every column from the record", async () => {
    ingestPartnerEvents(lake, {
      userAgent: "curl",
      requestParameters: { target: [{ id: "x" }], dry: true, count: 3, name: "n", none: null },
      responseElements: { result: "FAILURE" },
      errorCode: "FAILURE",
      errorMessage: "VERIFICATION_ERROR",
      additionalEventData: { raw: { deep: ["a"] } },
    });
    const { columns, rows } = await lake.query(`SELECT * FROM ${partnerStore}`);
    const row = Object.fromEntries(columns.map((name, index) => [name, rows[0]?.[index]]));
    const { eventJson, ...others } = row;
    expect(rows).toHaveLength(1);
    expect(JSON.parse(String(eventJson))).toMatchObject({ eventData: { userAgent: "curl" } });
    expect(others).toEqual({
      eventVersion: "1.0",
      eventCategory: "ActivityAuditLog",
      eventType: "ActivityLog",
      eventID: "00000000-0000-4000-8000-000000000000",
      eventTime: "2023-01-30 22:22:31.000",
      awsRegion: "us-east-1",
      recipientAccountId: "123456789012",
      addendum: null,
      metadata: {
        ingestionTime: "2023-01-31T00:00:00Z",
        channelARN: "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa",
      },
      eventData: {
        ...signIn,
        UID: "uid-0",
        userAgent: "curl",
        // In a map of texts, a text stays a text and any other value becomes JSON.
        requestParameters: { target: '[{"id":"x"}]', dry: "true", count: "3", name: "n", none: null },
        responseElements: { result: "FAILURE" },
        errorCode: "FAILURE",
        errorMessage: "VERIFICATION_ERROR",
        additionalEventData: { raw: '{"deep":["a"]}' },
      },
    });
  });

  test("reads rows correctly beside rows with half characters, NUL and deep nesting", async () => {
    const deep = `{"a":${"[".repeat(2_000)}${"]".repeat(2_000)}}`;
    ingestPartnerEvents(
      lake,
      { eventName: "\ud800" },
      { eventName: "a\u0000b" },
      { additionalEventData: JSON.parse(deep) },
    );
    const { rows } = await lake.query(
      `SELECT eventData.eventName, length(element_at(eventData.additionalEventData, 'a')) FROM ${partnerStore} ORDER BY eventID`,
    );
    expect(rows).toEqual([
      ["\ufffd", null],
      ["a\u0000b", null],
      ["user.session.start", 4_000],
    ]);
  });
});

test("a store of AWS's own events has their columns, typed", async () => {
  ingestAwsEvents(lake, {
    userIdentity: { type: "AssumedRole", sessionContext: { attributes: { creationDate: "2023-01-30T22:00:00Z" } } },
    requestParameters: { roleArn: "r", durationSeconds: 3600 },
  });
  const { rows } = await lake.query(`SELECT eventTime, readOnly, resources[1].arn, userIdentity.type,
      userIdentity.sessioncontext.attributes.creationdate, element_at(requestParameters, 'durationSeconds'), errorCode
    FROM ${awsStore}`);
  expect(rows).toEqual([
    [
      "2023-01-30 22:22:40.000",
      true,
      "arn:aws:iam::123456789012:role/Auditor",
      "AssumedRole",
      "2023-01-30 22:00:00.000",
      "3600",
      null,
    ],
  ]);
});

test("a query reads all events that were ingested before it, and the next query also the later ones", async () => {
  const count = `SELECT count(*) FROM ${partnerStore}`;
  expect((await lake.query(count)).rows).toEqual([[0]]);
  ingestPartnerEvents(lake, {});
  const first = lake.query(count);
  expect((await first).rows).toEqual([[1]]);
  ingestPartnerEvents(lake, {}, {});
  expect((await lake.query(count)).rows).toEqual([[3]]);
});

test("now() is the time of the lake's clock", async () => {
  const past = await openLake({ now: () => Date.parse("2023-02-01T12:30:00.250Z") + 0.5 });
  try {
    ingestPartnerEvents(past, {}, { eventTime: "2023-01-31T12:30:01Z" });
    const { rows } = await past.query(`SELECT now(), current_timestamp, current_date, eventData.UID FROM ${partnerStore}
      WHERE eventTime > current_timestamp - INTERVAL '1' DAY`);
    expect(rows).toEqual([["2023-02-01 12:30:00.250 UTC", "2023-02-01 12:30:00.250 UTC", "2023-02-01", "uid-1"]]);
  } finally {
    await past.close();
  }
});

test("a record that is no JSON is reported by all following queries", async () => {
  lake.ingest(partnerStore, { eventJson: "{" });
  await expect(lake.query("SELECT 1")).rejects.toThrow("Malformed JSON");
  await expect(lake.query("SELECT 1")).rejects.toThrow("Malformed JSON");
});

test.each([
  ["a half of a character", '{"UID":"a\\ud800b"}', "a\ufffdb"],
  ["two halves in the wrong order", '{"UID":"\\udc00\\ud800"}', "\ufffd\ufffd"],
  ["a half after a backslash", '{"UID":"\\\\\\ud800"}', "\\\ufffd"],
  ["a backslash before what looks like a half", '{"UID":"\\\\ud800"}', "\\ud800"],
  ["a whole character", '{"UID":"\\ud83d\\ude00"}', "\u{1f600}"],
])("the record keeps a text as a text: %s", (_, eventData, UID) => {
  const event = { eventData, eventID: "e1", channelArn: "arn", ingestionTime: 0, region: "eu-west-1" };
  expect(JSON.parse(lakeRecord(event).eventJson).eventData).toEqual({ UID });
});

describe("a lake that is interrupted", () => {
  test("ends the running query, which calls functions of this process, and refuses later ones", async () => {
    // Three million calls of a function would take many seconds.
    const rows = "UNNEST(sequence(1, 10000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 300)) AS b (y)";
    const slow = lake.query(
      `SELECT max(url_extract_host('https://' || CAST(x * y AS varchar) || '.example')) FROM ${rows}`,
    );
    const ended = expect(slow).rejects.toThrow(/interrupt/i);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await lake.interrupt();
    await ended;
    await expect(lake.query(`SELECT count(*) FROM ${partnerStore}`)).rejects.toThrow("The database is stopped.");
  });
});
