import { execFileSync } from "node:child_process";
import { hash } from "node:crypto";
import fc from "fast-check";
import { type AuditEventEntry, entryOf } from "../../../functions/mapping/auditEvent";
import { type LakeObject, lakeObjects } from "../../../functions/sinks/lakeObject";
import { contentOf, hostileContents } from "./auditEvents";
import { askParquet } from "./readParquet";

const storedAt = Date.parse("2026-11-30T10:11:12.345Z");
const write = lakeObjects({ integration: "okta", region: "eu-west-1" });

function entryFor(id: string, content: unknown): AuditEventEntry {
  return entryOf(id, JSON.stringify(content));
}

function objectOf(entries: readonly AuditEventEntry[], at = storedAt): LakeObject {
  const { object, unwritable } = write(entries, at);
  expect(unwritable).toEqual([]);
  if (object === undefined) {
    throw new Error("There is no object.");
  }
  return object;
}

/**
 * Converts a text to one that a database can store: TextEncoder writes U+FFFD for half a surrogate pair (WHATWG
 * Encoding).
 */
const asUtf8 = (text: string) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));

/** Converts a value for a column of texts: a text unchanged, anything else as JSON. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === "string" ? asUtf8(value) : JSON.stringify(value);
}

/** Returns a map as DuckDB's client does. Of keys that are equal as UTF-8 the last counts. */
function asMap(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const entries = Object.keys(value).map((key) => [asUtf8(key), asText(Reflect.get(value, key))] as const);
  return [...new Map(entries)].map(([key, text]) => ({ key, value: text }));
}

/**
 * Returns the row for a content according to CloudTrail Lake's schema (AWS CloudTrail User Guide, Supported SQL schemas
 * for event data stores).
 */
function rowFor(id: string, content: Readonly<Record<string, unknown>>) {
  const parsed = JSON.parse(JSON.stringify(content));
  const { userIdentity } = parsed;
  return {
    eventversion: "1.0",
    eventcategory: "ActivityAuditLog",
    eventtype: "ActivityLog",
    eventid: id,
    eventtime: parsed.eventTime.replace("T", " ").replace("Z", ""),
    awsregion: "eu-west-1",
    recipientaccountid: asText(parsed.recipientAccountId),
    addendum: null,
    metadata: { ingestiontime: "2026-11-30T10:11:12Z", channelarn: null },
    eventdata: {
      version: asText(parsed.version),
      useridentity: (userIdentity ?? null) && {
        type: asText(userIdentity.type),
        principalid: asText(userIdentity.principalId),
        details: asMap(userIdentity.details),
      },
      useragent: asText(parsed.userAgent),
      eventsource: asText(parsed.eventSource),
      eventname: asText(parsed.eventName),
      eventtime: asText(parsed.eventTime),
      uid: asText(parsed.UID),
      requestparameters: asMap(parsed.requestParameters),
      responseelements: asMap(parsed.responseElements),
      errorcode: asText(parsed.errorCode),
      errormessage: asText(parsed.errorMessage),
      sourceipaddress: asText(parsed.sourceIPAddress),
      recipientaccountid: asText(parsed.recipientAccountId),
      additionaleventdata: asMap(parsed.additionalEventData),
    },
  };
}

