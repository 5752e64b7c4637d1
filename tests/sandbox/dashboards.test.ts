import type { LakeWidget } from "../../components/dashboards/lakeWidgets";
import { widgetQueries } from "../../components/dashboards/widgetQueries";
import { runInsightsQuery } from "../../sandbox/cloudWatchLogs/insights/run";
import type { DeclaredResource } from "../../sandbox/declaredResource";
import { declareStack, resourceNamed } from "../support/declare";
import { auditGroupOf, groupOf } from "./cloudWatchLogs/logEvents";
import { type Example, examples } from "./lake/examples";
import { ingestPartnerEvents, openLake, partnerStore } from "./lake/stores";

const vendors = {
  okta: { eventSourceName: "aws.partner/okta.com/acme/audit" },
  onelogin: { eventSourceName: "aws.partner/onelogin.com/acme/audit" },
  auth0: { eventSourceName: "aws.partner/auth0.com/acme/audit" },
  github: { eventBusName: "github", pattern: { source: ["github.audit"] } },
};

/** The queries of the vendors, as the dashboards' widgets name them. */
const queries = widgetQueries(Object.keys(vendors));
const exampleOf = (query: string) => examples[query] as Example;

/** The stack with every vendor's events in the sink. */
async function declare(sink: "cloudtrail-lake" | "cloudwatch-logs"): Promise<readonly DeclaredResource[]> {
  const entries = Object.entries(vendors).map(([key, vendor]) => [key, { ...vendor, sink }]);
  return (await declareStack({ vendors: Object.fromEntries(entries), dashboards: {} })).resources;
}

describe("the dashboards of CloudTrail Lake", () => {
  let widgets: readonly LakeWidget[];
  beforeAll(async () => {
    const resources = await declare("cloudtrail-lake");
    // Auth0 has no Source of its own, so its events are in the store of the stack's channel of Source Custom.
    widgets = ["okta", "onelogin", "custom", "github"].flatMap((key) => {
      const { Widgets } = JSON.parse(String(resourceNamed(resources, `${key}/dashboard`).inputs.desiredState));
      const store = String(resourceNamed(resources, `${key}/event-data-store`).outputs.arn);
      return JSON.parse(JSON.stringify(Widgets).replaceAll(store.slice(store.lastIndexOf("/") + 1), partnerStore));
    });
  });

  const answer = async (title: string, events: Example["partner"], from: string, to: string) => {
    const [widget] = widgets.filter(({ ViewProperties }) => ViewProperties.Title === title);
    const values: Readonly<Record<string, string>> = { $StartTime$: from, $EndTime$: to };
    const statement = (widget?.QueryParameters ?? []).reduce(
      (filled, parameter) => filled.replace("?", values[parameter] ?? ""),
      widget?.QueryStatement ?? "",
    );
    const lake = await openLake();
    try {
      ingestPartnerEvents(lake, ...(events ?? []));
      return await lake.query(statement);
    } finally {
      await lake.close();
    }
  };

  it("have a widget for each query of their vendors", () => {
    const titles = new Set(widgets.map(({ ViewProperties }) => ViewProperties.Title));
    expect([...titles].sort()).toEqual(queries.map(({ title }) => title).sort());
  });

  it.each(queries)("$title answers of the time that is chosen, and of no other", async ({ query, title }) => {
    const { partner, columns, rows } = exampleOf(query);
    expect(await answer(title, partner, "2023-01-01T00:00:00.00Z", "2023-03-01T00:00:00.00Z")).toEqual({
      columns,
      rows,
    });
    expect(await answer(title, partner, "2023-03-01T00:00:00.00Z", "2023-04-01T00:00:00.00Z")).toEqual({
      columns,
      rows: [],
    });
  });
});

// The saved queries of log groups answer their questions: cloudWatchLogs/insightsSavedQueries.test.ts.
it("the dashboard of log groups has the same queries, but that a widget names its log group", async () => {
  const body = resourceNamed(await declare("cloudwatch-logs"), "logs-dashboard").inputs.dashboardBody;
  const shown: readonly string[] = JSON.parse(String(body)).widgets.flatMap(
    ({ properties }: { properties: { query?: string } }) => properties.query ?? [],
  );
  expect(shown).toHaveLength(Object.keys(vendors).flatMap((vendor) => widgetQueries([vendor])).length);
  const { partner = [], rows } = exampleOf("okta-failed-sign-ins");
  const [failed = ""] = shown.filter((query) => query.includes("user\\.authentication"));
  const text = failed.replace("SOURCE '/partner-audit/partner-audit-dev_okta' | ", "");
  expect((await runInsightsQuery([auditGroupOf(partner)], { text })).rows).toHaveLength(rows.length);
});

describe("the queries of events as they came", () => {
  const source = "aws.partner/okta.com/acme/audit";
  const events = [
    { id: "1", "detail-type": "SystemLog", source, time: "2026-11-20T10:00:00Z" },
    { id: "2", "detail-type": "SystemLog", source, time: "2026-11-20T10:00:01Z" },
    { id: "3", "detail-type": "Test", source, time: "2026-11-20T10:00:02Z" },
  ];

  it.each([
    [
      "events-by-detail-type",
      ["hour", "detailType", "events"],
      [
        ["2026-11-20 10:00:00.000", "SystemLog", 2],
        ["2026-11-20 10:00:00.000", "Test", 1],
      ],
    ],
    [
      "latest-events",
      ["time", "source", "detailType", "id"],
      [...events].reverse().map((event) => [event.time, event.source, event["detail-type"], event.id]),
    ],
  ])("%s answers of events, and nothing where there are none", async (query, columns, rows) => {
    const okta = { ...vendors.okta, rawLogGroup: { retentionDays: 30 } };
    const { resources } = await declareStack({ vendors: { okta }, dashboards: { lake: false } });
    const text = String(resourceNamed(resources, `okta/raw-${query}-query`).inputs.queryString);
    expect(await runInsightsQuery([groupOf(events)], { text })).toMatchObject({ columns, rows });
    expect((await runInsightsQuery([groupOf([])], { text })).rows).toEqual([]);
  });
});
