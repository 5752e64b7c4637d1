import { lakeDashboardLimits } from "../../../components/aws/limits";
import { tagList } from "../formats";
import { type Check, failure, flag, isInputs, listOf, object, oneOf, required, setOf, text } from "../values";

const viewProperty = text(1, 128, /^[a-zA-Z0-9._\- ]+$/, "letters, digits, spaces and . _ -");
const common = {
  Height: required(viewProperty),
  Width: required(viewProperty),
  Title: required(viewProperty),
  View: required(viewProperty),
};
const labelled = object({ ...common, LabelColumn: required(viewProperty), ValueColumn: required(viewProperty) });

/** The properties of each view (AWS CloudTrail User Guide, View properties for widgets). */
const views: Readonly<Record<string, Check>> = {
  Table: object(common),
  LineChart: object({
    ...common,
    XAxisColumn: required(viewProperty),
    YAxisColumn: required(viewProperty),
    FilterColumn: viewProperty,
  }),
  PieChart: labelled,
  BarChart: labelled,
};

const view: Check = (value, place) => {
  const name = isInputs(value) ? value.View : value;
  const check = views[String(name)] ?? (() => oneOf(...Object.keys(views))(name, `${place}.View`));
  return check(value, place);
};

const widgetShape = object({
  QueryStatement: required(text(1, 10_000)),
  QueryParameters: listOf(oneOf("$StartTime$", "$EndTime$", "$Period$"), { minimum: 1, maximum: 10 }),
  // CloudFormation's schema leaves it open, but RequestWidget requires it.
  ViewProperties: required(view),
});

/** A widget, whose statement has one question mark for each parameter. */
const widget: Check = (value, place) => {
  const failures = widgetShape(value, place);
  const { QueryStatement, QueryParameters = [] } = isInputs(value) ? value : {};
  if (typeof QueryStatement !== "string" || !Array.isArray(QueryParameters)) {
    return failures;
  }
  const { length } = QueryParameters;
  const marks = QueryStatement.split("?").length - 1;
  const problem = `it has ${length} entries for ${marks} question marks`;
  return marks === length
    ? failures
    : [...failures, failure(`${place}.QueryParameters`, problem, QueryParameters, "one for each ? of the statement")];
};

const hours = object({
  Unit: required(oneOf("HOURS", "DAYS")),
  Value: required(oneOf(...lakeDashboardLimits.refreshHours)),
});
const days = object({ Unit: required(oneOf("DAYS")), Value: required(oneOf(1)) });

/**
 * Checks the desired state of a CloudTrail Lake dashboard (AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard; AWS CloudTrail
 * API Reference, RequestWidget and RefreshScheduleFrequency). The schema requires no name, but the CreateDashboard call behind it does.
 */
export const checkLakeDashboard: Check = object({
  Name: required(text(1, undefined, /^[a-zA-Z0-9_-]+$/, "letters, digits, _ and -")),
  Widgets: setOf(widget, { maximum: lakeDashboardLimits.widgets }),
  RefreshSchedule: object({
    Frequency: (value, place) => (isInputs(value) && value.Unit === "DAYS" ? days : hours)(value, place),
    Status: oneOf("ENABLED", "DISABLED"),
    TimeOfDay: text(0, undefined, /^[0-9]{2}:[0-9]{2}$/, "hours and minutes such as 06:30"),
  }),
  TerminationProtectionEnabled: flag,
  Tags: tagList,
});