describe("DuckDB reads", () => {
  it("every value of every column as in the event, also hostile ones", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileContents, { minLength: 1, maxLength: 20 }), async (contents) => {
        const entries = contents.map((content, index) => entryFor(`id-${index}`, content));
        const rows = await askParquet(objectOf(entries).body, "SELECT * FROM read_parquet($file)");
        expect(rows).toEqual(contents.map((content, index) => rowFor(`id-${index}`, content)));
      }),
      { numRuns: 60 },
    );
  });

  it("texts of 3 MB, over several pages, beside small ones", async () => {
    const contents = ["ü", "x", "\u0000"].map((letter, index) =>
      contentOf(`id-${index}`, { requestParameters: { a: letter.repeat(3_000_000), b: { c: letter } } }),
    );
    const entries = contents.map((content, index) => entryFor(`id-${index}`, content));
    const rows = await askParquet(objectOf(entries).body, "SELECT * FROM read_parquet($file)");
    expect(rows).toEqual(contents.map((content, index) => rowFor(`id-${index}`, content)));
  });

  it("CloudTrail Lake's columns and types, with times without a zone", async () => {
    const { body } = objectOf([entryFor("a", contentOf("a"))]);
    const columns = await askParquet(body, "DESCRIBE SELECT * FROM read_parquet($file)");
    const map = "MAP(VARCHAR, VARCHAR)";
    expect(columns.map(({ column_name, column_type }) => [column_name, column_type])).toEqual([
      ["eventversion", "VARCHAR"],
      ["eventcategory", "VARCHAR"],
      ["eventtype", "VARCHAR"],
      ["eventid", "VARCHAR"],
      ["eventtime", "TIMESTAMP"],
      ["awsregion", "VARCHAR"],
      ["recipientaccountid", "VARCHAR"],
      ["addendum", "STRUCT(reason VARCHAR, updatedfields VARCHAR, originaluid VARCHAR, originaleventid VARCHAR)"],
      ["metadata", "STRUCT(ingestiontime VARCHAR, channelarn VARCHAR)"],
      [
        "eventdata",
        `STRUCT("version" VARCHAR, useridentity STRUCT("type" VARCHAR, principalid VARCHAR, details ${map}), useragent VARCHAR, eventsource VARCHAR, eventname VARCHAR, eventtime VARCHAR, uid VARCHAR, requestparameters ${map}, responseelements ${map}, errorcode VARCHAR, errormessage VARCHAR, sourceipaddress VARCHAR, recipientaccountid VARCHAR, additionaleventdata ${map})`,
      ],
    ]);
    const [time] = await askParquet(body, "SELECT logical_type FROM parquet_schema($file) WHERE type = 'INT64'");
    expect(time?.logical_type).toMatch(/^TimestampType\(isAdjustedToUTC=0, unit=TimeUnit\(MILLIS=/);
  });

  it("one row group, statistics of all columns except maps, and a bloom filter only on eventid", async () => {
    const ids = Array.from({ length: 2_500 }, (_, index) => `id-${index}`);
    const { body } = objectOf(ids.map((id) => entryFor(id, contentOf(id, { eventName: `e${id.length}` }))));
    const chunks = await askParquet(
      body,
      "SELECT path_in_schema AS path, row_group_num_rows AS rows, compression, stats_min_value AS least, stats_max_value AS most, bloom_filter_length AS bloom FROM parquet_metadata($file)",
    );
    expect(chunks).toHaveLength(33);
    expect(new Set(chunks.map(({ rows, compression }) => `${rows} ${compression}`))).toEqual(new Set(["2500 GZIP"]));
    const named = new Map(chunks.map((chunk) => [chunk.path, chunk]));
    expect(named.get("eventdata, eventname")).toMatchObject({ least: "e4", most: "e7" });
    expect(named.get("eventtime")).toMatchObject({ least: "2026-11-30 09:59:58", most: "2026-11-30 09:59:58" });
    expect(chunks.filter(({ bloom }) => bloom !== null).map(({ path }) => path)).toEqual(["eventid"]);
    const probes = [...ids.slice(0, 50), "other"].map(
      (id) => `(SELECT bloom_filter_excludes FROM parquet_bloom_probe($file, 'eventid', '${id}'))`,
    );
    const [answer] = await askParquet(body, `SELECT [${probes.join(", ")}] AS excluded`);
    expect(answer?.excluded).toEqual([...ids.slice(0, 50).map(() => false), true]);
  });
});

