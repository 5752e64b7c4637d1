/**
 * The value of a metric math expression in one period; undefined where a metric that it needs has no value in the period. The expressions
 * of the alarms have two forms: a sum of metrics, and the percentage that one metric is of another, 0 where that one is 0.
 * Source: Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics", syntax and functions.
 * @param values by id; an id that is not among the keys is no metric of the alarm
 * @throws Error for another form, and for an id that no metric has
 */
export function evaluateMetricMath(
  expression: string,
  values: Readonly<Record<string, number | undefined>>,
): number | undefined {
  const metricValue = (id: string) => {
    if (!Object.hasOwn(values, id)) {
      throw new Error(`${JSON.stringify(id)} in the expression ${expression} is the id of no metric of the alarm.`);
    }
    return values[id];
  };
  const percentage = /^IF\((\w+) > 0, 100 \* (\w+) \/ \1, 0\)$/.exec(expression);
  if (percentage !== null) {
    const [whole, part] = percentage.slice(1).map(metricValue);
    if (whole === undefined || whole <= 0) {
      return whole === undefined ? undefined : 0;
    }
    return part === undefined ? undefined : (100 * part) / whole;
  }
  if (/^\w+(?: \+ \w+)*$/.test(expression)) {
    return expression
      .split(" + ")
      .map(metricValue)
      .reduce((sum, value) => (sum === undefined || value === undefined ? undefined : sum + value));
  }
  throw new Error(
    `The sandbox does not support the metric math ${expression}; it supports "a + b" and "IF(a > 0, 100 * b / a, 0)".`,
  );
}
