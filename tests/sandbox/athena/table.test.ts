import { readFileSync } from "node:fs";
import { readColumnType, trinoType } from "../../../sandbox/glue/columnType";
import type { CatalogTable } from "../../../sandbox/glue/table";
import { typeText } from "../../../sandbox/lake/types/types";
import { declaredTable, onTable, openTable, partnerEvents, writtenAt } from "./openTable";

const count = 'SELECT count(*) AS n FROM "$PARTNER_EVENT_DATA_STORE_ID"';
const day = 24 * 60 * 60 * 1_000;

/** Counts the rows of a table with these changes, over the objects that `write` leaves. */
async function counted(
  write: (lake: Awaited<ReturnType<typeof openTable>>) => void,
  { parameters = {}, ...changes }: Partial<CatalogTable> = {},
  statement = count,
): Promise<unknown> {
  const declared = await declaredTable();
  const lake = await openTable({ ...declared, ...changes, parameters: { ...declared.parameters, ...parameters } });
  try {
    write(lake);
    const { result } = await lake.athena.query({ statement: onTable(statement, lake.table) });
    return result.rows[0]?.[0];
  } finally {
    await lake.close();
  }
}

type Write = Parameters<typeof counted>[0];
const one: Write = ({ write }) => void write("okta", writtenAt, partnerEvents({}));

/** Amazon Athena User Guide, "Use partition projection with Amazon Athena" and "Set up partition projection". */
describe("partition projection", () => {
  test.each<readonly [string, number, Record<string, string>, Write]>([
    ["finds the declared integration", 1, {}, one],
    [
      "does not find an integration that is left out, without an error",
      0,
      { "projection.integration.values": "github" },
      one,
    ],
    [
      "treats the white space of a list as a part of its values",
      0,
      { "projection.integration.values": "github, okta" },
      one,
    ],
    ["does not find objects older than the range", 0, { "projection.day.range": "2023-02-01,NOW" }, one],
    ["does not find objects newer than the range", 0, { "projection.day.range": "2023-01-01,NOW-1DAYS" }, one],
    ["finds tomorrow by NOW+1DAYS", 1, {}, ({ write }) => void write("okta", writtenAt + day, partnerEvents({}))],
    [
      "does not find the day after tomorrow",
      0,
      {},
      ({ write }) => void write("okta", writtenAt + 2 * day, partnerEvents({})),
    ],
    ["registers no partition if it is disabled", 0, { "projection.enabled": "false" }, one],
  ])("%s", async (_name, rows, parameters, write) => {
    expect(await counted(write, { parameters })).toBe(rows);
  });

  test.each([
    [{ "projection.day.type": "" }, /^HIVE_METASTORE_ERROR: The sandbox supports the projection types enum and date/],
    [{ "projection.day.format": "yyyy/MM/dd" }, /^HIVE_METASTORE_ERROR: The sandbox supports the format yyyy-MM-dd/],
    [
      { "storage.location.template": "s3://b/events/DAY/" },
      /^HIVE_METASTORE_ERROR: storage\.location\.template must have a placeholder for each/,
    ],
  ])("is refused with %j", async (parameters, message) => {
    await expect(counted(one, { parameters })).rejects.toThrow(message);
  });

  test("is refused if a partition column has none", async () => {
    const keys = { partitionKeys: ["integration", "day", "hour"] };
    await expect(counted(one, keys)).rejects.toThrow(
      /^HIVE_METASTORE_ERROR: Table partner_audit_dev_lake\.events is configured for partition projection, but the following partition columns are missing projection configuration: \[hour\]$/,
    );
  });
});

describe("an object of the table", () => {
  const folder = "events/integration=okta/day=2023-01-31/";

  test("is hidden by a delete marker, by a dot or an underscore before its name, and in a subfolder", async () => {
    const write: Write = ({ write: writeEvents, put, bucket }) => {
      const object = writeEvents("okta", writtenAt, partnerEvents({}));
      const bytes = readFileSync(object?.path ?? "");
      for (const name of ["_a.parquet", ".b.parquet", "below/c.parquet"]) put(`${folder}${name}`, bytes);
      bucket.hide(object?.key ?? "");
    };
    expect(await counted(write)).toBe(0);
  });

  test("that is no Parquet file fails only the queries of its partition", async () => {
    const write: Write = (lake) => {
      one(lake);
      lake.write("okta", writtenAt - 2 * day, partnerEvents({}));
      lake.put("events/integration=okta/day=2023-01-30/text.parquet", Buffer.from("no Parquet"));
    };
    // Amazon Athena User Guide, "Troubleshoot issues in Athena", "Parquet issues".
    await expect(counted(write)).rejects.toThrow(
      /^HIVE_BAD_DATA: Not valid Parquet file: s3:\/\/.*\/day=2023-01-30\/text\.parquet expected magic number: PAR1$/,
    );
    expect(await counted(write, {}, `${count} WHERE day = '2023-01-31'`)).toBe(1);
  });

  test.each([
    [
      "eventtime",
      "string",
      /^HIVE_BAD_DATA: Field eventtime's type INT64 in parquet file s3:\/\/\S+ is incompatible with type varchar defined in table schema$/,
    ],
    ["eventid", "bigint", /Field eventid's type BINARY in parquet file s3:\/\/\S+ is incompatible with type bigint /],
    [
      "metadata",
      "struct<ingestiontime:timestamp>",
      /Field metadata\.ingestiontime's type BINARY .* with type timestamp\(3\) /,
    ],
    [
      "eventdata",
      "struct<useridentity:map<string,string>>",
      /Field eventdata\.useridentity's type group .* with type map\(varchar, varchar\) /,
    ],
  ])("does not fit a table whose %s is a %s", async (name, text, message) => {
    const type = readColumnType(text);
    if (type === undefined) throw new Error(text);
    await expect(counted(one, { columns: [{ name, type }] })).rejects.toThrow(message);
  });

  test("gives NULL for a missing column or field", async () => {
    const type = readColumnType("struct<uid:string,added:string>");
    const columns = [
      ...(type === undefined ? [] : [{ name: "eventdata", type }]),
      { name: "new", type: { kind: "string" } as const },
    ];
    const statement = 'SELECT coalesce(new, eventData.added, eventData.UID) FROM "$PARTNER_EVENT_DATA_STORE_ID"';
    expect(await counted(one, { columns }, statement)).toBe("uid-0");
  });
});

test.each([
  ["struct<a:map<string,string>,b:array<int>>", "row(a map(varchar, varchar), b array(integer))"],
  ["timestamp", "timestamp(3)"],
  ["map<string>", undefined],
  ["varchar(10)", undefined],
])("the catalog's type %s is %s in Trino", (text, expected) => {
  const type = readColumnType(text);
  expect(type && typeText(trinoType(type))).toBe(expected);
});
