/** An expression that CloudWatch's metric math would refuse, or that the sandbox does not play. */
export class MetricMathError extends Error {
  override readonly name = "MetricMathError";
}

/**
 * The value of a metric math expression in one period: numbers, ids of metrics, `+ - * /`, comparisons, parentheses and `IF`. Undefined
 * where a metric that it needs has no value in the period.
 * Source: Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics", syntax and functions.
 * @param values by id; an id that is not among the keys is no metric of the alarm
 */
export function evaluateMetricMath(
  expression: string,
  values: Readonly<Record<string, number | undefined>>,
): number | undefined {
  const tokens = [...expression.matchAll(/\s*([a-z][A-Za-z0-9_]*|[A-Z]+|\d+(?:\.\d+)?|[<>=!]=|[-+*/()<>,]|\S)/g)].map(
    ([, token = ""]) => token,
  );
  const reader = new Reader(tokens, values);
  const value = reader.comparison();
  if (reader.next !== undefined) {
    throw new MetricMathError(`${JSON.stringify(reader.next)} is not expected in the expression ${expression}.`);
  }
  return value;
}

type Value = number | undefined;

/** Reads tokens by precedence: comparisons bind least, products most. */
class Reader {
  private place = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly values: Readonly<Record<string, Value>>,
  ) {}

  get next(): string | undefined {
    return this.tokens[this.place];
  }

  comparison(): Value {
    const left = this.sum();
    const compare = comparisons[this.next ?? ""];
    if (compare === undefined) {
      return left;
    }
    this.place += 1;
    return both(left, this.sum(), (one, other) => (compare(one, other) ? 1 : 0));
  }

  private sum(): Value {
    let value = this.product();
    while (this.next === "+" || this.next === "-") {
      const sign = this.take() === "+" ? 1 : -1;
      value = both(value, this.product(), (one, other) => one + sign * other);
    }
    return value;
  }

  private product(): Value {
    let value = this.factor();
    while (this.next === "*" || this.next === "/") {
      const isQuotient = this.take() === "/";
      // A division by zero gives no data point.
      value = both(value, this.factor(), (one, other) =>
        isQuotient ? (other === 0 ? undefined : one / other) : one * other,
      );
    }
    return value;
  }

  private factor(): Value {
    const token = this.take();
    if (token === "-") {
      return both(0, this.factor(), (zero, value) => zero - value);
    }
    if (token === "(") {
      const value = this.comparison();
      this.expect(")");
      return value;
    }
    if (token === "IF") {
      return this.condition();
    }
    if (token !== undefined && /^\d/.test(token)) {
      return Number(token);
    }
    if (token !== undefined && Object.hasOwn(this.values, token)) {
      return this.values[token];
    }
    throw new MetricMathError(
      `${JSON.stringify(token ?? "")} is no metric's id, number or function that the sandbox plays.`,
    );
  }

  /** IF(condition, when true, when false); only the chosen branch needs a value. */
  private condition(): Value {
    this.expect("(");
    const condition = this.comparison();
    this.expect(",");
    const yes = this.comparison();
    this.expect(",");
    const no = this.comparison();
    this.expect(")");
    return condition === undefined ? undefined : condition !== 0 ? yes : no;
  }

  private take(): string | undefined {
    return this.tokens[this.place++];
  }

  private expect(token: string): void {
    const found = this.take();
    if (found !== token) {
      throw new MetricMathError(
        `${JSON.stringify(token)} is expected in place of ${JSON.stringify(found ?? "the end")}.`,
      );
    }
  }
}

const comparisons: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  "<": (one, other) => one < other,
  ">": (one, other) => one > other,
  "<=": (one, other) => one <= other,
  ">=": (one, other) => one >= other,
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
};

function both(one: Value, other: Value, join: (one: number, other: number) => Value): Value {
  return one === undefined || other === undefined ? undefined : join(one, other);
}
