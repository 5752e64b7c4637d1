import type { Authorize } from "../../sandbox/authorization";
import type { LambdaFunction } from "../../sandbox/lambda/lambdaFunction";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import type { Sandbox } from "../../sandbox/sandbox";
import { declaredTopics, topicKeyRefusal } from "../../sandbox/sns/endpoint";

/** An alarm that changed its state. */
export interface AlarmChange {
  readonly alarm: string;
  readonly state: "OK" | "ALARM";
  /** The topics that accepted the notification. */
  readonly notified: readonly string[];
  /** The reasons of the topics whose policy or key refused CloudWatch. */
  readonly failedActions: readonly string[];
}

const minute = 60_000;

/**
 * Watches the declared alarms, which begin in the state OK: measures the sandbox minute by minute and evaluates each
 * alarm as CloudWatch does, with the features that the declared alarms use (Amazon CloudWatch User Guide, "Using Amazon
 * CloudWatch alarms", "Configuring how CloudWatch alarms treat missing data", "Using math expressions with CloudWatch
 * metrics").
 */
export function watchAlarms(resources: readonly DeclaredResource[], sandbox: Sandbox, authorize: Authorize) {
  const alarms = resources.filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
  const topics = declaredTopics(resources);
  const states = new Map<DeclaredResource, AlarmChange["state"]>(alarms.map((alarm) => [alarm, "OK"]));
  const metrics = new Metrics();
  const sample = sampler(sandbox, metrics);
  const changes: AlarmChange[] = [];
  /**
   * CloudWatch publishes as a service on behalf of the alarm, and uses the topic's key in the same way (the User Guide,
   * "Notifying users on alarm changes").
   */
  const publish = (alarm: DeclaredResource, state: AlarmChange["state"]) => {
    const arn = String(alarm.outputs.arn);
    const principal = { type: "Service", name: "cloudwatch.amazonaws.com" } as const;
    const context = { "aws:SourceArn": arn, "aws:SourceAccount": arn.split(":")[4] ?? "" };
    const { okActions, alarmActions } = alarm.inputs;
    const actions = ((state === "OK" ? okActions : alarmActions) ?? []) as readonly string[];
    return actions.flatMap((resource) => {
      const topic = topics.get(resource);
      const refusal = () => authorize({ principal, action: "sns:Publish", resource, context });
      return topic === undefined
        ? []
        : [{ resource, refusal: refusal() ?? topicKeyRefusal(authorize, principal, topic, context) }];
    });
  };
  const evaluate = (now: number) => {
    for (const [alarm, before] of states) {
      const state = isBreached(alarm, metrics, now) ? "ALARM" : "OK";
      if (state !== before) {
        states.set(alarm, state);
        const published = publish(alarm, state);
        changes.push({
          alarm: String(alarm.inputs.name),
          state,
          notified: published.flatMap(({ resource, refusal }) => (refusal === undefined ? [resource] : [])),
          failedActions: published.flatMap(({ refusal }) => refusal ?? []),
        });
      }
    }
  };
  return {
    /** Every change of a state, in order. */
    changes,
    /** Advances this many minutes, and evaluates the alarms after each. */
    pass: async (minutes: number) => {
      for (let passed = 0; passed < minutes; passed++) {
        const from = sandbox.clock.now();
        await sandbox.settle({ until: from + minute });
        sample(from);
        evaluate(sandbox.clock.now());
      }
    },
    /** The names of the alarms in the state ALARM. */
    alarmed: () => [...states].filter(([, state]) => state === "ALARM").map(([{ inputs }]) => String(inputs.name)),
  };
}

/** The values of metrics by namespace, name and the value of the single dimension. */
class Metrics {
  private readonly values = new Map<string, { readonly at: number; readonly value: number }[]>();