describe("an event that cannot be written without loss", () => {
  it.each<[string, string, string]>([
    ["no JSON", "{", "eventdata must be JSON."],
    ["a text", '"x"', "eventdata must be a JSON object."],
    ["a list", "[]", "eventdata must be a JSON object."],
    ["no time", "{}", "eventtime must be a time of the form yyyy-MM-ddTHH:mm:ssZ."],
    [
      "a 13th month",
      '{"eventTime":"2026-13-01T00:00:00Z"}',
      "eventtime must be a time of the form yyyy-MM-ddTHH:mm:ssZ.",
    ],
    ["a number as time", '{"eventTime":1}', "eventtime must be a time of the form yyyy-MM-ddTHH:mm:ssZ."],
    [
      "a text as actor",
      '{"eventTime":"2026-01-01T00:00:00Z","userIdentity":"root"}',
      "useridentity must be a JSON object.",
    ],
    [
      "a list as details",
      '{"eventTime":"2026-01-01T00:00:00Z","userIdentity":{"details":[]}}',
      "details must be a JSON object.",
    ],
    [
      "a number as parameters",
      '{"eventTime":"2026-01-01T00:00:00Z","additionalEventData":{"a":"b"},"responseElements":7}',
      "responseelements must be a JSON object.",
    ],
  ])(
    "(%s) is left out of the object with its reason, and does not affect other events",
    async (_, eventData, problem) => {
      const odd = entryOf("odd", eventData);
      const [first, last] = [entryFor("first", contentOf("1")), entryFor("last", contentOf("2"))];
      const { object, written, unwritable } = write([first, odd, last], storedAt);
      expect(unwritable).toEqual([{ entry: odd, reason: `The event cannot be written: ${problem}` }]);
      expect(written).toEqual([first, last]);
      const rows = await askParquet(object?.body ?? new Uint8Array(), "SELECT * FROM read_parquet($file)");
      expect(rows).toEqual([rowFor("first", contentOf("1")), rowFor("last", contentOf("2"))]);
      expect(object?.key).toBe(objectOf([first, last]).key);
      expect(write([odd], storedAt)).toMatchObject({ object: undefined, written: [] });
    },
  );
});

describe("an object's key", () => {
  it("is the day's partition, and the hour with a SHA-256 over the sorted pairs of id and content's SHA-256", () => {
    const entries = ["b", "a"].map((id) => entryFor(id, contentOf(id)));
    const digest = (eventData: string) => execFileSync("openssl", ["sha256", "-binary"], { input: eventData });
    const pairs = [...entries].reverse().map(({ id, eventData }) => `${id} ${digest(eventData).toString("base64")}\n`);
    const name = digest(pairs.join("")).toString("hex");
    expect(objectOf(entries).key).toBe(`events/integration=okta/day=2026-11-30/10-${name}.parquet`);
    const next = objectOf(entries, Date.parse("2026-11-30T23:59:59.999Z") + 1).key;
    expect(next).toBe(`events/integration=okta/day=2026-12-01/00-${name}.parquet`);
  });

  it("is the same for the same events in any order, and differs for other content or ids", () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[-_A-Za-z0-9]{1,8}$/), { minLength: 1, maxLength: 12 });
    const shuffled = ids.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const entry = (id: string) => entryFor(id, contentOf(id));
        const { key } = objectOf(all.map(entry));
        expect(objectOf(other.map(entry)).key).toBe(key);
        const [first = "", ...rest] = all;
        const others = rest.map(entry);
        expect(objectOf([entryFor(first, contentOf(first, { version: "1" })), ...others]).key).not.toBe(key);
        expect(objectOf([entryFor(`${first}-`, contentOf(first)), ...others]).key).not.toBe(key);
        expect(objectOf([...all.map(entry), entryFor("one-more", contentOf("x"))]).key).not.toBe(key);
      }),
      { numRuns: 30 },
    );
  });

  it("comes with the SHA-256 of the body, and equal events give equal bytes", () => {
    const entries = ["a", "b"].map((id) => entryFor(id, contentOf(id)));
    const { body, checksum } = objectOf(entries);
    expect(checksum).toBe(hash("sha256", body, "base64"));
    expect(Buffer.compare(objectOf(entries).body, body)).toBe(0);
  });
});
