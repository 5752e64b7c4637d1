/** One figure of the benchmark: the median of several runs and their range. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
}

/** The median and the range of what several runs measured. */
export function figureOf(name: string, unit: string, values: readonly number[]): Figure {
  const sorted = [...values].sort((one, other) => one - other);
  const [low = 0] = sorted;
  return { name, unit, value: sorted[Math.floor(sorted.length / 2)] ?? 0, low, high: sorted.at(-1) ?? 0 };
}

/** Measures how long work takes, in seconds. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
