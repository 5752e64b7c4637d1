/** What a metric is known by (Amazon CloudWatch User Guide, "Metrics concepts"). */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export type Statistic = "Sum" | "Maximum" | "Minimum" | "Average" | "SampleCount";

interface Minute {
  /** Milliseconds since 1970 of its beginning. */
  readonly at: number;
  readonly values: readonly number[];
}

/** What was measured, a minute at a time. */
export class Measurements {
  private readonly metrics = new Map<string, Minute[]>();

  /** Takes down what a metric was in the minute that begins at `at`. */
  record(metric: MetricName, at: number, ...values: readonly number[]): void {
    if (values.length > 0) {
      const key = keyOf(metric);
      this.metrics.set(key, [...(this.metrics.get(key) ?? []), { at, values }]);
    }
  }

  /** A statistic over the minutes that begin in a span; undefined where nothing was measured. */
  statistic(metric: MetricName, statistic: Statistic, from: number, to: number): number | undefined {
    const minutes = (this.metrics.get(keyOf(metric)) ?? []).filter(({ at }) => at >= from && at < to);
    const values = minutes.flatMap((minute) => minute.values);
    return values.length === 0 ? undefined : statistics[statistic](values);
  }
}

const statistics: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  Sum: sumOf,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  Average: (values) => sumOf(values) / values.length,
  SampleCount: (values) => values.length,
};

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
