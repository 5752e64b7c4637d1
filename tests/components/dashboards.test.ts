import { lakeWidgets } from "../../components/dashboards/lakeDashboards";
import { widgetQueries } from "../../components/dashboards/widgetQueries";
import { savedQueryFiles } from "../../components/files/savedQueryFiles";
import { vendorNames } from "../../functions/vendors";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { allow, declareStack, desiredStateOf, oktaAlone, resourceNamed } from "../support/declare";

const onelogin = { eventSourceName: "aws.partner/onelogin.com/acme/audit" };
const auth0 = { eventSourceName: "aws.partner/auth0.com/acme/audit", sink: "cloudwatch-logs" };
const okta = { ...oktaAlone.okta, rawLogGroup: { retentionDays: 30 } };

async function declare(vendors: object, dashboards?: object, more: object = {}) {
  const { resources } = await declareStack({ vendors, ...(dashboards && { dashboards }), ...more });
  return resources;
}

const namesOf = (resources: readonly DeclaredResource[]) =>
  resources
    .map(({ name }) => name)
    .filter((name) => /\/dashboard|-query$/.test(name))
    .sort();

const titlesOf = (state: { readonly Widgets: readonly { readonly ViewProperties: { readonly Title: string } }[] }) =>
  state.Widgets.map(({ ViewProperties }) => ViewProperties.Title);