  record(namespace: string, dimension: string, at: number, values: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(values)) {
      const key = `${namespace} ${name} ${dimension}`;
      this.values.set(key, [...(this.values.get(key) ?? []), { at, value }]);
    }
  }

  /** Returns the statistic of the minutes that begin in a span; undefined if nothing was measured. */
  of({ namespace, metricName, dimensions, statistic, stat = statistic }: Fields, from: number, to: number) {
    const key = [namespace, metricName, ...Object.values(Object(dimensions))].join(" ");
    const values = (this.values.get(key) ?? []).filter(({ at }) => at >= from && at < to).map(({ value }) => value);
    if (values.length === 0) {
      return undefined;
    }
    return stat === "Maximum" ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Measures the minute that began at `at` and has just ended. */
function sampler({ queues, functions, clock }: Sandbox, metrics: Metrics): (at: number) => void {
  const before = new Map<string, number>();
  const since = (what: string, total: number) => {
    const added = total - (before.get(what) ?? 0);
    before.set(what, total);
    return added;
  };
  // AWS Lambda Developer Guide, "Types of metrics for Lambda functions": throttling is not an error.
  const sampleFunction = (name: string, target: LambdaFunction, at: number) => {
    const { TooManyRequestsException: throttles = 0, ...others } = target.counts.errors;
    const errors = Object.values(others).reduce((sum, count) => sum + count, 0);
    const Errors = since(`${name} errors`, errors);
    const invocations = since(`${name} invocations`, target.counts.invocations);
    metrics.record("AWS/Lambda", name, at, invocations > 0 ? { Invocations: invocations } : {});
    metrics.record("AWS/Lambda", name, at, { Errors, Throttles: since(`${name} throttles`, throttles) });
    const peak = target.takePeakConcurrency();
    metrics.record("AWS/Lambda", name, at, peak > 0 ? { ConcurrentExecutions: peak } : {});
    const lines = since(`${name} lines`, target.log.metricsWritten);
    for (const line of lines === 0 ? [] : target.log.metrics.slice(-lines)) {
      sampleLine(line, at);
    }
  };
  // Amazon CloudWatch User Guide, "Specification: Embedded metric format".
  const sampleLine = (line: Fields, at: number) => {
    for (const { Namespace, Dimensions, Metrics: named } of Object(line._aws).CloudWatchMetrics ?? []) {
      for (const [dimension] of Dimensions) {
        const values = named.map(({ Name }: { readonly Name: string }) => [Name, Number(line[Name])]);
        metrics.record(Namespace, String(line[dimension]), at, Object.fromEntries(values));
      }
    }
  };
  return (at) => {
    // Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". A message that was received three
    // times no longer counts.
    for (const [name, queue] of queues) {
      const { visible, sent } = queue.counts();
      const waiting = queue.peek().filter(({ receiveCount }) => receiveCount < 3);
      metrics.record("AWS/SQS", name, at, {
        ApproximateNumberOfMessagesVisible: visible,
        NumberOfMessagesSent: since(name, sent),
        ApproximateAgeOfOldestMessage: Math.max(
          0,
          ...waiting.map(({ sentTimestamp }) => (clock.now() - sentTimestamp) / 1000),
        ),
      });
    }
    for (const [name, target] of functions) {
      sampleFunction(name, target, at);
    }
  };
}

/** Reports whether every evaluated period of an alarm, the last of which ends now, exceeds its threshold. */
function isBreached({ inputs }: DeclaredResource, metrics: Metrics, now: number): boolean {
  const queries = (inputs.metricQueries ?? []) as readonly Fields[];
  const sources = queries.flatMap(({ id, metric }) => (metric === undefined ? [] : [[id, metric as Fields] as const]));
  const expression = queries.find(({ returnData }) => returnData === true)?.expression;
  const period = Number(inputs.period ?? sources[0]?.[1].period) * 1000;
  return Array.from({ length: Number(inputs.evaluationPeriods) }, (_, index) => {
    const to = now - index * period;
    const values = Object.fromEntries(sources.map(([id, metric]) => [id, metrics.of(metric, to - period, to)]));
    const value =
      expression === undefined ? metrics.of(inputs, to - period, to) : evaluated(String(expression), values);
    return value === undefined ? inputs.treatMissingData === "breaching" : isBeyond(value, inputs);
  }).every(Boolean);
}

function isBeyond(value: number, { comparisonOperator, threshold, name }: Fields): boolean {
  const bound = Number(threshold);
  switch (comparisonOperator) {
    case "GreaterThanThreshold":
      return value > bound;
    case "GreaterThanOrEqualToThreshold":
      return value >= bound;
    case "LessThanThreshold":
      return value < bound;
    default:
      throw new Error(`${name}: the comparison ${comparisonOperator} is not supported here.`);
  }
}

/** Returns the sum of two metrics, or one as a percentage of another; undefined if a metric has no value. */
function evaluated(expression: string, values: Readonly<Record<string, number | undefined>>): number | undefined {
  const percentage = /^IF\((\w+) > 0, 100 \* (\w+) \/ \1, 0\)$/.exec(expression);
  const sum = /^(\w+) \+ (\w+)$/.exec(expression);
  const [, first = "", second = ""] = percentage ?? sum ?? [];
  if (!Object.hasOwn(values, first) || !Object.hasOwn(values, second)) {
    throw new Error(`The expression ${expression} is not supported here, or names no metric of the alarm.`);
  }
  const [one, other] = [values[first], values[second]];
  if (one === undefined || other === undefined) {
    return undefined;
  }
  if (percentage === null) {
    return one + other;
  }
  return one > 0 ? (100 * other) / one : 0;
}
