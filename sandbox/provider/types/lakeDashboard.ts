import type { Identity } from "../defineType";
import { tagKey, tagValue } from "../formats";
import { limits } from "../limits";
import type { Inputs } from "../resourceType";
import { type Check, failure, flag, isInputs, listOf, object, oneOf, optional, required, text } from "../values";

const { lakeDashboard } = limits;
const viewProperty = required(text(lakeDashboard.viewProperty));
const columns = { XAxisColumn: viewProperty, YAxisColumn: viewProperty };
const common = { Height: viewProperty, Width: viewProperty, Title: viewProperty };

/** What each view asks for (AWS CloudTrail User Guide, View properties for widgets). */
const views: Readonly<Record<string, Check>> = {
  Table: object({ ...common, View: viewProperty }),
  LineChart: object({ ...common, ...columns, FilterColumn: optional(viewProperty.check), View: viewProperty }),
  PieChart: object({ ...common, LabelColumn: viewProperty, ValueColumn: viewProperty, View: viewProperty }),
  BarChart: object({ ...common, LabelColumn: viewProperty, ValueColumn: viewProperty, View: viewProperty }),
};

const view: Check = (value, place) => {
  const check = isInputs(value) ? views[String(value.View)] : object({});
  const unknown = failure(
    `${place}.View`,
    "it is not among the listed values",
    asView(value),
    Object.keys(views).join(", "),
  );
  return check === undefined ? [unknown] : check(value, place);
};

const checkShape = object({
  // The CloudFormation schema asks for no name, but the CreateDashboard call behind it does.
  Name: required(text(lakeDashboard.name)),
  Widgets: optional(listOf(widget, lakeDashboard.widgets)),
  RefreshSchedule: optional(
    object({
      Frequency: optional(frequency),
      Status: optional(oneOf(["ENABLED", "DISABLED"])),
      TimeOfDay: optional(text(lakeDashboard.timeOfDay)),
    }),
  ),
  TerminationProtectionEnabled: optional(flag),
  Tags: optional(listOf(object({ Key: required(tagKey), Value: required(tagValue) }), limits.tags.count)),
});

/** Checks the desired state of a CloudTrail Lake dashboard (AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard). */
export const checkLakeDashboard: Check = (state, place) => [...checkShape(state, place), ...repeated(state, place)];

/** The ARN that CloudTrail makes of a dashboard's name. */
export function lakeDashboardArnOf(desired: Inputs, identity: Identity): string {
  return identity.arn("cloudtrail", `dashboard/${String(desired.Name)}`);
}

function widget(value: unknown, place: string): readonly string[] {
  const shape = object({
    QueryStatement: required(text(lakeDashboard.queryStatement)),
    QueryParameters: optional(listOf(oneOf(["$StartTime$", "$EndTime$", "$Period$"]), lakeDashboard.queryParameters)),
    // CloudFormation's schema leaves it open, but RequestWidget asks for it.
    ViewProperties: required(view),
  })(value, place);
  return [...shape, ...unmatched(value, place)];
}

/** A statement's question marks and its parameters belong together, one to one. */
function unmatched(value: unknown, place: string): readonly string[] {
  const { QueryStatement, QueryParameters = [] } = isInputs(value) ? value : {};
  if (typeof QueryStatement !== "string" || !Array.isArray(QueryParameters)) {
    return [];
  }
  const marks = QueryStatement.split("?").length - 1;
  return marks === QueryParameters.length
    ? []
    : [
        failure(
          `${place}.QueryParameters`,
          `it has ${QueryParameters.length} entries for ${marks} question marks`,
          QueryParameters,
          "one for each ? of the statement",
        ),
      ];
}

function frequency(value: unknown, place: string): readonly string[] {
  const { refreshEvery } = lakeDashboard;
  const unit = isInputs(value) && value.Unit === "DAYS" ? "DAYS" : "HOURS";
  return object({
    Unit: required(oneOf(Object.keys(refreshEvery))),
    Value: required(oneOf(refreshEvery[unit])),
  })(value, place);
}

/** The schema takes each widget once. */
function repeated(state: unknown, place: string): readonly string[] {
  const widgets = isInputs(state) && Array.isArray(state.Widgets) ? state.Widgets : [];
  const written = widgets.map((entry) => JSON.stringify(entry));
  const twice = widgets.filter((_entry, index) => written.indexOf(written[index] ?? "") < index);
  return twice.map((entry) => failure(`${place}.Widgets`, "an entry stands twice", entry, "each widget once"));
}

function asView(value: unknown): unknown {
  return isInputs(value) ? value.View : value;
}