describe("a stack's dashboards", () => {
  it("do not exist without dashboards in the configuration", async () => {
    expect(namesOf(await declare({ okta, auth0 }))).toEqual([]);
  });

  it("are one per store, which CloudTrail may query only for that dashboard", async () => {
    const resources = await declare({ okta, onelogin }, { logs: false });
    expect(namesOf(resources)).toEqual([
      "okta/dashboard",
      "okta/dashboard-queries",
      "onelogin/dashboard",
      "onelogin/dashboard-queries",
    ]);
    const store = resourceNamed(resources, "okta/event-data-store").outputs.arn;
    expect(desiredStateOf(resources, "okta/dashboard-queries")).toEqual({
      ResourceArn: store,
      ResourcePolicy: {
        Version: "2012-10-17",
        Statement: [
          allow("AllowDashboard", "cloudtrail:StartQuery", store, {
            Principal: { Service: "cloudtrail.amazonaws.com" },
            Condition: {
              StringEquals: {
                "aws:SourceAccount": "123456789012",
                "aws:SourceArn": resourceNamed(resources, "okta/dashboard").id,
              },
            },
          }),
        ],
      },
    });
  });

  it("show the most useful queries of the store's vendors, for the time range that the user chooses", async () => {
    const state = desiredStateOf(await declare({ onelogin }, {}), "onelogin/dashboard");
    expect(titlesOf(state)).toEqual([
      "Events by name",
      "OneLogin - sign-ins",
      "OneLogin - risk scores",
      "OneLogin - impersonations",
    ]);
    expect(state.Widgets[0]).toEqual({
      QueryStatement: expect.stringMatching(
        /^SELECT\n[\s\S]*FROM \(SELECT \* FROM "[0-9a-f-]{36}" WHERE eventTime > '\?' AND eventTime < '\?'\) AS partnerEvents\nGROUP BY [^?]*$/,
      ),
      QueryParameters: ["$StartTime$", "$EndTime$"],
      ViewProperties: { Height: "2", Width: "4", Title: "Events by name", View: "Table" },
    });
  });

  it("show each vendor of a shared store, in ten widgets at most", async () => {
    const shared = { eventStore: "identity" };
    const github = { eventBusName: "github", pattern: { source: ["github.audit"] } };
    const vendors = {
      okta: { ...okta, ...shared },
      onelogin: { ...onelogin, ...shared },
      auth0: { eventSourceName: auth0.eventSourceName, ...shared },
      github: { ...github, ...shared },
    };
    const resources = await declare(vendors, { logs: false }, { eventStores: { identity: {} } });
    expect(namesOf(resources)).toEqual(["identity/dashboard", "identity/dashboard-queries"]);
    const titles = titlesOf(desiredStateOf(resources, "identity/dashboard"));
    expect(titles).toHaveLength(10);
    expect(widgetQueries(vendorNames)).toHaveLength(11);
    expect(titles.slice(0, 5)).toEqual([
      "Events by name",
      "Okta - failed sign-ins",
      "OneLogin - sign-ins",
      "Auth0 - failures",
      "GitHub - activity by repository",
    ]);
  });

  it("are not created for existing stores, whose policy has another owner", async () => {
    const arn = "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3d2c4b5a-0000-4000-8000-000000000001";
    expect(namesOf(await declare({ okta: { ...oktaAlone.okta, eventStore: arn } }, {}))).toEqual([]);
  });

  it("are refreshed manually, or on a schedule that CloudTrail runs", async () => {
    expect(desiredStateOf(await declare(oktaAlone, {}), "okta/dashboard")).not.toHaveProperty("RefreshSchedule");
    const resources = await declare(oktaAlone, { refreshHours: 6 });
    expect(desiredStateOf(resources, "okta/dashboard").RefreshSchedule).toEqual({
      Frequency: { Unit: "HOURS", Value: 6 },
      Status: "ENABLED",
    });
    const { ResourceArn, ResourcePolicy } = desiredStateOf(resources, "okta/dashboard-refresh");
    expect(ResourceArn).toBe("arn:aws:cloudtrail:us-east-1:123456789012:dashboard/partner-audit-dev_okta");
    expect(ResourcePolicy.Statement).toMatchObject([
      { Action: "cloudtrail:StartDashboardRefresh", Resource: ResourceArn },
    ]);
  });

  it("query log groups as well, and save their queries under the names of stack and vendor", async () => {
    const resources = await declare({ okta, auth0 }, { lake: false });
    const { widgets } = JSON.parse(String(resourceNamed(resources, "logs-dashboard").inputs.dashboardBody));
    const shown = widgets.map(({ properties }: { properties: Record<string, string> }) =>
      properties.markdown === undefined ? /^SOURCE '(.*?)' \| /.exec(properties.query ?? "")?.[1] : properties.markdown,
    );
    const [raw, audit] = ["/aws/events/partner-audit-dev/okta", "/partner-audit/partner-audit-dev_auth0"];
    expect(shown).toEqual(["## okta: events as they came", raw, raw, "## auth0: audit events", audit, audit]);
    const queries = resources.filter(({ type }) => type.endsWith(":QueryDefinition"));
    expect(Object.fromEntries(queries.map(({ inputs }) => [inputs.name, inputs.logGroupNames]))).toEqual({
      "partner-audit/dev/okta/raw-events-by-detail-type": [raw],
      "partner-audit/dev/okta/raw-latest-events": [raw],
      "partner-audit/dev/auth0/events-by-name": [audit],
      "partner-audit/dev/auth0/auth0-failures": [audit],
      "partner-audit/dev/auth0/duplicates-by-uid": [audit],
    });
  });
});

describe("the table of the dashboards' queries", () => {
  it("names existing queries, each once", () => {
    const queries = widgetQueries(vendorNames).map(({ query }) => query);
    expect(new Set(queries).size).toBe(queries.length);
    expect(savedQueryFiles(".sql").map(({ name }) => name)).toEqual(expect.arrayContaining(queries));
    expect(savedQueryFiles(".cwli").map(({ name }) => name)).toEqual(expect.arrayContaining(queries));
  });

  it("builds from each a statement whose only question marks are the times", () => {
    for (const vendor of vendorNames) {
      for (const { QueryStatement, QueryParameters } of lakeWidgets([vendor], "store")) {
        expect(QueryStatement.match(/\?/g)).toHaveLength(QueryParameters.length);
        expect(QueryStatement).not.toMatch(/--|\$PARTNER/);
      }
    }
  });
});
