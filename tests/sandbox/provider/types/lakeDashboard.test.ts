import { declareResource } from "../../../../sandbox/provider";
import { context, expectAllowed, expectViolations } from "../cases";

const resourceType = "aws:cloudcontrol/resource:Resource";
const statement = "SELECT eventName FROM store WHERE eventTime > '?' AND eventTime < '?'";
const table = { Height: "2", Width: "4", Title: "Sign-ins", View: "Table" };
const widget = {
  QueryStatement: statement,
  QueryParameters: ["$StartTime$", "$EndTime$"],
  ViewProperties: table,
};
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...widget,
    ViewProperties: { ...table, Title: `Sign-ins ${index}` },
  }));
const state = { Name: "partner-audit-dev-okta", Widgets: [widget], TerminationProtectionEnabled: false };
const inputs = { typeName: "AWS::CloudTrail::Dashboard", desiredState: JSON.stringify(state) };
const changed = (change: object) => ({ desiredState: JSON.stringify({ ...state, ...change }) });
const inWidget = (change: object) => changed({ Widgets: [{ ...widget, ...change }] });
const every = (Unit: string, Value: number) => changed({ RefreshSchedule: { Frequency: { Unit, Value } } });

describe("a dashboard of CloudTrail Lake", () => {
  test("has its ARN, which its name makes, for its id", () => {
    const { id, outputs } = declareResource(resourceType, "okta-dashboard", inputs, context);
    expect(id).toBe("arn:aws:cloudtrail:eu-west-1:123456789012:dashboard/partner-audit-dev-okta");
    expect(outputs.properties).toBe(JSON.stringify({ ...state, DashboardArn: id, Status: "CREATED", Type: "CUSTOM" }));
  });

  expectAllowed(resourceType, inputs, [
    ["ten widgets", changed({ Widgets: numbered(10) })],
    ["no widgets", changed({ Widgets: undefined })],
    ["a statement without a time", inWidget({ QueryStatement: "SELECT 1 FROM store", QueryParameters: undefined })],
    [
      "a line chart",
      inWidget({ ViewProperties: { ...table, View: "LineChart", XAxisColumn: "hour", YAxisColumn: "events" } }),
    ],
    [
      "a bar chart",
      inWidget({ ViewProperties: { ...table, View: "BarChart", LabelColumn: "who", ValueColumn: "events" } }),
    ],
    ...[1, 6, 12, 24].map((hours) => [`a refresh every ${hours} hours`, every("HOURS", hours)] as const),
    ["a refresh every day", every("DAYS", 1)],
    [
      "a time of day",
      changed({
        RefreshSchedule: { Frequency: { Unit: "DAYS", Value: 1 }, Status: "ENABLED", TimeOfDay: "06:30" },
        Tags: [{ Key: "team", Value: "audit" }],
      }),
    ],
  ]);

  expectViolations(resourceType, inputs, [
    ["no name", changed({ Name: undefined }), "desiredState.Name: it is required, but nothing is given"],
    [
      "a name with a dot",
      changed({ Name: "a.b" }),
      'desiredState.Name: it has another form, but found "a.b"; allowed: letters, digits, _ and -',
    ],
    [
      "eleven widgets",
      changed({ Widgets: numbered(11) }),
      `desiredState.Widgets: it has 11 entries, but found ${JSON.stringify(numbered(2)).slice(0, 120)}...; allowed: up to 10 entries`,
    ],
    [
      "a widget twice",
      changed({ Widgets: [widget, widget] }),
      `desiredState.Widgets: an entry stands twice, but found ${JSON.stringify(widget).slice(0, 120)}...; allowed: each widget once`,
    ],
    [
      "a widget without a statement",
      inWidget({ QueryStatement: undefined }),
      "desiredState.Widgets[0].QueryStatement: it is required, but nothing is given",
    ],
    [
      "another parameter",
      inWidget({ QueryParameters: ["$StartTime$", "$EventDataStoreId$"] }),
      'desiredState.Widgets[0].QueryParameters[1]: it is not among the listed values, but found "$EventDataStoreId$"; allowed: $StartTime$, $EndTime$, $Period$',
    ],
    [
      "a parameter too few",
      inWidget({ QueryParameters: ["$StartTime$"] }),
      'desiredState.Widgets[0].QueryParameters: it has 1 entries for 2 question marks, but found ["$StartTime$"]; allowed: one for each ? of the statement',
    ],
    [
      "no view",
      inWidget({ ViewProperties: undefined }),
      "desiredState.Widgets[0].ViewProperties: it is required, but nothing is given",
    ],
    [
      "another view",
      inWidget({ ViewProperties: { ...table, View: "Map" } }),
      'desiredState.Widgets[0].ViewProperties.View: it is not among the listed values, but found "Map"; allowed: Table, LineChart, PieChart, BarChart',
    ],
    [
      "a table with a chart's column",
      inWidget({ ViewProperties: { ...table, LabelColumn: "who" } }),
      'desiredState.Widgets[0].ViewProperties.LabelColumn: there is no such property, but found "who"; allowed: Height, Width, Title, View',
    ],
    [
      "a chart without its columns",
      inWidget({ ViewProperties: { ...table, View: "PieChart" } }),
      "desiredState.Widgets[0].ViewProperties.LabelColumn: it is required, but nothing is given",
      "desiredState.Widgets[0].ViewProperties.ValueColumn: it is required, but nothing is given",
    ],
    [
      "a title with a question mark",
      inWidget({ ViewProperties: { ...table, Title: "Who?" } }),
      'desiredState.Widgets[0].ViewProperties.Title: it has another form, but found "Who?"; allowed: letters, digits, spaces and . _ -',
    ],
    [
      "a refresh every two hours",
      every("HOURS", 2),
      "desiredState.RefreshSchedule.Frequency.Value: it is not among the listed values, but found 2; allowed: 1, 6, 12, 24",
    ],
    [
      "a refresh every other day",
      every("DAYS", 2),
      "desiredState.RefreshSchedule.Frequency.Value: it is not among the listed values, but found 2; allowed: 1",
    ],
    [
      "a refresh by the minute",
      every("MINUTES", 1),
      'desiredState.RefreshSchedule.Frequency.Unit: it is not among the listed values, but found "MINUTES"; allowed: HOURS, DAYS',
    ],
    [
      "a time of day in words",
      changed({ RefreshSchedule: { TimeOfDay: "noon" } }),
      'desiredState.RefreshSchedule.TimeOfDay: it has another form, but found "noon"; allowed: hours and minutes such as 06:30',
    ],
    [
      "the property that is read-only",
      changed({ DashboardArn: "x" }),
      'desiredState.DashboardArn: there is no such property, but found "x"; allowed: Name, Widgets, RefreshSchedule, TerminationProtectionEnabled, Tags',
    ],
  ]);
});
