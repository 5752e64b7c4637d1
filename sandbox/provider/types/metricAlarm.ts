import { defineType } from "../defineType";
import { arn } from "../formats";
import { limits } from "../limits";
import type { Inputs } from "../resourceType";
import {
  anyNumber,
  anything,
  type Check,
  failure,
  flag,
  isInputs,
  listOf,
  mapOf,
  oneOf,
  optional,
  required,
  text,
  wholeNumber,
} from "../values";

/** Seconds. Short periods are for high-resolution metrics. */
const period: Check = (value, place) =>
  [10, 20, 30].some((short) => short === value) ||
  (Number.isInteger(value) && Number(value) > 0 && Number(value) % 60 === 0)
    ? []
    : [failure(place, "it is no period", value, "10, 20, 30 and multiples of 60")];

const dimensions: Check = (value, place) => {
  const count = isInputs(value) ? Object.keys(value).length : 0;
  const { maximum } = limits.metricAlarm.dimensions;
  const tooMany = failure(place, `it has ${count} dimensions`, value, `up to ${maximum} dimensions`);
  return [...(count > maximum ? [tooMany] : []), ...mapOf(text(limits.metricAlarm.dimension))(value, place)];
};

const actions = optional(listOf(arn(), limits.metricAlarm.actions));

/** An alarm on a metric (Amazon CloudWatch API Reference, PutMetricAlarm). */
export const metricAlarm = defineType("aws:cloudwatch/metricAlarm:MetricAlarm", {
  properties: {
    name: required(text(limits.metricAlarm.name)),
    alarmDescription: optional(text(limits.metricAlarm.description)),
    comparisonOperator: optional(
      oneOf([
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
      ]),
    ),
    metricName: optional(text(limits.metricAlarm.metricName)),
    namespace: optional(text(limits.metricAlarm.namespace)),
    dimensions: optional(dimensions),
    statistic: optional(oneOf(["SampleCount", "Average", "Sum", "Minimum", "Maximum"])),
    extendedStatistic: optional(text({ minimum: 1 })),
    period: optional(period),
    evaluationPeriods: optional(wholeNumber(limits.metricAlarm.evaluationPeriods)),
    datapointsToAlarm: optional(wholeNumber(limits.metricAlarm.datapointsToAlarm)),
    threshold: optional(anyNumber),
    thresholdMetricId: optional(text()),
    treatMissingData: optional(oneOf(["missing", "ignore", "breaching", "notBreaching"]), "missing"),
    evaluateLowSampleCountPercentiles: optional(oneOf(["evaluate", "ignore"])),
    unit: optional(text({ minimum: 1 })),
    actionsEnabled: optional(flag, true),
    alarmActions: actions,
    okActions: actions,
    insufficientDataActions: actions,
    metricQueries: optional(listOf(anything, { maximum: 20 })),
    evaluationCriteria: optional(anything),
    evaluationInterval: optional(period),
    warmUpConfiguration: optional(anything),
  },
  tagged: true,
  autoName: "name",
  rules: alarmRules,
  replaceOnChanges: [],
  computedAtCreate: ["arn"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("cloudwatch", `alarm:${String(name)}`) }),
});

function alarmRules(inputs: Inputs): readonly string[] {
  const failures: string[] = [];
  const kinds = ["metricName", "metricQueries", "evaluationCriteria"].filter((name) => inputs[name] !== undefined);
  if (kinds.length !== 1) {
    failures.push(
      failure(
        "metricName",
        "an alarm is about one thing",
        kinds,
        "one of metricName, metricQueries and evaluationCriteria",
      ),
    );
  }
  if (inputs.metricName !== undefined) {
    const needed = ["comparisonOperator", "evaluationPeriods", "namespace", "period"];
    failures.push(
      ...needed
        .filter((name) => inputs[name] === undefined)
        .map((name) => `${name}: it is required with metricName, but nothing is given`),
    );
    const statistics = ["statistic", "extendedStatistic"].filter((name) => inputs[name] !== undefined);
    if (statistics.length !== 1) {
      failures.push(
        failure("statistic", "a metric has one statistic", statistics, "one of statistic and extendedStatistic"),
      );
    }
  }
  if (Number(inputs.datapointsToAlarm) > Number(inputs.evaluationPeriods)) {
    const allowed = `up to evaluationPeriods (${String(inputs.evaluationPeriods)})`;
    failures.push(failure("datapointsToAlarm", "it is out of range", inputs.datapointsToAlarm, allowed));
  }
  return failures;
}
