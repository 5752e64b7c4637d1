/** One line in CloudWatch's embedded metric format, as written. */
type MetricsLine = Readonly<Record<string, unknown>>;

/** A function's latest lines, and those with metrics (CloudWatch User Guide, Specification: Embedded metric format). */
export class FunctionLog {
  private readonly kept: string[] = [];
  private readonly keptMetrics: MetricsLine[] = [];
  private unfinished = "";
  private written = 0;

  /** @param refusal the reason why CloudWatch Logs rejects the output, which is then lost. @default it accepts all */
  constructor(readonly refusal?: string) {}

  /** The latest lines, oldest first. */
  get lines(): readonly string[] {
    return this.unfinished === "" ? this.kept : [...this.kept, this.unfinished];
  }

  /** The latest lines with metrics, oldest first. */
  get metrics(): readonly MetricsLine[] {
    return this.keptMetrics;
  }

  /** Number of lines with metrics, kept or not. */
  get metricsWritten(): number {
    return this.written;
  }

  write(text: string): void {
    if (this.refusal !== undefined) {
      return;
    }
    const lines = `${this.unfinished}${text}`.split("\n");
    this.unfinished = (lines.pop() ?? "").slice(0, longestLine);
    for (const line of lines) {
      keep(this.kept, line.slice(0, longestLine), maximumLines);
      this.readMetrics(line);
    }
  }

  private readMetrics(line: string): void {
    const start = line.indexOf("{");
    if (start < 0 || !line.includes('"_aws"')) {
      return;
    }
    const metrics = parseObject(line.slice(start));
    if (metrics === undefined) {
      return;
    }
    keep(this.keptMetrics, metrics, maximumMetrics);
    this.written += 1;
  }
}

const maximumLines = 2_000;
const maximumMetrics = 2_000;
/** Characters. CloudWatch Logs accepts events of up to 1 MB, more than any reader here needs. */
const longestLine = 262_144;

function keep<T>(list: T[], entry: T, maximum: number): void {
  list.push(entry);
  if (list.length >= 2 * maximum) {
    list.splice(0, list.length - maximum);
  }
}

function parseObject(text: string): MetricsLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as MetricsLine) : undefined;
  } catch {
    return undefined;
  }
}
