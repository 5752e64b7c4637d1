/** A figure of the benchmark: the median of several runs and their range. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
}

/** Calculates the median and the range of several runs. */
export function figureOf(name: string, unit: string, values: readonly number[]): Figure {
  const sorted = [...values].sort((one, other) => one - other);
  const [low = 0] = sorted;
  return { name, unit, value: sorted[Math.floor(sorted.length / 2)] ?? 0, low, high: sorted.at(-1) ?? 0 };
}

/** Measures the duration of work in seconds. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Calculates the exponent of the cost's growth with the size, from the best line through their logarithms: 1 is linear, 2 is quadratic. */
export function growthOf(points: readonly { readonly size: number; readonly cost: number }[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map((log) => log.x)), mean(logs.map((log) => log.y))];
  const along = logs.map((log) => (log.x - x) * (log.y - y));
  return mean(along) / mean(logs.map((log) => (log.x - x) ** 2));
}

/** Measures the CPU time of work in this process, in seconds of user and system time. */
export async function cpuSecondsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
