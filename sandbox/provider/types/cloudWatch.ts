import { logGroupNameLimit, logRetentionDays } from "../../../components/aws/limits";
import { defineType } from "../defineType";
import { arn, policyDocument } from "../formats";
import type { Inputs } from "../resourceType";
import {
  anyNumber,
  type Check,
  failure,
  flag,
  isInputs,
  jsonText,
  listOf,
  mapOf,
  object,
  oneOf,
  required,
  text,
  wholeNumber,
} from "../values";

// Amazon CloudWatch Logs API Reference, CreateLogGroup, PutRetentionPolicy, PutResourcePolicy, PutQueryDefinition and StartQuery.
const groupName = text(
  1,
  logGroupNameLimit,
  /^(?!aws\/)[._\-/#A-Za-z0-9]+$/,
  "letters, digits, . _ - / and #, not beginning with aws/",
);

/** A log group (Amazon CloudWatch Logs API Reference, CreateLogGroup and PutRetentionPolicy). */
export const logGroup = defineType("aws:cloudwatch/logGroup:LogGroup", {
  properties: {
    name: required(groupName),
    /** Days; 0 keeps the log indefinitely. */
    retentionInDays: { check: oneOf(0, ...logRetentionDays), default: 0 },
    kmsKeyId: arn("kms"),
    deletionProtectionEnabled: { check: flag, default: false },
  },
  tagged: true,
  autoName: "name",
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("logs", `log-group:${String(name)}`) }),
});

/** The principals that may write to log groups (Amazon CloudWatch Logs API Reference, PutResourcePolicy). */
export const logResourcePolicy = defineType("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", {
  properties: {
    policyDocument: required(policyDocument("resource-based policy", 5120)),
    policyName: required(text(1)),
  },
  documents: ["policyDocument"],
  replaceOnChanges: ["policyName"],
  answer: ({ policyName }) => ({ id: String(policyName) }),
});

/** A saved Logs Insights query (Amazon CloudWatch Logs API Reference, PutQueryDefinition). Its id is its identity, so its name may change. */
export const queryDefinition = defineType("aws:cloudwatch/queryDefinition:QueryDefinition", {
  properties: {
    name: required(text(1, 255, /^([^:*/]+\/?)*[^:*/]+$/, "names with / between them, without : and *")),
    queryString: required(text(1, 10_000)),
    logGroupNames: listOf(groupName, { maximum: 50 }),
  },
  answer: (_inputs, identity) => {
    const id = identity.uuid();
    return { id, queryDefinitionId: id, arn: identity.arn("logs", `query-definition:${id}`) };
  },
});

const widgetTypes = ["alarm", "explorer", "log", "metric", "text", "custom"];
const maximumWidgets = 500;

/** Amazon CloudWatch API Reference, Dashboard Body Structure and Syntax. */
const body: Check = jsonText((value, place) => {
  if (!isInputs(value) || !Array.isArray(value.widgets)) {
    return [failure(place, "it has no list of widgets", value, "an object with widgets")];
  }
  const { length } = value.widgets;
  const tooMany = failure(place, `it has ${length} widgets`, value, `up to ${maximumWidgets} widgets`);
  const wrong = value.widgets.filter(
    (widget) => !isInputs(widget) || !widgetTypes.includes(String(widget.type)) || !isInputs(widget.properties),
  );
  return [
    ...(length > maximumWidgets ? [tooMany] : []),
    ...wrong.map((widget) =>
      failure(`${place}.widgets`, "a widget is malformed", widget, `a type (${widgetTypes.join(", ")}) and properties`),
    ),
  ];
});

/** A dashboard (Amazon CloudWatch API Reference, PutDashboard). */
export const dashboard = defineType("aws:cloudwatch/dashboard:Dashboard", {
  properties: {
    dashboardName: required(text(1, 255, /^[\w-]+$/, "letters, digits, _ and -")),
    dashboardBody: required(body),
  },
  documents: ["dashboardBody"],
  replaceOnChanges: ["dashboardName"],
  answer: ({ dashboardName }, { partition, accountId }) => ({
    id: String(dashboardName),
    // Dashboards have no Region (Service Authorization Reference, Amazon CloudWatch, resource types).
    dashboardArn: `arn:${partition}:cloudwatch::${accountId}:dashboard/${String(dashboardName)}`,
  }),
});

/** Seconds. Short periods are for high-resolution metrics. */
const period: Check = (value, place) =>
  [10, 20, 30].some((short) => short === value) ||
  (Number.isInteger(value) && Number(value) > 0 && Number(value) % 60 === 0)
    ? []
    : [failure(place, "it is not a period", value, "10, 20, 30 and multiples of 60")];

const actions = listOf(arn(), { maximum: 5 });
const metricName = text(1, 255);
const namespace = text(1, 255, /^[^:]/, "text that does not begin with a colon");
const dimensions = mapOf(text(1, 1024));

/** An alarm on a metric or on an expression over metrics (Amazon CloudWatch API Reference, PutMetricAlarm). */
export const metricAlarm = defineType("aws:cloudwatch/metricAlarm:MetricAlarm", {
  properties: {
    name: required(text(1, 255)),
    alarmDescription: text(0, 1024),
    comparisonOperator: oneOf(
      "GreaterThanOrEqualToThreshold",
      "GreaterThanThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
    ),
    metricName,
    namespace,
    dimensions,
    statistic: oneOf("SampleCount", "Average", "Sum", "Minimum", "Maximum"),
    period,
    evaluationPeriods: wholeNumber({ minimum: 1 }),
    threshold: anyNumber,
    treatMissingData: { check: oneOf("missing", "ignore", "breaching", "notBreaching"), default: "missing" },
    alarmActions: actions,
    okActions: actions,
    metricQueries: listOf(
      object({
        id: required(text(1, 255)),
        expression: text(1, 2048),
        label: text(),
        returnData: flag,
        metric: object({
          metricName: required(metricName),
          namespace,
          dimensions,
          period: required(period),
          stat: required(text(1)),
        }),
      }),
      { maximum: 20 },
    ),
  },
  tagged: true,
  autoName: "name",
  rules: alarmRules,
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("cloudwatch", `alarm:${String(name)}`) }),
});

function alarmRules(inputs: Inputs): readonly string[] {
  const kinds = ["metricName", "metricQueries"].filter((name) => inputs[name] !== undefined);
  if (kinds.length !== 1) {
    return [failure("metricName", "an alarm has one subject", kinds, "one of metricName and metricQueries")];
  }
  const needed = ["comparisonOperator", "evaluationPeriods", "namespace", "period", "statistic"];
  return inputs.metricName === undefined
    ? []
    : needed
        .filter((name) => inputs[name] === undefined)
        .map((name) => `${name}: it is required with metricName, but nothing is given`);
}
