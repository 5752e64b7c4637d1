import type { LakeWidget } from "../../components/dashboards/lakeDashboards";
import { widgetQueries } from "../../components/dashboards/widgetQueries";
import type { JsonObject } from "../../functions/mapping/values/json";
import { runInsightsQuery } from "../../sandbox/cloudWatchLogs/insights/run";
import { fillIn, savedInsightsQueries, savedQueries } from "../../sandbox/lake/savedQueries";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { declareStack, resourceNamed } from "../support/declare";
import { readJson } from "../support/readJson";
import { auditGroupOf, groupOf } from "./cloudWatchLogs/logEvents";
import { insightsAnswer, withoutInsights } from "./lake/insightsAnswer";
import { awsStore, ingestAwsEvents, ingestPartnerEvents, openLake, partnerStore } from "./lake/stores";

interface Events {
  readonly partner?: readonly JsonObject[];
  readonly aws?: readonly JsonObject[];
}

/** Events with the result of a saved query, and events for which the result is empty. */
interface Example extends Events {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly silent: Events;
}

/** One example per saved query, by its name. */
const examples = readJson<Readonly<Record<string, Example>>>(__dirname, "lake/examples.json");
const exampleOf = (query: string) => examples[query] as Example;

async function lakeAnswer(sql: string, { partner = [], aws = [] }: Events) {
  const lake = await openLake();
  try {
    ingestPartnerEvents(lake, ...partner);
    ingestAwsEvents(lake, ...aws);
    return await lake.query(sql);
  } finally {
    await lake.close();
  }
}

async function logsAnswer(text: string, { partner = [] }: Events) {
  const { columns, rows } = await runInsightsQuery([auditGroupOf(partner)], { text });
  return { columns, rows };
}

