import type { DeclaredResource } from "../declaredResource";
import type { Measurements, MetricName, Statistic } from "./measurements";
import { evaluateMetricMath } from "./metricMath";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** A metric or an expression over metrics, in one period that ends at a moment. */
type Measure = (measurements: Measurements, from: number, to: number) => number | undefined;

/**
 * A declared alarm (Amazon CloudWatch API Reference, PutMetricAlarm; Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms" and
 * "Configuring how CloudWatch alarms treat missing data").
 */
export class Alarm {
  readonly name: string;
  readonly arn: string;
  private readonly periodMilliseconds: number;
  private readonly measure: Measure;

  constructor(private readonly resource: DeclaredResource) {
    const { inputs, outputs } = resource;
    this.name = String(outputs.name ?? inputs.name);
    this.arn = String(outputs.arn);
    const { measure, period } = measureOf(inputs);
    this.measure = measure;
    this.periodMilliseconds = period * 1000;
  }

  /** The ARNs that are told of a new state. */
  actionsFor(state: AlarmState): readonly string[] {
    const { inputs } = this.resource;
    const actions = {
      OK: inputs.okActions,
      ALARM: inputs.alarmActions,
      INSUFFICIENT_DATA: inputs.insufficientDataActions,
    };
    return inputs.actionsEnabled === false ? [] : ((actions[state] ?? []) as readonly string[]);
  }

  /** The state at a moment, from the periods that end there. Periods before the sandbox began hold nothing. */
  stateAt(now: number, previous: AlarmState, measurements: Measurements): AlarmState {
    const { evaluationPeriods, datapointsToAlarm, treatMissingData = "missing" } = this.resource.inputs;
    const periods = Number(evaluationPeriods);
    const needed = Number(datapointsToAlarm ?? periods);
    const values = Array.from({ length: periods }, (_, index) => {
      const to = now - index * this.periodMilliseconds;
      return this.measure(measurements, to - this.periodMilliseconds, to);
    });
    if (
      values.every((value) => value === undefined) &&
      (treatMissingData === "missing" || treatMissingData === "ignore")
    ) {
      return treatMissingData === "missing" ? "INSUFFICIENT_DATA" : previous;
    }
    const breaching = values.filter((value) =>
      value === undefined ? treatMissingData === "breaching" : this.isBeyond(value),
    ).length;
    return breaching >= needed ? "ALARM" : "OK";
  }

  private isBeyond(value: number): boolean {
    const { comparisonOperator, threshold } = this.resource.inputs;
    const bound = Number(threshold);
    switch (comparisonOperator) {
      case "GreaterThanThreshold":
        return value > bound;
      case "GreaterThanOrEqualToThreshold":
        return value >= bound;
      case "LessThanThreshold":
        return value < bound;
      case "LessThanOrEqualToThreshold":
        return value <= bound;
      default:
        throw new Error(`${this.name}: the sandbox does not play the comparison ${String(comparisonOperator)}.`);
    }
  }
}

interface MetricQuery {
  readonly id?: string;
  readonly expression?: string;
  readonly returnData?: boolean;
  readonly metric?: Readonly<Record<string, unknown>>;
}

function measureOf(inputs: DeclaredResource["inputs"]): { readonly measure: Measure; readonly period: number } {
  const queries = inputs.metricQueries as readonly MetricQuery[] | undefined;
  if (queries === undefined) {
    return { measure: metricMeasure(inputs, String(inputs.statistic)), period: Number(inputs.period) };
  }
  const metrics = queries.filter((query) => query.metric !== undefined);
  const result = queries.find((query) => query.returnData === true);
  const measures = metrics.map(({ id = "", metric = {} }) => [id, metricMeasure(metric, String(metric.stat))] as const);
  const measure: Measure = (...span) => {
    const values = Object.fromEntries(measures.map(([id, ofMetric]) => [id, ofMetric(...span)]));
    return result?.expression === undefined ? values[result?.id ?? ""] : evaluateMetricMath(result.expression, values);
  };
  return { measure, period: Number(metrics[0]?.metric?.period) };
}

function metricMeasure(metric: Readonly<Record<string, unknown>>, statistic: string): Measure {
  const name: MetricName = {
    namespace: String(metric.namespace),
    name: String(metric.metricName),
    dimensions: (metric.dimensions ?? {}) as Readonly<Record<string, string>>,
  };
  return (measurements, from, to) => measurements.statistic(name, statistic as Statistic, from, to);
}
