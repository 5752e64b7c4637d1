import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lakeQuery } from "../../components/lake/lakeQueries";
import { ingestPartnerEvents, openLake, partnerStore } from "../sandbox/lake/stores";
import { codeBlocks } from "../support/markdown";

const page = readFileSync(join(__dirname, "..", "..", "docs", "leaving-cloudtrail-lake.md"), "utf8");
const [perDay = "", inAthena = "", ofDay = ""] = codeBlocks(page)
  .filter(({ language }) => language === "sql")
  .map(({ text }) => text);

const event = (UID: string, eventTime: string, eventName: string) => ({
  version: "1.0",
  userIdentity: { type: "User", principalId: "00u1" },
  eventSource: "okta.system-log-events",
  eventName,
  eventTime,
  UID,
  recipientAccountId: "123456789012",
});

/** Events of three days, one of them stored twice, and one event outside of the compared days. */
const events = [
  event("1", "2026-12-03T10:00:00Z", "user.session.start"),
  event("1", "2026-12-03T10:00:00Z", "user.session.start"),
  event("2", "2026-12-03T23:59:59Z", "user.session.start"),
  event("3", "2026-12-03T11:00:00Z", "user.session.end"),
  event("4", "2026-12-04T00:00:00Z", "user.session.start"),
  event("5", "2026-12-08T00:00:00Z", "user.session.start"),
];

async function rowsOf(statement: string) {
  const lake = await openLake();
  try {
    ingestPartnerEvents(lake, ...events);
    const { rows } = await lake.query(statement.replace("$PARTNER_EVENT_DATA_STORE_ID", partnerStore));
    return rows;
  } finally {
    await lake.close();
  }
}

describe("the statements of docs/leaving-cloudtrail-lake.md", () => {
  it("count the distinct events per day and name", async () => {
    expect((await rowsOf(perDay)).map((row) => row.map(String))).toEqual([
      ["2026-12-03", "user.session.end", "1"],
      ["2026-12-03", "user.session.start", "2"],
      ["2026-12-04", "user.session.start", "1"],
    ]);
  });

  it("list the distinct events of a day", async () => {
    expect(await rowsOf(ofDay)).toEqual([["1"], ["2"], ["3"]]);
  });

  it("read the table in S3 like the saved queries of the workgroup", () => {
    const scope = {
      database: "partner_audit_dev_lake",
      table: "events",
      integrations: ["okta"],
      firstDay: "2026-12-01",
    };
    expect(lakeQuery(perDay, scope)).toBe(perDay.replace('"$PARTNER_EVENT_DATA_STORE_ID"', inAthena.trim()));
  });
});
