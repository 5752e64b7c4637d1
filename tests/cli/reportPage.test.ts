import { collectReportPage } from "../../cli/start/reportPage/collect";
import { type ReportPageModel, reportPage } from "../../cli/start/reportPage/page";
import { eventsOverTime } from "../../cli/start/reportPage/timeAxis";
import { parseFaults } from "../../sandbox/faults";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { declareStack } from "../support/declare";
import { oktaDetails, sendDetails, startTime, withStack } from "../support/stack";

const minute = 60_000;
const nine = Date.parse("2026-11-20T09:00:00Z");
const hostile = `<script>alert(1)</script>"><img src=x onerror='alert(1)'>&amp;\u0000\u202e`;
const model: ReportPageModel = {
  stack: hostile,
  region: hostile,
  verdict: { isGood: false, text: hostile },
  figures: [[hostile, 1_234]],
  lanes: [{ key: hostile, events: [{ time: nine, kind: hostile, count: 3 }] }],
  tables: [
    { title: hostile, columns: [hostile], rows: [[hostile], [{ [hostile]: 1 }]], note: hostile },
    { title: "Long", columns: ["kind"], rows: Array.from({ length: 1_053 }, (_, index) => [`kind ${index + 1}`]) },
    { title: "Empty\n(queries/empty.sql)", columns: ["kind"], rows: [] },
  ],
};

describe("the page of a run", () => {
  const page = reportPage(model);

  it("shows hostile event content as text, wherever it is", () => {
    expect(page).not.toMatch(/<script|<img|\p{Cf}|\0/iu);
    expect(page).toContain("<td>&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#62;&#60;img src=x onerror=");
    const open: string[] = [];
    for (const [, slash, name = "", closed] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b(?:"[^"]*"|[^">])*?(\/?)>/g)) {
      if (slash === "/") {
        expect(name).toBe(open.pop());
      } else if (closed !== "/" && name !== "meta") {
        open.push(name);
      }
    }
    expect(open).toEqual([]);
  });

  it("loads nothing, and forbids it by its Content Security Policy", () => {
    expect(page).toContain(`"Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
    const markup = page.replaceAll(/src=x|onerror=/g, "");
    expect(markup).not.toMatch(/https?:|<link|<iframe|\ssrc=|\shref=|\son\w+=|url\(|@import|\sstyle=/);
  });

  it("folds a long table, shows 50 of its rows and counts the others", () => {
    expect(page).toContain("<summary>1,053 rows</summary>");
    expect(page).toContain("<td>kind 50</td>");
    expect(page).not.toContain("<td>kind 51</td>");
    expect(page).toContain('<p class="muted">and 1,003 more</p>');
    expect(page).toContain("<h2>Empty (queries/empty.sql)</h2>\n<p>No rows.</p>");
  });

  it("says that no event was stored", () => {
    const empty = reportPage({ ...model, lanes: [{ key: "okta", events: [] }] });
    expect(empty).toContain("<p>No event was stored.</p>");
    expect(empty).not.toMatch(/NaN|Infinity|undefined|<svg/);
  });
});

it.each<[readonly number[], string, string]>([
  [[0], "minute", "2026-11-20 09:01"],
  [[0, 47], "minute", "2026-11-20 09:48"],
  [[0, 48], "5 minutes", "2026-11-20 09:50"],
  [[0, 24 * 60], "hour", "2026-11-21 10:00"],
  [[0, 30 * 24 * 60], "day", "2026-12-21 00:00"],
])("shows events %j minutes after nine per %s, until %s", (minutes, step, end) => {
  const { title, to, rows } = eventsOverTime([
    { key: "okta", events: minutes.map((one) => ({ time: nine + one * minute, kind: "a", count: 2 })) },
    { key: "auth0", events: [] },
  ]);
  expect([title, to]).toEqual([`Stored events per ${step}`, end]);
  expect(rows.map(([, ...counts]) => counts)).toEqual(minutes.map(() => [2, 0]));
});

it("collects verdict, figures, times, kinds and topology of integrations that share a channel, use a log group or call PutAuditEvents", async () => {
  const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
  const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };
  const logs = { vendor: "okta", eventSourceName: "aws.partner/okta.com/logs/audit", sink: "cloudwatch-logs" };
  const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-3f6c2a9e7b1d4850" };
  const vendors = { okta, emea, logs, clumio };
  const program = await declareStack({ vendors });
  const collected = await withStack(
    async (stack) => {
      const send = (key: string, seed: number, minutes: number, kinds: readonly string[]) => {
        const published = new Date(nine + minutes * minute + 30_000).toISOString();
        const details = oktaDetails(kinds.length, seed);
        sendDetails(
          stack,
          key,
          details.map((detail, index) => ({ ...detail, eventType: kinds[index], published })),
        );
      };
      send("okta", 1, 0, ["b", "a", "b"]);
      send("emea", 2, 2, ["c"]);
      send("logs", 3, 3, ["e", "d", "e"]);
      const calls = { count: 5, seed: 1, end: startTime, eventSource: "clumio", recipientAccountId: "123456789012" };
      for (const event of auditEvents(calls)) {
        stack.send("clumio", { ...event });
      }
      await stack.sandbox.settle();
      const common = { queries: [], findings: undefined, faults: parseFaults([]) };
      const result = { stack, integrations: stack.integrations, ...common };
      return collectReportPage(result, program, { stack: "dev", region: "us-east-1" });
    },
    {},
    { vendors },
  );
  expect(collected.verdict).toEqual({ isGood: true, text: "Every event that was received is accounted for." });
  const text = (rows: readonly (readonly unknown[])[] = []) => rows.map((row) => row.join(" "));
  expect(text(collected.figures).slice(0, 4)).toEqual(["received 12", "ingested 12", "deduplicated 0", "rejected 0"]);
  const byTime = eventsOverTime(collected.lanes.filter(({ key }) => key !== "clumio"));
  expect(byTime.columns).toEqual(["from", "okta", "logs", "emea"]);
  expect(text(byTime.rows)).toEqual(["2026-11-20 09:00 3 0 0", "2026-11-20 09:02 0 0 1", "2026-11-20 09:03 0 3 0"]);
  const [ledger, topology, kinds] = collected.tables;
  expect(text(ledger?.rows)).toEqual(
    expect.arrayContaining(["okta 3 3 0 0 0 1", "logs 3 3 0 0 0 1", "emea 1 1 0 0 0 1"]),
  );
  const ofOkta = text(kinds?.rows.filter(([key]) => key !== "clumio"));
  expect(ofOkta).toEqual(["okta b 2", "okta a 1", "logs e 2", "logs d 1", "emea c 1"]);
  const ofClumio = kinds?.rows.filter(([key]) => key === "clumio") ?? [];
  expect(ofClumio.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(5);
  const name = "partner-audit-dev_okta";
  const [first = [], second = [], third = [], last = []] = topology?.rows ?? [];
  expect(first).toEqual([
    ...["okta", "okta", "eventbridge", okta.eventSourceName, name, `${name}_events`, `${name}_forwarder`, name, name],
    ...[undefined, undefined, `${name}_dead-letters, ${name}_undelivered`],
  ]);
  expect(second.slice(8, 11)).toEqual(["", undefined, "/partner-audit/partner-audit-dev_logs"]);
  expect(third.slice(2, 7)).toEqual(["direct", undefined, undefined, undefined, undefined]);
  expect(last.slice(7, 9)).toEqual([name, name]);
});