describe("the saved queries of CloudTrail Lake", () => {
  test("have one example each", () => {
    expect(Object.keys(examples).sort()).toEqual(savedQueries().map(({ name }) => name));
  });

  test("report the placeholder without an id", () => {
    expect(() => fillIn('SELECT 1 FROM "$AWS_EVENT_DATA_STORE_ID"', { partner: "p" })).toThrow(
      "The query needs the id of an event data store for $AWS_EVENT_DATA_STORE_ID.",
    );
  });

  test.each(savedQueries())("$name returns its result, and no rows for events without one", async (query) => {
    const { columns, rows, silent, ...events } = exampleOf(query.name);
    const sql = fillIn(query.sql, { partner: partnerStore, aws: awsStore });
    expect(await lakeAnswer(sql, events)).toEqual({ columns, rows });
    expect(await lakeAnswer(sql, silent)).toEqual({ columns, rows: [] });
    expect(query.answers).toMatch(/^[A-Z].*\?$/);
    expect(query.needs).toContain("partner");
    // Trino accepts an id that begins with a digit only in quotes.
    expect(query.sql).not.toMatch(/[^"]\$(PARTNER|AWS)_EVENT_DATA_STORE_ID/);
  });
});

describe("the saved queries of log groups", () => {
  type Expected = Pick<Example, "columns" | "rows">;
  /** Differences in columns or values from CloudTrail Lake, caused by the language. */
  const others: Readonly<Record<string, (lake: Expected) => Expected>> = {
    "okta-session-starts": (lake) => lake,
    "duplicates-by-uid": ({ columns }) => ({
      columns,
      rows: [["okta.system-log-events", "a", 3, "2023-01-31 00:00:00.500", "2023-01-31 00:00:03.500"]],
    }),
  };
  test("are those of CloudTrail Lake, except the impossible ones", () => {
    const both = [...savedInsightsQueries().map(({ name }) => name), ...withoutInsights];
    expect(both.sort()).toEqual(savedQueries().map(({ name }) => name));
  });

  test.each(savedInsightsQueries())(
    "$name has the same result as the SQL query of this name",
    async ({ name, answers, text }) => {
      const { silent, columns, rows, ...events } = exampleOf(name);
      expect(await logsAnswer(text, events)).toEqual((others[name] ?? insightsAnswer)({ columns, rows }));
      expect((await logsAnswer(text, silent)).rows).toEqual([]);
      expect(answers).toBe(savedQueries().find((query) => query.name === name)?.answers);
    },
  );
});

describe("the dashboards", () => {
  const vendors = {
    okta: { eventSourceName: "aws.partner/okta.com/acme/audit" },
    onelogin: { eventSourceName: "aws.partner/onelogin.com/acme/audit" },
    auth0: { eventSourceName: "aws.partner/auth0.com/acme/audit" },
    github: { eventBusName: "github", pattern: { source: ["github.audit"] } },
  };
  /** Returns the queries of the vendors, as the widgets name them. */
  const queries = widgetQueries(Object.keys(vendors));

  /** Declares the stack with every vendor's events in the sink. */
  async function declare(sink: "cloudtrail-lake" | "cloudwatch-logs"): Promise<readonly DeclaredResource[]> {
    const entries = Object.entries(vendors).map(([key, vendor]) => [key, { ...vendor, sink }]);
    return (await declareStack({ vendors: Object.fromEntries(entries), dashboards: {} })).resources;
  }

  test("of CloudTrail Lake run every query of their vendors, only for the chosen time range", async () => {
    const resources = await declare("cloudtrail-lake");
    // Auth0 has no Source, so its events are in the store of the stack's channel of Source Custom.
    const widgets = ["okta", "onelogin", "custom", "github"].flatMap((key): readonly LakeWidget[] => {
      const { Widgets } = JSON.parse(String(resourceNamed(resources, `${key}/dashboard`).inputs.desiredState));
      const store = String(resourceNamed(resources, `${key}/event-data-store`).outputs.arn);
      return JSON.parse(JSON.stringify(Widgets).replaceAll(store.slice(store.lastIndexOf("/") + 1), partnerStore));
    });
    const byTitle = new Map(widgets.map((widget) => [widget.ViewProperties.Title, widget]));
    expect([...byTitle.keys()].sort()).toEqual(queries.map(({ title }) => title).sort());
    for (const { query, title } of queries) {
      const { columns, rows, ...events } = exampleOf(query);
      const { QueryParameters = [], QueryStatement = "" } = byTitle.get(title) ?? {};
      const answer = (from: string, to: string) => {
        const values: Readonly<Record<string, string>> = { $StartTime$: from, $EndTime$: to };
        const fill = (text: string, parameter: string) => text.replace("?", values[parameter] ?? "");
        return lakeAnswer(QueryParameters.reduce(fill, QueryStatement), events);
      };
      expect(await answer("2023-01-01T00:00:00.00Z", "2023-03-01T00:00:00.00Z")).toEqual({ columns, rows });
      expect(await answer("2023-03-01T00:00:00.00Z", "2023-04-01T00:00:00.00Z")).toEqual({ columns, rows: [] });
    }
  });

  test("of log groups have the same queries, and each widget names its log group", async () => {
    const body = resourceNamed(await declare("cloudwatch-logs"), "logs-dashboard").inputs.dashboardBody;
    const shown: readonly string[] = JSON.parse(String(body)).widgets.flatMap(
      ({ properties }: { properties: { query?: string } }) => properties.query ?? [],
    );
    expect(shown).toHaveLength(Object.keys(vendors).flatMap((vendor) => widgetQueries([vendor])).length);
    const { rows, ...events } = exampleOf("okta-failed-sign-ins");
    const [failed = ""] = shown.filter((query) => query.includes("user\\.authentication"));
    const text = failed.replace("SOURCE '/partner-audit/partner-audit-dev_okta' | ", "");
    expect((await logsAnswer(text, events)).rows).toHaveLength(rows.length);
  });
});

test("the queries of raw events return results, and no rows without events", async () => {
  const source = "aws.partner/okta.com/acme/audit";
  const latest = [
    ["2026-11-20T10:00:02Z", source, "Test", "3"],
    ["2026-11-20T10:00:01Z", source, "SystemLog", "2"],
    ["2026-11-20T10:00:00Z", source, "SystemLog", "1"],
  ] as const;
  const events = latest.map(([time, from, type, id]) => ({ id, "detail-type": type, source: from, time })).reverse();
  const byType = ["SystemLog", "Test"].map((type, index) => ["2026-11-20 10:00:00.000", type, 2 - index]);
  const okta = { eventSourceName: source, rawLogGroup: { retentionDays: 30 } };
  const { resources } = await declareStack({ vendors: { okta }, dashboards: { lake: false } });
  for (const [query, columns, rows] of [
    ["events-by-detail-type", ["hour", "detailType", "events"], byType],
    ["latest-events", ["time", "source", "detailType", "id"], latest],
  ] as const) {
    const text = String(resourceNamed(resources, `okta/raw-${query}-query`).inputs.queryString);
    expect(await runInsightsQuery([groupOf(events)], { text })).toMatchObject({ columns, rows });
    expect((await runInsightsQuery([groupOf([])], { text })).rows).toEqual([]);
  }
});
