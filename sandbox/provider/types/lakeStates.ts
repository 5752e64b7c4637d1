import { eventDataStoreLimits, lakeDashboardLimits, nameLimits } from "../../../components/aws/limits";
import { arn, policyDocument, tagList } from "../formats";
import { type Check, failure, flag, isInputs, listOf, object, oneOf, required, setOf, text } from "../values";

/** Values of a channel's Source (AWS CloudTrail User Guide, Create an event data store for events outside of AWS). */
export const channelSources: readonly string[] = `Custom CloudStorageSecurityConsole Clumio CrowdStrike CyberArk GitHub
  KongGatewayEnterprise LaunchDarkly NetskopeCloudExchange IBMMulticloud MontyCloud OktaSystemLogEvents OneLogin Shoreline
  Snyk WizAuditLogs`.split(/\s+/);

/** A channel's desired state (CloudFormation Template Reference, AWS::CloudTrail::Channel). CreateChannel requires what the schema does not. */
export const checkChannel: Check = object({
  Name: required(text(3, nameLimits.channel, /^[a-zA-Z0-9._-]+$/, "letters, digits, . _ and -")),
  Source: required(oneOf(...channelSources)),
  Destinations: required(
    setOf(
      object({
        Type: required(oneOf("EVENT_DATA_STORE")),
        Location: required(arn("cloudtrail", "eventdatastore/[a-f0-9-]{36}")),
      }),
      { minimum: 1, maximum: eventDataStoreLimits.destinationsPerChannel },
    ),
  ),
  Tags: tagList,
});

const checkPolicyShape = object({
  ResourceArn: required(arn("cloudtrail", "(channel|eventdatastore|dashboard)/.+")),
  ResourcePolicy: required(policyDocument("resource-based policy", 8192)),
});

/**
 * A resource policy's desired state (CloudFormation Template Reference, AWS::CloudTrail::ResourcePolicy). A channel's policy grants only
 * PutAuditEvents on the channel (AWS CloudTrail User Guide, resource-based policy examples).
 */
export const checkResourcePolicy: Check = (state, place) => {
  const failures = checkPolicyShape(state, place);
  return failures.length > 0 || !isInputs(state) || !String(state.ResourceArn).includes(":channel/")
    ? failures
    : checkStatements(state, `${place}.ResourcePolicy.Statement`);
};

function checkStatements(
  { ResourceArn, ResourcePolicy }: Readonly<Record<string, unknown>>,
  place: string,
): readonly string[] {
  const document: unknown = typeof ResourcePolicy === "string" ? JSON.parse(ResourcePolicy) : ResourcePolicy;
  const statements = isInputs(document) ? [document.Statement].flat().filter(isInputs) : [];
  const others = (element: "Action" | "Resource", allowed: unknown) =>
    statements.filter((statement) => [statement[element]].flat().some((value) => value !== allowed));
  const action = "cloudtrail-data:PutAuditEvents";
  return [
    ...others("Action", action).map(({ Action }) =>
      failure(place, "a channel's policy grants one action only", Action, action),
    ),
    ...others("Resource", ResourceArn).map(({ Resource }) =>
      failure(place, "a channel's policy covers only the channel", Resource, String(ResourceArn)),
    ),
  ];
}

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
  // CloudFormation's schema makes it optional, but RequestWidget requires it.
  ViewProperties: required(view),
});

/** A widget. Its statement has one question mark per parameter. */
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
 * A Lake dashboard's desired state (CloudFormation Template Reference, AWS::CloudTrail::Dashboard; AWS CloudTrail API Reference,
 * RequestWidget, RefreshScheduleFrequency). CreateDashboard requires the name, the schema does not.
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
