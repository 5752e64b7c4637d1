import { collectReportPage } from "../../cli/start/reportPage/collect";
import { reportPage } from "../../cli/start/reportPage/page";
import { eventsOverTime } from "../../cli/start/reportPage/timeAxis";
import { parseFaults } from "../../sandbox/faults";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { declareStack } from "../support/declare";
import { emptyModel, modelOf } from "../support/reportPageModels";
import { oktaDetails, refusingAllButFirst, sendDetails, startTime, withStack } from "../support/stack";

const minute = 60_000;
const nine = Date.parse("2026-11-20T09:00:00Z");

describe("the page of a run", () => {
  const hostile = `<script>alert(1)</script>"><img src=x onerror='alert(1)'>&amp;\u0000\u202e`;
  const page = reportPage(modelOf(hostile));

  it("shows hostile event content as text everywhere", () => {
    expect(page).not.toMatch(/<script|<img|\p{Cf}|\0/iu);
    expect(page).toContain("<span>&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#62;&#60;img src=x onerror=");
    const open: string[] = [];
    for (const [, slash, name = "", closed] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b(?:"[^"]*"|[^">])*?(\/?)>/g)) {
      if (slash === "/") {
        expect(name).toBe(open.pop());
      } else if (closed !== "/" && name !== "meta" && name !== "br") {
        open.push(name);
      }
    }
    expect(open).toEqual([]);
  });

  it("loads nothing, and its Content Security Policy forbids loading", () => {
    expect(page).toContain(`"Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
    const markup = page.replaceAll(/src=x|onerror=/g, "");
    expect(markup).not.toMatch(/https?:|<link|<iframe|\ssrc=|\shref="[^#]|\son\w+=|url\(|@import|\sstyle=/);
  });

  it("folds a long table, shows 500 rows and counts the rest", () => {
    const { answers } = modelOf("kind", 1_053);
    const folded = reportPage({ ...emptyModel, answers });
    expect(folded).toContain('<summary><h3>kind</h3> <span class="muted">kind, 1,053 rows</span></summary>');
    expect(folded).toContain("<span>500</span>");
    expect(folded).not.toContain("<span>501</span>");
    expect(folded).toContain('<p class="muted">and 553 more</p>');
    expect(folded).toContain('<span class="muted">kind, 0 rows</span></summary>\n<p>No rows.</p>');
  });

  it("shows the findings by level, the latest first, ten unfolded", () => {
    const { findings = [] } = modelOf("x");
    const rows = reportPage({ ...emptyModel, findings }).match(/<tr><td.*<\/tr>|<details>/g) ?? [];
    const levels = rows.map((row) => /class="level (\w+)/.exec(row)?.[1] ?? "folded");
    expect(levels.slice(0, 14)).toEqual([...Array(10).fill("critical"), "folded", "critical", "critical", "high"]);
    expect(levels.at(-1)).toBe("informational");
    expect(reportPage({ ...emptyModel, findings: [] })).toContain("<dt>findings</dt><dd>0</dd>");
    expect(rows[0]).toContain("<time>2026-11-20T09:01:00Z</time> to <time>2026-11-20T10:00:00Z</time>");
  });

  it.each([
    [[0, 0, 0, 0, 0], "warn", "! No event was received."],
    [[1_200, 1_200, 0, 0, 0], "good", "\u2713 All 1,200 received events are accounted for."],
    [[3, 2, 1, 0, 0], "good", "\u2713 All 3 received events are accounted for, 1 of them a duplicate."],
    [[1_200, 999, 0, 198, 3], "warn", "! Of 1,200 received events: 198 failed, 3 pending."],
    [[8, 5, 0, 0, 3], "warn", "! Of 8 received events: 3 pending."],
    [[8, 5, 0, 2, 0], "bad", "\u2717 Events of okta are unaccounted for."],
  ])(
    "shows the counts of received, stored, duplicate, failed and pending events %j as %s: %s",
    (counts, state, text) => {
      const [received = 0, ingested = 0, deduplicated = 0, rejected = 0, pending = 0] = counts;
      const ledger = { received, ingested, deduplicated, rejected, pending, requests: 0 };
      const integrations = emptyModel.integrations.map((integration) => ({ ...integration, ledger }));
      const page = reportPage({ ...emptyModel, integrations });
      expect(page).toContain(`<p class="verdict"><span class="${state}">${text}</span></p>`);
    },
  );

  it("leaves out sections without content", () => {
    const empty = reportPage(emptyModel);
    expect(empty.match(/<h2[^>]*>.*<\/h2>/g)).toEqual([
      '<h2 id="events-over-time">Events over time</h2>',
      '<h2 id="integrations">Integrations</h2>',
    ]);
    expect(empty).toContain("<p>No events.</p>");
    expect(empty).not.toMatch(/NaN|Infinity|undefined|<svg/);
  });
});

it.each<[readonly number[], string, number, readonly string[]]>([
  [[0], "minute", 4, ["09:00", "09:04"]],
  [[0, 47], "minute", 48, ["09:00", "09:48"]],
  [[0, 48], "5 minutes", 12, ["09:00", "10:00"]],
  [[0, 24 * 60], "hour", 28, ["09:00", "13:00"]],
  [[0, 30 * 24 * 60], "day", 32, ["11-20", "12-22"]],
])("shows events %j minutes after nine per %s, in %d bars, from and to %j", (minutes, step, bars, ends) => {
  const counted = eventsOverTime([
    { key: "okta", stored: minutes.map((one) => ({ time: nine + one * minute, count: 2 })), failed: [] },
    {
      key: "auth0",
      stored: [],
      failed: [
        { time: nine, count: 3 },
        { time: Number.NaN, count: 1 },
      ],
    },
  ]);
  expect(counted?.step).toBe(step);
  expect([counted?.ticks[0]?.[0], counted?.ticks[4]?.[0]]).toEqual(ends);
  const [okta, auth0] = counted?.lanes ?? [];
  expect(okta?.stored).toHaveLength(bars);
  expect(okta?.stored.filter((count) => count > 0)).toEqual(minutes.map(() => 2));
  expect(auth0?.failed).toEqual([3, ...Array(bars - 1).fill(0)]);
});

it("collects ledgers, times and paths of integrations that share a channel, use a log group or S3, or call PutAuditEvents", async () => {
  const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
  const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };
  const logs = { vendor: "okta", eventSourceName: "aws.partner/okta.com/logs/audit", sink: "cloudwatch-logs" };
  const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-3f6c2a9e7b1d4850" };
  const table = { vendor: "okta", eventSourceName: "aws.partner/okta.com/table/audit", sink: "s3" };
  const vendors = { okta, emea, logs, table, clumio };
  // The sandbox's clock is earlier than today, the first day of a new table.
  const configuration = { vendors, lake: { firstDay: "2026-11-01" } };
  const program = await declareStack(configuration);
  const collected = await withStack(
    async (stack) => {
      const send = (key: string, seed: number, minutes: number, count: number) => {
        const published = new Date(nine + minutes * minute + 30_000).toISOString();
        sendDetails(
          stack,
          key,
          oktaDetails(count, seed).map((detail) => ({ ...detail, published })),
        );
      };
      send("okta", 1, 0, 3);
      send("emea", 2, 2, 1);
      send("logs", 3, 3, 3);
      send("table", 4, 4, 2);
      const calls = { count: 5, seed: 1, end: startTime, eventSource: "clumio", recipientAccountId: "123456789012" };
      for (const event of auditEvents(calls)) {
        stack.send("clumio", { ...event });
      }
      await stack.sandbox.settle();
      return collectReportPage(resultOf(stack), program, run);
    },
    {},
    configuration,
  );
  const [ofOkta, ofClumio, ofLogs, ofEmea, ofTable] = ["okta", "clumio", "logs", "emea", "table"].map((key) => {
    const { ledger, paths } = collected.integrations.find((one) => one.key === key) ?? { paths: [] };
    return {
      counts: [ledger?.received, ledger?.ingested],
      paths: paths.map(({ sink, steps }) => [sink, ...steps.flat()]),
    };
  });
  const name = "partner-audit-dev_okta";
  const store = ["channel", name, "event data store", name];
  const pathOf = (key: string, eventSourceName: string, sink = "") => {
    const prefix = `partner-audit-dev_${key}`;
    const own = ["queue", `${prefix}${sink}_events`, "forwarder", `${prefix}${sink}_forwarder`];
    return ["event bus", eventSourceName, "rule", prefix, ...own];
  };
  expect(ofOkta).toEqual({
    counts: [3, 3],
    paths: [["cloudtrail-lake", ...pathOf("okta", okta.eventSourceName), ...store]],
  });
  expect(ofEmea).toEqual({
    counts: [1, 1],
    paths: [["cloudtrail-lake", ...pathOf("emea", emea.eventSourceName), ...store]],
  });
  const group = ["log group", "/partner-audit/partner-audit-dev_logs"];
  expect(ofLogs).toEqual({
    counts: [3, 3],
    paths: [["cloudwatch-logs", ...pathOf("logs", logs.eventSourceName, "_logs"), ...group]],
  });
  const bucket = ["bucket", "partner-audit-dev-lake-123456789012-us-east-1"];
  expect(ofTable).toEqual({
    counts: [2, 2],
    paths: [["s3", ...pathOf("table", table.eventSourceName, "_s3"), ...bucket]],
  });
  const clumioName = "partner-audit-dev_clumio";
  expect(ofClumio).toEqual({
    counts: [5, 5],
    paths: [["cloudtrail-lake", "channel", clumioName, "event data store", clumioName]],
  });
  const stored = Object.fromEntries(collected.lanes.map(({ key, stored }) => [key, stored]));
  expect(stored).toMatchObject({
    okta: [{ time: nine, count: 3 }],
    emea: [{ time: nine + 2 * minute, count: 1 }],
    table: [{ time: nine + 4 * minute, count: 2 }],
    logs: Array(3).fill({ time: nine + 3 * minute + 30_000, count: 1 }),
  });
  expect(stored.clumio?.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  expect(collected.facts.slice(0, 4)).toEqual([
    ["Region", "us-east-1"],
    ["Run", "2026-11-20 12:00:00 UTC"],
    ["Duration", "1.5 s"],
    ["Seed", "7"],
  ]);
});

it("collects failed events at their event times, with their reasons and dead-letter queues", async () => {
  const eventSourceName = "aws.partner/okta.com/acme/audit";
  const vendors = { okta: { eventSourceName, mapping: { required: ["id"] } } };
  const program = await declareStack({ vendors });
  const { lanes, failures, integrations } = await withStack(
    async (stack) => {
      const published = new Date(nine).toISOString();
      sendDetails(
        stack,
        "okta",
        oktaDetails(3).map((detail) => ({ ...detail, published })),
      );
      sendDetails(stack, "okta", [{ eventType: "without.an.id" }]);
      stack.refuse("okta", "It is too large.");
      await stack.sandbox.settle();
      return collectReportPage(resultOf(stack), program, run);
    },
    { faults: refusingAllButFirst() },
    { vendors },
  );
  expect(lanes).toEqual([
    {
      key: "okta",
      stored: [{ time: nine, count: 1 }],
      failed: [
        // The forwarder rejects events that it cannot map before it sends the others.
        { time: startTime, count: 1 },
        { time: nine, count: 1 },
        { time: nine, count: 1 },
        { time: Number.NaN, count: 1 },
      ],
    },
  ]);
  expect(failures.map(([key, count]) => [key, count])).toEqual([
    ["okta", 2],
    ["okta", 1],
    ["okta", 1],
  ]);
  expect(integrations[0]?.paths[0]?.deadLetterQueues).toEqual([
    ["partner-audit-dev_okta_dead-letters", 3],
    ["partner-audit-dev_okta_undelivered", 0],
  ]);
});

const run = { stack: "dev", region: "us-east-1", seed: 7, ended: startTime, seconds: 1.5 };

function resultOf(stack: StackSandbox) {
  return { stack, integrations: stack.integrations, queries: [], findings: undefined, faults: parseFaults([]) };
}
